/** The charsets of the protocol in the browser, as comparison and the composer ask for them. */

import type { Charset, TextCodec } from '../../../shared/codec/charset.ts';
import { encodeGb18030 } from '../detail/gb18030.ts';

/** windows-1252 would give the control characters of latin1 other shapes. */
const characters = (bytes: Uint8Array): string =>
  Array.from(bytes, (octet) => String.fromCharCode(octet)).join('');

const isBelow = (limit: number) => (text: string) =>
  [...text].every((character) => (character.codePointAt(0) ?? 0) < limit);

function encode(text: string, charset: Charset): Uint8Array | null {
  switch (charset) {
    case 'ascii':
    case 'latin1':
      return isBelow(charset === 'ascii' ? 0x80 : 0x100)(text)
        ? Uint8Array.from(text, (character) => character.charCodeAt(0))
        : null;
    case 'utf-8':
      return new TextEncoder().encode(text);
    case 'gb18030':
      return encodeGb18030(text);
  }
}

export const browserText: TextCodec = {
  decode(bytes, from, to, charset) {
    const part = bytes.subarray(from, to);
    return charset === 'ascii' || charset === 'latin1'
      ? characters(part)
      : new TextDecoder(charset, { ignoreBOM: true }).decode(part);
  },
  encode,
  isValid(bytes, charset) {
    if (charset === 'latin1') return true;
    if (charset === 'ascii') return bytes.every((octet) => octet < 0x80);
    try {
      new TextDecoder(charset, { fatal: true, ignoreBOM: true }).decode(bytes);
      return true;
    } catch {
      return false;
    }
  },
};
