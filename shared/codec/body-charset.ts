/**
 * Which charset a body is in.
 *
 * Names go as GB18030 to Chinese terminals and as UTF-8 to all others (vendor's document section 2.1), but
 * no message says so. What the bytes allow decides first, then the terminal's language, then likelihood:
 *
 *   only ASCII                                          ascii
 *   valid in one of the two                             that one
 *   valid in both, language known and not Chinese       utf-8
 *   valid in both, Chinese: characters of three bytes   utf-8: hanzi have three there, and GB18030 text that
 *                                                       happens to look like that is rarer than a server
 *                                                       that sends what it should not
 *   valid in both, Chinese otherwise                    gb18030
 *   valid in both, language unknown: three bytes,
 *   or two bytes of one script only                     utf-8, else gb18030: hanzi spread over all scripts
 *   valid in neither                                    latin1: one character a byte, nothing lost
 */

import { isChinese } from '../spec/languages.ts';
import type { Charset, TextCodec } from './charset.ts';

/** `language` is a number of appendix 2, or empty; `cut` says that the body may end inside a character. */
export function charsetOf(
  body: Uint8Array,
  cut: boolean,
  text: TextCodec,
  language: string,
): Charset {
  if (text.isValid(body, 'ascii')) return 'ascii';
  const bytes = cut ? body.subarray(0, body.lastIndexOf(0x0a) + 1) : body;
  if (!text.isValid(bytes, 'utf-8')) return text.isValid(bytes, 'gb18030') ? 'gb18030' : 'latin1';
  if (language !== '' && !isChinese(language)) return 'utf-8';
  const isUtf8 = hasThreeByteCharacter(bytes) || (language === '' && isOfOneScript(bytes));
  return isUtf8 || !text.isValid(bytes, 'gb18030') ? 'utf-8' : 'gb18030';
}

function hasThreeByteCharacter(bytes: Uint8Array): boolean {
  return bytes.some((octet) => octet >= 0xe0);
}

/** Lead bytes of two-byte characters: Latin, Greek, Cyrillic, Hebrew, Arabic. */
const SCRIPTS = [
  [0xc2, 0xc6],
  [0xcd, 0xcf],
  [0xd0, 0xd4],
  [0xd6, 0xd7],
  [0xd8, 0xdb],
] as const;

function isOfOneScript(bytes: Uint8Array): boolean {
  const isOf = ([first, last]: readonly [number, number]) =>
    bytes.every((octet) => octet < 0xc0 || (octet >= first && octet <= last));
  return SCRIPTS.some(isOf);
}

/** Of bytes that are no text at all, more than one in twenty is a control character. */
const MOST_CONTROLS = 1 / 20;

/** Whether the bytes are plainly no text (a cipher, a packed or binary body). NULs alone do not make it so. */
export function isBinary(bytes: Uint8Array, from = 0, to = bytes.length): boolean {
  let controls = 0;
  for (let at = from; at < to; at++) {
    const octet = bytes[at] as number;
    if (octet < 0x20 ? octet > 0x0d || (octet > 0 && octet < 0x09) : octet === 0x7f) controls++;
  }
  return controls > (to - from) * MOST_CONTROLS;
}
