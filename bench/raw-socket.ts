/** One request and its reply over plain sockets: the built-in load generator, where wrk is missing or too coarse. */

import { connect, type Socket } from 'node:net';

export interface Conversation {
  /** Sends the request; resolves with its latency in milliseconds once the reply is whole. */
  ask(request: Buffer): Promise<number>;
  close(): void;
}

/** Bytes still missing of the reply; null while its head is incomplete. */
function missing(bytes: Buffer): number | null {
  const headEnd = bytes.indexOf('\r\n\r\n');
  if (headEnd === -1) return null;
  const head = bytes.toString('latin1', 0, headEnd);
  if (!head.startsWith('HTTP/1.1 200')) throw new Error(head.split('\r\n')[0]);
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length === undefined) throw new Error('the reply has no Content-Length');
  return headEnd + 4 + Number(length) - bytes.length;
}

/** Opens no connection before the first request. */
export function converse(port: number): Conversation {
  let socket: Socket | null = null;
  let waiting: { started: number; resolve(ms: number): void; reject(error: Error): void } | null =
    null;
  let got: Buffer = Buffer.alloc(0);
  const fail = (error: Error) => {
    socket?.destroy();
    socket = null;
    waiting?.reject(error);
    waiting = null;
  };
  const open = (): Socket => {
    const fresh = connect({ host: '127.0.0.1', port, noDelay: true });
    fresh.on('data', (part) => {
      got = got.length === 0 ? part : Buffer.concat([got, part]);
      try {
        if (missing(got) !== 0) return;
      } catch (error) {
        return fail(error as Error);
      }
      got = Buffer.alloc(0);
      const done = waiting;
      waiting = null;
      done?.resolve(performance.now() - done.started);
    });
    fresh.on('error', fail);
    fresh.on('close', () => {
      if (socket === fresh) fail(new Error('the connection was closed'));
    });
    return fresh;
  };
  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        got = Buffer.alloc(0);
        waiting = { started: performance.now(), resolve, reject };
        socket ??= open();
        socket.write(request);
      }),
    close() {
      const open = socket;
      socket = null;
      open?.destroy();
    },
  };
}

/** A request on a connection of its own; its latency in milliseconds, connecting included. */
export async function askOnce(port: number, request: Buffer): Promise<number> {
  const conversation = converse(port);
  try {
    return await conversation.ask(request);
  } finally {
    conversation.close();
  }
}
