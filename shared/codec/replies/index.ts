/** The reader of reply bodies: one reader a kind of exchange (vendor's document sections 6 to 13). */

import type { Kind } from '../frame.ts';
import type { RawMessage } from '../message.ts';
import type { Reading } from '../read-field.ts';
import { okField, readAnswer } from './answer.ts';
import { readPollCommands } from './commands.ts';
import { readKeys } from './keys.ts';
import { readCompressed, readFile, readForPeople, readPage, readRedirect } from './opaque.ts';
import { readOptions } from './options.ts';
import type { ReplyBody, ReplyReader, RequestFacts } from './reply-body.ts';
import { readReturned } from './returned.ts';
import { statusOf } from './status.ts';
import { readTime } from './time.ts';

export type { ReplyBody, RequestFacts } from './reply-body.ts';

/** Tried for every reply, whatever it answers. */
const FIRST: readonly ReplyReader[] = [readRedirect, readCompressed, readPage];

/** Tried next, in order; what none of them reads is a plain answer. */
const BY_KIND: Readonly<Partial<Record<Kind, readonly ReplyReader[]>>> = {
  init: [readOptions],
  time: [readTime],
  'key-exchange': [readKeys],
  'factor-exchange': [readKeys],
  poll: [readPollCommands, readReturned],
  'subsidy-query': [readReturned],
  'file-download': [readFile],
  other: [readReturned, readPollCommands, readOptions],
};

export function readReplyBody(
  facts: RequestFacts,
  message: RawMessage,
  reading: Reading,
): ReplyBody {
  const { body, head } = message;
  if (facts.forPeople === true)
    return readForPeople({ facts, message, reading, status: statusOf(head) });
  const status = statusOf(head);
  // Most replies are this one.
  if (
    status === 200 &&
    message.truncated !== true &&
    body.length === 2 &&
    body[0] === 0x4f &&
    body[1] === 0x4b
  ) {
    if (facts.kind !== 'file-download')
      return { summary: 'OK', fields: [okField(facts.kind, reading.language)] };
  }
  const reply = { facts, message, reading, status };
  for (const read of FIRST) {
    const found = read(reply);
    if (found !== null) return found;
  }
  if (status < 300) {
    for (const read of BY_KIND[facts.kind] ?? []) {
      const found = read(reply);
      if (found !== null) return found;
    }
  }
  return readAnswer(reply);
}
