/** Bytes passed on in Node and nothing else: the floor under everything that Node can do. */

import { fileURLToPath } from 'node:url';
import { freePort } from '../ground.ts';
import type { Peer } from './peer.ts';

export const relay: Peer = {
  name: 'relay',
  what: 'sockets in Node joined by pairs, nothing read, nothing recorded',
  async open(ground, upstreamPort) {
    const port = await freePort();
    const script = fileURLToPath(new URL('relay-process.js', import.meta.url));
    const child = ground.start(process.execPath, [script, String(port), String(upstreamPort)]);
    await ground.listening(child, port);
    return { port, pids: [child.pid] };
  },
};
