/** HAProxy in HTTP mode, one thread. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findProgram, freePort } from '../ground.ts';
import type { Peer } from './peer.ts';

export const haproxy: Peer = {
  name: 'haproxy',
  what: 'HTTP mode, one thread, no log',
  async open(ground, upstreamPort) {
    const program = findProgram('haproxy');
    if (program === undefined) return null;
    const port = await freePort();
    const file = join(ground.folder, 'haproxy.cfg');
    writeFileSync(
      file,
      `global
  nbthread 1
  maxconn 4000
defaults
  mode http
  timeout connect 5s
  timeout client 60s
  timeout server 60s
listen zkeco
  bind 127.0.0.1:${port}
  server zkeco 127.0.0.1:${upstreamPort}
`,
    );
    const child = ground.start(program, ['-db', '-f', file]);
    await ground.listening(child, port);
    return { port, pids: [child.pid] };
  },
};
