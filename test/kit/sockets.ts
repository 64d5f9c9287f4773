/** Both ends of the wire as raw sockets: what a terminal sends and gets, what a server sees and says. */

import { Buffer } from 'node:buffer';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** How a connection ended towards us. */
export type End = 'open' | 'fin' | 'reset';

/** One raw connection, with all that came through it. */
export class Line {
  readonly socket: Socket;
  end: End = 'open';
  /** How many bytes came. */
  length = 0;
  #pieces: Buffer[] = [];
  #waiting: (() => void)[] = [];

  constructor(socket: Socket) {
    this.socket = socket;
    socket.setNoDelay(true);
    socket
      .on('data', (bytes) => {
        this.#pieces.push(bytes);
        this.length += bytes.length;
        this.#wake();
      })
      .on('end', () => this.#ends('fin'))
      .on('error', () => this.#ends('reset'))
      .on('close', () => this.#wake());
  }

  /** What came, a character a byte. */
  get text(): string {
    if (this.#pieces.length > 1) this.#pieces = [Buffer.concat(this.#pieces)];
    return this.#pieces[0]?.toString('latin1') ?? '';
  }

  /** Writes it all at once, or in pieces that are sent one by one. */
  async send(bytes: Buffer | string, pieceLength = Infinity): Promise<void> {
    const all = typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes;
    for (let at = 0; at < all.length; at += pieceLength) {
      const piece = all.subarray(at, Math.min(all.length, at + pieceLength));
      if (this.socket.destroyed) return;
      await new Promise((done) => this.socket.write(piece, done));
    }
  }

  /** Waits until so many bytes, or bytes that hold the text, have come. */
  async until(wanted: number | string): Promise<void> {
    const isThere = () =>
      typeof wanted === 'number' ? this.length >= wanted : this.text.includes(wanted);
    await this.#until(() => isThere() || this.end !== 'open' || this.socket.destroyed);
    if (!isThere()) throw new Error(`the connection ended (${this.end}) after: ${this.text}`);
  }

  /** Settles once the other side has ended the connection. */
  get ended(): Promise<void> {
    return this.#until(() => this.end !== 'open' || this.socket.closed);
  }

  get closed(): Promise<void> {
    return this.#until(() => this.socket.closed);
  }

  async #until(holds: () => boolean): Promise<void> {
    while (!holds()) await new Promise<void>((wake) => this.#waiting.push(wake));
  }

  #ends(end: End): void {
    this.end = end;
    this.#wake();
  }

  #wake(): void {
    for (const wake of this.#waiting.splice(0)) wake();
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
      // A script that waits for bytes of a connection that broke off has nothing more to do.
      Promise.resolve(accept(line)).catch(() => {});
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
