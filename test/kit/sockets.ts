/** Both ends of the wire as raw sockets: what a terminal sends and gets, what a server sees and says. */

import { Buffer } from 'node:buffer';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { expect } from 'vitest';

/** How a connection ended towards us. */
export type End = 'open' | 'fin' | 'reset';

/** One raw connection, with all that came through it. */
export class Line {
  readonly socket: Socket;
  #pieces: Buffer[] = [];
  end: End = 'open';

  constructor(socket: Socket) {
    this.socket = socket;
    socket.setNoDelay(true);
    socket
      .on('data', (bytes) => this.#pieces.push(bytes))
      .on('end', () => (this.end = 'fin'))
      .on('error', () => (this.end = 'reset'));
  }

  get received(): Buffer {
    return Buffer.concat(this.#pieces);
  }

  /** What came, a character a byte. */
  get text(): string {
    return this.received.toString('latin1');
  }

  /** Writes it all at once, or in pieces that are sent one by one. */
  async send(bytes: Buffer | string, pieceLength = Infinity): Promise<void> {
    const all = Buffer.from(bytes as string, 'latin1');
    for (let at = 0; at < all.length; at += pieceLength) {
      const piece = all.subarray(at, Math.min(all.length, at + pieceLength));
      if (this.socket.destroyed) return;
      await new Promise((done) => this.socket.write(piece, done));
    }
  }

  /** Waits until so many bytes, or bytes that hold the text, have come. */
  async until(wanted: number | string): Promise<void> {
    const isThere = () =>
      typeof wanted === 'number' ? this.received.length >= wanted : this.text.includes(wanted);
    while (!isThere() && this.end === 'open')
      await Promise.race([once(this.socket, 'data'), this.ended]);
    if (!isThere()) expect(this.text, `ended with ${this.end}`).toContain(wanted);
  }

  /** Waits until the other side has ended the connection. */
  get ended(): Promise<void> {
    if (this.end !== 'open' || this.socket.closed) return Promise.resolve();
    return new Promise((done) => {
      this.socket
        .once('end', done)
        .once('error', () => done())
        .once('close', done);
    });
  }

  get closed(): Promise<void> {
    if (this.socket.closed) return Promise.resolve();
    return new Promise((done) => this.socket.once('close', () => done()));
  }
}

/** A server that sees raw connections; `accept` is called with each. */
export class RawServer {
  readonly lines: Line[] = [];
  readonly #server: Server;
  #waiting: (() => void)[] = [];

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(accept: (line: Line) => unknown = () => {}, port = 0): Promise<RawServer> {
    const server = createServer({ allowHalfOpen: true });
    const raw = new RawServer(server);
    server.on('connection', (socket) => {
      const line = new Line(socket);
      raw.lines.push(line);
      void accept(line);
      for (const wake of raw.#waiting.splice(0)) wake();
    });
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return raw;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** The connection of that number, counted from 0, once it is there. */
  async line(index: number): Promise<Line> {
    while (this.lines.length <= index) await new Promise<void>((wake) => this.#waiting.push(wake));
    return this.lines[index] as Line;
  }

  get openCount(): number {
    return this.lines.filter(({ socket }) => !socket.destroyed).length;
  }

  async stop(): Promise<void> {
    const closed = new Promise((done) => this.#server.close(done));
    for (const { socket } of this.lines) socket.destroy();
    await closed;
  }
}

/** Connects as a terminal would, and stays half-open when the other side ends. */
export async function dial(port: number, host = '127.0.0.1'): Promise<Line> {
  const socket = connect({ port, host, allowHalfOpen: true });
  const line = new Line(socket);
  await once(socket, 'connect');
  return line;
}
