/** The product as it ships: recording, decoding, findings, and one viewer on the live socket. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import WebSocket from 'ws';
import type { Child } from '../ground.ts';
import { memoryOf } from '../processes.ts';
import type { Peer } from './peer.ts';

interface Ready {
  readonly listen: string;
  readonly inspector: string;
  readonly token: string;
}

async function readyLine(child: Child): Promise<Ready> {
  let over = false;
  void child.ended.then(() => (over = true));
  for (;;) {
    const line = /^pushscope ready (\{.*\})$/m.exec(child.output())?.[1];
    if (line !== undefined) return JSON.parse(line) as Ready;
    if (over) throw new Error(`ended: ${child.output().trim().slice(-500)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Reads all that the live socket says, as a page would; how many messages and bytes it was. */
async function watch({ inspector, token }: Ready) {
  const seen = { messages: 0, bytes: 0, total: 0 };
  const url = new URL('/api/live', inspector);
  url.protocol = 'ws:';
  const socket = new WebSocket(url, { headers: { authorization: `Bearer ${token}` } });
  socket.on('message', (data: Buffer) => {
    seen.messages++;
    seen.bytes += data.length;
    seen.total = (JSON.parse(data.toString()) as { total?: number }).total ?? seen.total;
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve()).once('error', reject);
  });
  socket.on('error', () => {});
  return seen;
}

/** `options` are added to Node's own command line, for example `--cpu-prof`. */
export const pushscope = (root: string, options: readonly string[]): Peer => ({
  name: 'pushscope',
  what: 'recording, decoding, findings, one live viewer',
  async open(ground, upstreamPort) {
    const cli = join(root, 'dist', 'proxy', 'cli.js');
    if (!existsSync(cli)) return null;
    const child = ground.start(process.execPath, [
      ...[...options, cli, 'run', '--upstream', `http://127.0.0.1:${upstreamPort}`],
      ...['--listen', '127.0.0.1:0', '--inspector', '127.0.0.1:0'],
      ...['--captures', join(ground.folder, 'captures')],
    ]);
    const ready = await readyLine(child);
    const seen = await watch(ready);
    return {
      port: Number(ready.listen.split(':').at(-1)),
      pids: [child.pid],
      async notes() {
        const headers = { authorization: `Bearer ${ready.token}` };
        const response = await fetch(new URL('/api/status', ready.inspector), { headers });
        const { counters } = (await response.json()) as { counters: Record<string, number> };
        return {
          ...counters,
          viewerMessages: seen.messages,
          viewerMiB: Math.round(seen.bytes / 2 ** 20),
          viewerTotal: seen.total,
          memoryMiB: memoryOf(child.pid) ?? 'unknown',
        };
      },
    };
  },
});
