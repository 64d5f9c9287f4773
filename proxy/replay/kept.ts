/** Whether a connection goes on after an exchange (RFC 9112 section 9.3). */

import { Buffer } from 'node:buffer';
import type { Message } from '../../shared/capture/exchange.ts';

const CONNECTION = /^Connection:([^\r\n]*)/gim;
const VERSION_1_1 = /HTTP\/1\.1(?: |$)/;

/** What a head says of its connection, in lower case: a list of words, over several lines maybe. */
const wordsOf = (head: string): readonly string[] =>
  [...head.matchAll(CONNECTION)].flatMap(([, list = '']) =>
    list.split(',').map((word) => word.trim().toLowerCase()),
  );

const startOf = (head: string): string => head.trimStart().split(/\r?\n/, 1)[0] ?? '';

/** Whether one side leaves it open. Nothing follows a message that breaks off: it would be taken for the rest. */
function goesOn({ head, framing, incomplete }: Message): boolean {
  if (framing.kind === 'close' || incomplete === true) return false;
  const text = Buffer.from(head).toString('latin1');
  const words = wordsOf(text);
  return (
    !words.includes('close') && (VERSION_1_1.test(startOf(text)) || words.includes('keep-alive'))
  );
}

export const isKept = (request: Message, response: Message): boolean =>
  goesOn(response) && goesOn(request);
