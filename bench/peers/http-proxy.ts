/** Bare http-proxy with a keep-alive agent: what this product would be had it been built on the library alone. */

import { fileURLToPath } from 'node:url';
import { freePort } from '../ground.ts';
import type { Peer } from './peer.ts';

export const httpProxy: Peer = {
  name: 'http-proxy',
  what: 'the library alone, keep-alive agent, nothing recorded',
  async open(ground, upstreamPort) {
    const port = await freePort();
    const script = fileURLToPath(new URL('http-proxy-process.js', import.meta.url));
    const child = ground.start(process.execPath, [script, String(port), String(upstreamPort)]);
    await ground.listening(child, port);
    return { port, pids: [child.pid] };
  },
};
