/**
 * An exchange that is read into a frame only when somebody looks at it: most of a day nobody need. The frame
 * may be let go of once nobody does; it is many times its bytes, and batches wait long for their counterparts.
 */

import type { RawExchange } from '../../shared/codec/message.ts';
import { decodeExchange, type TerminalHints } from '../../shared/codec/decode.ts';
import type { Frame, Language } from '../../shared/codec/frame.ts';
import type { Read } from '../../shared/compare/exchange.ts';
import { textCodec } from '../charset.ts';
import { unpacked } from './unpacked.ts';

export class LateRead implements Read {
  readonly raw: RawExchange;
  readonly #hints: TerminalHints;
  readonly #language: Language;
  #frame: WeakRef<Frame> | null = null;

  constructor(raw: RawExchange, hints: TerminalHints, language: Language = 'en') {
    this.raw = unpacked(raw);
    this.#hints = hints;
    this.#language = language;
  }

  get frame(): Frame {
    const known = this.#frame?.deref();
    if (known !== undefined) return known;
    const [hints, language] = [this.#hints, this.#language];
    const frame = decodeExchange(this.raw, { text: textCodec, language, hints });
    this.#frame = new WeakRef(frame);
    return frame;
  }
}
