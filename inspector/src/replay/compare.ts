/** What differs between a recorded reply and the one that a replay got, as the desk compares them. */

import type { Language } from '../../../shared/codec/frame.ts';
import type { Charset, TextCodec } from '../../../shared/codec/charset.ts';
import { compareExchanges, type Difference, type Read } from '../../../shared/compare/index.ts';
import type { ExchangeDetail } from '../../../shared/link/api.ts';
import { encodeGb18030 } from '../detail/gb18030.ts';
import { readLine } from '../detail/line.ts';

const isAscii = (bytes: Uint8Array) => bytes.every((octet) => octet < 0x80);

function isValid(bytes: Uint8Array, charset: Charset): boolean {
  if (charset === 'latin1') return true;
  if (charset === 'ascii') return isAscii(bytes);
  try {
    new TextDecoder(charset, { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

const codec: TextCodec = {
  decode: (bytes, from, to, charset) => new TextDecoder(charset).decode(bytes.subarray(from, to)),
  encode: (text, charset) =>
    charset === 'gb18030' ? encodeGb18030(text) : new TextEncoder().encode(text),
  isValid,
};

const readOf = ({ exchange, decoded }: ExchangeDetail): Read => ({
  raw: readLine(exchange),
  frame: decoded,
});

export const differencesOf = (
  recorded: ExchangeDetail,
  observed: ExchangeDetail,
  language: Language,
): readonly Difference[] =>
  compareExchanges(readOf(recorded), readOf(observed), { text: codec, repliesOnly: true, language })
    .differences;
