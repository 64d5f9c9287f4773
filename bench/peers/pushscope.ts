/** The product as it ships: recording, decoding, findings, and one viewer on the live socket. */

import WebSocket from 'ws';
import { memoryOf } from '../processes.ts';
import { startProduct, type Ready } from '../product.ts';
import type { Peer } from './peer.ts';

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
    const product = await startProduct(ground, root, upstreamPort, options);
    if (product === null) return null;
    const { child, listen } = product;
    const seen = await watch(product);
    return {
      port: Number(listen.split(':').at(-1)),
      pids: [child.pid],
      async notes() {
        const { counters } = await product.ask<{ counters: Record<string, number> }>('/api/status');
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
