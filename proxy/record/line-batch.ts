/** Lines that go to the disk with one call, made in one buffer that is used again and again. */

import { Buffer } from 'node:buffer';
import type { Exchange } from '../../shared/capture/exchange.ts';
import { LineBytes } from '../../shared/capture/line-bytes.ts';
import { ExchangeWriter } from '../../shared/capture/write-exchange.ts';
import { lineTools } from './line-tools.ts';

const USUAL_BYTES = 256 * 1024;

export interface BatchLine {
  readonly exchange: Exchange;
  readonly from: number;
  /** After its LF. */
  readonly to: number;
}

export class LineBatch {
  readonly #out = new LineBytes(USUAL_BYTES);
  readonly #writer = new ExchangeWriter(this.#out, lineTools);
  #lines: BatchLine[] = [];

  /** Oldest first. */
  get lines(): readonly BatchLine[] {
    return this.#lines;
  }

  get length(): number {
    return this.#out.length;
  }

  /** Adds the sealed line with its LF. Throws, and adds nothing, when there can be no such line. */
  add(exchange: Exchange): void {
    const from = this.#out.length;
    try {
      this.#writer.add(exchange);
    } catch (error) {
      this.#out.cut(from);
      throw error;
    }
    this.#lines.push({ exchange, from, to: this.#out.length });
  }

  /** The bytes of [from, to), good until the next call. */
  bytes(from: number, to: number): Buffer {
    const { buffer, byteOffset, length } = this.#out.view(from, to);
    return Buffer.from(buffer, byteOffset, length);
  }

  clear(): void {
    this.#out.cut(0);
    this.#lines = [];
  }

  /** The line of this exchange alone, good until the next call. */
  ofOne(exchange: Exchange): Buffer {
    this.clear();
    this.add(exchange);
    return this.bytes(0, this.length);
  }
}
