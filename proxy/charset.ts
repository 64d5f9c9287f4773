/** The charsets of the protocol in Node: iconv-lite for GB18030, Buffer for the rest. */

import { Buffer, isAscii, isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import type { Charset, TextCodec } from '../shared/codec/charset.ts';

const view = (bytes: Uint8Array): Buffer =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/**
 * Whether the bytes have the shape of GB18030 (one, two or four bytes a character).
 * A cheap look that spares binary bodies the full round trip.
 */
function hasGb18030Shape(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; at++) {
    const first = bytes[at] as number;
    if (first < 0x80) continue;
    if (first === 0x80 || first === 0xff) return false;
    const second = bytes[++at];
    if (second === undefined) return false;
    if (second >= 0x30 && second <= 0x39) {
      const third = bytes[++at];
      const fourth = bytes[++at];
      if (third === undefined || third < 0x81 || third > 0xfe) return false;
      if (fourth === undefined || fourth < 0x30 || fourth > 0x39) return false;
    } else if (second < 0x40 || second === 0x7f || second === 0xff) return false;
  }
  return true;
}

function isValid(bytes: Uint8Array, charset: Charset): boolean {
  switch (charset) {
    case 'ascii':
      return isAscii(bytes);
    case 'utf-8':
      return isUtf8(bytes);
    case 'latin1':
      return true;
    case 'gb18030':
      return (
        hasGb18030Shape(bytes) &&
        iconv.encode(iconv.decode(view(bytes), 'gb18030'), 'gb18030').equals(bytes)
      );
  }
}

export const textCodec: TextCodec = {
  decode(bytes, from, to, charset) {
    const part = view(bytes);
    switch (charset) {
      case 'ascii':
      case 'latin1':
        return part.toString('latin1', from, to);
      case 'utf-8':
        return part.toString('utf8', from, to);
      case 'gb18030':
        return iconv.decode(part.subarray(from, to), 'gb18030');
    }
  },
  encode(text, charset) {
    switch (charset) {
      case 'ascii':
      case 'latin1': {
        const bytes = Buffer.from(text, 'latin1');
        const same = charset === 'ascii' ? isAscii(bytes) : true;
        return same && bytes.toString('latin1') === text ? bytes : null;
      }
      case 'utf-8':
        return Buffer.from(text, 'utf8');
      case 'gb18030': {
        const bytes = iconv.encode(text, 'gb18030');
        return iconv.decode(bytes, 'gb18030') === text ? bytes : null;
      }
    }
  },
  isValid,
};
