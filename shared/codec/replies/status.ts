/** The little that body readers need of a reply's head: its status, its reason, and a header by name. */

import { latin1 } from '../latin1.ts';

const SPACE = 0x20;
const isDigit = (octet: number | undefined): boolean =>
  octet !== undefined && octet >= 0x30 && octet <= 0x39;

/** The three digits behind `HTTP/1.1 `; 0 when they are not there. */
export function statusOf(head: Uint8Array): number {
  let at = 0;
  while (head[at] === 0x0d || head[at] === 0x0a) at++;
  at = head.indexOf(SPACE, at);
  if (at === -1) return 0;
  while (head[at] === SPACE) at++;
  if (!isDigit(head[at]) || !isDigit(head[at + 1]) || !isDigit(head[at + 2])) return 0;
  return Number(latin1(head, at, at + 3));
}

/** `404 Not Found` */
export function statusLineOf(head: Uint8Array): string {
  return /^[\r\n]*\S+ +([^\r\n]*)/.exec(latin1(head))?.[1]?.trim() ?? '';
}

/** The first header of that name (lower case), without the blanks around it; empty when absent. */
export function headerOf(head: Uint8Array, name: string): string {
  for (const line of latin1(head).split('\n').slice(1)) {
    const colon = line.indexOf(':');
    if (colon !== -1 && line.slice(0, colon).trim().toLowerCase() === name)
      return line.slice(colon + 1).trim();
  }
  return '';
}
