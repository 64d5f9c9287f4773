/** Lines that go to the disk with one call, made in one buffer that is used again and again. */

import { Buffer } from 'node:buffer';
import type { Exchange } from '../../shared/capture/exchange.ts';
import { SEAL_LENGTH, sealText } from '../../shared/capture/seal.ts';
import { unsealedExchange } from '../../shared/capture/write-line.ts';
import { lineTools } from './line-tools.ts';

const USUAL_BYTES = 256 * 1024;
/** UTF-8 needs at most so many bytes for a UTF-16 unit. */
const MOST_BYTES_A_UNIT = 3;

export interface BatchLine {
  readonly exchange: Exchange;
  readonly from: number;
  /** After its LF. */
  readonly to: number;
}

export class LineBatch {
  readonly #usual = Buffer.allocUnsafeSlow(USUAL_BYTES);
  #buffer = this.#usual;
  #length = 0;
  #lines: BatchLine[] = [];

  /** Oldest first. */
  get lines(): readonly BatchLine[] {
    return this.#lines;
  }

  get length(): number {
    return this.#length;
  }

  /** Adds the sealed line with its LF. Throws, and adds nothing, when there can be no such line. */
  add(exchange: Exchange): void {
    const text = unsealedExchange(exchange, lineTools);
    this.#makeRoom(text.length * MOST_BYTES_A_UNIT + SEAL_LENGTH + 1);
    const from = this.#length;
    const buffer = this.#buffer;
    const sealAt = from + buffer.write(text, from, 'utf8');
    const seal = sealText(lineTools.crc32(buffer.subarray(from, sealAt)));
    const to = sealAt + buffer.write(`${seal}\n`, sealAt, 'latin1');
    this.#length = to;
    this.#lines.push({ exchange, from, to });
  }

  /** The bytes of [from, to), good until the next call. */
  bytes(from: number, to: number): Buffer {
    return this.#buffer.subarray(from, to);
  }

  clear(): void {
    this.#buffer = this.#usual;
    this.#length = 0;
    this.#lines = [];
  }

  /** The line of this exchange alone, good until the next call. */
  ofOne(exchange: Exchange): Buffer {
    this.clear();
    this.add(exchange);
    return this.bytes(0, this.#length);
  }

  #makeRoom(most: number): void {
    const needed = this.#length + most;
    if (needed <= this.#buffer.length) return;
    const wider = Buffer.allocUnsafeSlow(needed);
    this.#buffer.copy(wider, 0, 0, this.#length);
    this.#buffer = wider;
  }
}
