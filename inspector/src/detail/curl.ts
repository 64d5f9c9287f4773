/**
 * A request as a command for a POSIX shell, exact to the byte of its headers and body:
 *
 *   printf '10023\t850\n' | curl -sS -g --path-as-is -H 'Accept:' … --data-binary @- 'http://…'
 *
 * It is printable ASCII throughout: pasted into a window of text, a control character would be a key pressed.
 */

import { latin1, latin1Bytes } from '../../../shared/codec/latin1.ts';
import { readHead } from './headers.ts';
import type { MessageLine } from './line.ts';

/** Whatever stands between single quotes is text to the shell; the quote itself leaves and comes back. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

const ESCAPES: Readonly<Record<number, string>> = {
  0x09: '\\t',
  0x0a: '\\n',
  0x0d: '\\r',
  0x25: '%%',
  0x5c: '\\\\',
};

/** Bytes as the format of `printf`. */
export function printfOf(bytes: Uint8Array): string {
  let format = '';
  for (const byte of bytes) {
    const escape = ESCAPES[byte];
    if (escape !== undefined) format += escape;
    // At the beginning it would be an option.
    else if (byte === 0x2d && format === '') format += '\\055';
    else if (byte >= 0x20 && byte < 0x7f) format += String.fromCharCode(byte);
    else format += `\\${byte.toString(8).padStart(3, '0')}`;
  }
  return quoted(format);
}

/** One word to the shell, its characters a byte each. */
const wordOf = (text: string): string =>
  /^[ -~]*$/.test(text) ? quoted(text) : `"$(printf ${printfOf(latin1Bytes(text))})"`;

const percent = (one: string): string =>
  `%${one.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;

/** Curl makes these itself. */
const MADE_BY_CURL = new Set(['host', 'content-length', 'transfer-encoding', 'connection']);
/** Curl adds these unless it is told not to. */
const ADDED_BY_CURL = ['Accept', 'User-Agent', 'Content-Type'];

const isHost = (text: string) => /^[\w.\-:[\]]+$/.test(text);

export function curlOf({ head, body }: MessageLine, listen: string): string {
  const { start, headers } = readHead(latin1(head));
  const [method = 'GET', ...rest] = start.split(' ');
  const target = rest.slice(0, Math.max(1, rest.length - 1)).join(' ');
  const host = headers.find(({ name }) => name.toLowerCase() === 'host')?.value ?? '';
  const path = target.replace(/[^!-~]/g, percent);

  const names = new Set(headers.map(({ name }) => name.toLowerCase()));
  const lines = [
    ...headers
      .filter(({ name }) => /^[\w-]+$/.test(name) && !MADE_BY_CURL.has(name.toLowerCase()))
      .map(({ name, value }) => (value === '' ? `${name};` : `${name}: ${value}`)),
    ...ADDED_BY_CURL.filter((name) => !names.has(name.toLowerCase())).map((name) => `${name}:`),
  ];
  const words = [
    ...(body.length > 0 ? [`printf ${printfOf(body)} |`] : []),
    'curl -sS -g --path-as-is',
    `-X ${wordOf(method)}`,
    ...lines.map((line) => `-H ${wordOf(line)}`),
    ...(body.length > 0 ? ['--data-binary @-'] : []),
    quoted(`http://${isHost(host) ? host : listen}${path.startsWith('/') ? '' : '/'}${path}`),
  ];
  return words.join(' ');
}
