/** Takes requests from terminals and answers each with bytes; connections end as terminals and replies ask. */

import { Buffer } from 'node:buffer';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import type { Message, RequestMessage } from '../../shared/capture/exchange.ts';
import { wireBytes } from '../../shared/capture/wire-bytes.ts';
import { isKept } from './kept.ts';
import { requestReader } from '../wire/message-reader.ts';

/** Null ends the connection without a reply. */
export type Answer = (request: RequestMessage) => Promise<Message | null>;

export interface RunningListener {
  readonly address: { readonly host: string; readonly port: number };
  close(): Promise<void>;
}

const IDLE_MS = 60_000;

async function talk(socket: Socket, answer: Answer): Promise<void> {
  let rest: Buffer = Buffer.alloc(0);
  let reader = requestReader();
  const take = async (bytes: Buffer): Promise<boolean> => {
    rest = Buffer.concat([rest, bytes]);
    while (rest.length > 0) {
      const used = reader.feed(rest);
      rest = rest.subarray(used);
      if (!reader.ended) return true;
      const request = reader.finish();
      reader = requestReader();
      const reply = await answer(request);
      if (reply === null) return false;
      socket.write(Buffer.concat(wireBytes(reply)));
      if (!isKept(request, reply)) return false;
    }
    return true;
  };
  // Destroyed at once, a long reply would be cut.
  for await (const bytes of socket.iterator({ destroyOnReturn: false })) {
    if (!(await take(bytes as Buffer))) break;
  }
  socket.end();
}

/** Rejects when the address cannot be had. */
export async function listen(
  { host, port }: { readonly host: string; readonly port: number },
  answer: Answer,
): Promise<RunningListener> {
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true, allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    socket.setTimeout(IDLE_MS, () => socket.destroy());
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    talk(socket, answer).catch(() => socket.destroy());
  });
  server.listen(port, host);
  await once(server, 'listening');
  const { address, port: bound } = server.address() as AddressInfo;
  return {
    address: { host: address, port: bound },
    async close() {
      const closed = new Promise((done) => server.close(done));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
