/** What a charset is called: bytes that are the same in all of them are ASCII. */

import type { TextCharset } from './line.ts';

const NAMES: Readonly<Record<TextCharset, string>> = {
  'utf-8': 'UTF-8',
  gb18030: 'GB18030',
  latin1: 'Latin-1',
};

export const charsetName = (charset: TextCharset, bytes: Uint8Array): string =>
  bytes.every((byte) => byte < 0x80) ? 'ASCII' : NAMES[charset];
