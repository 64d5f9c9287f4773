/** HTTP messages off a raw socket, one after the other, with every byte that they came as. */

import { Buffer } from 'node:buffer';
import type { Socket } from 'node:net';

export interface Message {
  /** Start line and headers, a character a byte, with the blank line behind them. */
  readonly head: string;
  /** Without chunk sizes. */
  readonly body: Buffer;
  /** All of it as it came. */
  readonly raw: Buffer;
}

const NO_BYTES = Buffer.alloc(0);

export class HttpStream {
  readonly socket: Socket;
  readonly #isReply: boolean;
  #bytes: Buffer = NO_BYTES;
  #hasEnded = false;
  #wake = (): void => {};

  constructor(socket: Socket, side: 'requests' | 'replies') {
    this.socket = socket;
    this.#isReply = side === 'replies';
    const ended = () => {
      this.#hasEnded = true;
      this.#wake();
    };
    socket
      .setNoDelay(true)
      .on('data', (bytes) => {
        this.#bytes = Buffer.concat([this.#bytes, bytes]);
        this.#wake();
      })
      .on('error', ended)
      .on('end', ended)
      .on('close', ended);
  }

  /** Bytes that came and belong to no message yet. */
  get rest(): Buffer {
    return this.#bytes;
  }

  /** The next message; null when the connection ended before it was whole. */
  async next(): Promise<Message | null> {
    for (;;) {
      const message = this.#take();
      if (message !== null) return message;
      if (this.#hasEnded) return null;
      await new Promise<void>((wake) => (this.#wake = wake));
    }
  }

  #take(): Message | null {
    const headTo = this.#bytes.indexOf('\r\n\r\n') + 4;
    if (headTo < 4) return null;
    const head = this.#bytes.toString('latin1', 0, headTo);
    const framed = this.#body(head, headTo);
    if (framed === null) return null;
    const raw = this.#bytes.subarray(0, framed.to);
    this.#bytes = this.#bytes.subarray(framed.to);
    return { head, body: framed.body, raw };
  }

  #body(head: string, from: number): { readonly body: Buffer; readonly to: number } | null {
    if (/^transfer-encoding:\s*chunked/im.test(head)) return this.#chunks(from);
    const length = /^content-length:\s*(\d+)/im.exec(head)?.[1];
    if (length === undefined && this.#isReply) {
      return this.#hasEnded ? { body: this.#bytes.subarray(from), to: this.#bytes.length } : null;
    }
    const to = from + Number(length ?? 0);
    return this.#bytes.length < to ? null : { body: this.#bytes.subarray(from, to), to };
  }

  #chunks(from: number): { readonly body: Buffer; readonly to: number } | null {
    const chunks: Buffer[] = [];
    for (let at = from; ;) {
      const sizeTo = this.#bytes.indexOf('\r\n', at);
      if (sizeTo < 0) return null;
      const size = Number.parseInt(this.#bytes.toString('latin1', at, sizeTo), 16);
      const to = sizeTo + 2 + size + 2;
      if (this.#bytes.length < to) return null;
      if (size === 0) return { body: Buffer.concat(chunks), to };
      chunks.push(this.#bytes.subarray(sizeTo + 2, sizeTo + 2 + size));
      at = to;
    }
  }
}
