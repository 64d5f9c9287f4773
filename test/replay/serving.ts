/** A stand-in that listens, and a terminal that asks it. */

import type { Buffer } from 'node:buffer';
import { listen } from '../../proxy/replay/listener.ts';
import type { StandIn } from '../../proxy/replay/stand-in.ts';
import { dial } from '../kit/sockets.ts';

export async function serving(standIn: StandIn) {
  const server = await listen({ host: '127.0.0.1', port: 0 }, (request) => standIn.answer(request));
  return {
    port: server.address.port,
    close: () => server.close(),
    /** All that came until the other side ended the connection. */
    async ask(bytes: Buffer): Promise<string> {
      const line = await dial(server.address.port);
      await line.send(bytes);
      await line.ended;
      line.socket.destroy();
      return line.text;
    },
  };
}
