/** No proxy at all: what the server and the load generator can do. */

import type { Peer } from './peer.ts';

export const direct: Peer = {
  name: 'direct',
  what: 'the server itself',
  open: async (_ground, upstreamPort) => ({ port: upstreamPort, pids: [] }),
};
