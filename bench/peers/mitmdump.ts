/** mitmdump writing its flows: the tool that people record HTTP with. */

import { join } from 'node:path';
import { findProgram, freePort } from '../ground.ts';
import type { Peer } from './peer.ts';

export const mitmdump: Peer = {
  name: 'mitmdump',
  what: 'reverse mode, -w to a file',
  async open(ground, upstreamPort) {
    const program = findProgram('mitmdump');
    if (program === undefined) return null;
    const port = await freePort();
    const child = ground.start(program, [
      ...['--mode', `reverse:http://127.0.0.1:${upstreamPort}`],
      ...['--listen-host', '127.0.0.1', '--listen-port', String(port)],
      ...['--set', `confdir=${join(ground.folder, 'mitm')}`],
      ...['-q', '-w', join(ground.folder, 'flows.mitm')],
    ]);
    await ground.listening(child, port);
    return { port, pids: [child.pid] };
  },
};
