/** A terminal of a site's day: asks what it is given, with what goes wrong at its side, and tells what came back. */

import type { Buffer } from 'node:buffer';
import { connect, type Socket } from 'node:net';
import type { DayExchange } from './day-exchange.ts';
import { HttpStream } from './http-stream.ts';

export type Outcome =
  /** The whole reply, as the server said it. */
  | 'answered'
  /** No reply, or the beginning of the server's. */
  | 'broken off'
  /** Something that the server never said. */
  | 'made up';

export class DayTerminal {
  readonly #port: number;
  #stream: HttpStream | null = null;

  constructor(port: number) {
    this.#port = port;
  }

  async ask(exchange: DayExchange): Promise<Outcome> {
    const { fault, request, breakAt } = exchange;
    const stream = await this.#connected();
    const { socket } = stream;
    switch (fault) {
      case 'terminal resets':
        await this.#send(socket, request.subarray(0, breakAt));
        this.#leave().resetAndDestroy();
        return 'broken off';
      case 'terminal leaves':
        await this.#send(socket, request);
        this.#leave().destroy();
        return 'broken off';
      case 'terminal half-closes':
        socket.end(request);
        break;
      default:
        await this.#send(socket, request);
    }
    const message = await stream.next();
    const isLast = fault !== 'none' && fault !== 'server is slow';
    if (isLast || message === null) this.#leave().destroy();
    if (message !== null) return this.#judge(message.raw, exchange);
    return exchange.reply.subarray(0, stream.rest.length).equals(stream.rest) ? 'broken off' : 'made up'; // prettier-ignore
  }

  close(): void {
    this.#stream?.socket.destroy();
    this.#stream = null;
  }

  /** A reply that the server broke off can look whole to nobody. */
  #judge(came: Buffer, { fault, reply }: DayExchange): Outcome {
    const isCut = fault === 'server ends' || fault === 'server resets';
    return !isCut && came.equals(reply) ? 'answered' : 'made up';
  }

  #leave(): Socket {
    const { socket } = this.#stream as HttpStream;
    this.#stream = null;
    return socket;
  }

  async #send(socket: Socket, bytes: Buffer): Promise<void> {
    if (!socket.destroyed) await new Promise((done) => socket.write(bytes, done));
  }

  async #connected(): Promise<HttpStream> {
    if (this.#stream !== null && !this.#stream.socket.destroyed) return this.#stream;
    const socket = connect({ host: '127.0.0.1', port: this.#port, allowHalfOpen: true });
    this.#stream = new HttpStream(socket, 'replies');
    await new Promise<void>((done) => socket.once('connect', done).once('close', () => done()));
    return this.#stream;
  }
}
