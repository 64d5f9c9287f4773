/** The bytes of a line, made in one buffer that is used again and again. */

import { Buffer } from 'node:buffer';
import type { Exchange } from '../../shared/capture/exchange.ts';
import { SEAL_LENGTH, sealText } from '../../shared/capture/seal.ts';
import { unsealedExchange } from '../../shared/capture/write-line.ts';
import { lineTools } from './line-tools.ts';

const USUAL_BYTES = 256 * 1024;
/** UTF-8 needs at most so many bytes for a UTF-16 unit. */
const MOST_BYTES_A_UNIT = 3;

export class LineBuffer {
  readonly #buffer = Buffer.allocUnsafeSlow(USUAL_BYTES);

  /** The sealed line with its LF; overwritten by the next call. */
  ofExchange(exchange: Exchange): Buffer {
    const text = unsealedExchange(exchange, lineTools);
    const buffer = this.#bufferFor(text.length);
    const length = buffer.write(text, 0, 'utf8');
    const seal = sealText(lineTools.crc32(buffer.subarray(0, length)));
    const end = length + buffer.write(`${seal}\n`, length, 'latin1');
    return buffer.subarray(0, end);
  }

  #bufferFor(units: number): Buffer {
    const most = units * MOST_BYTES_A_UNIT + SEAL_LENGTH + 1;
    return most <= this.#buffer.length ? this.#buffer : Buffer.allocUnsafeSlow(most);
  }
}
