/**
 * What stands out of an exchange at first sight. Rules that can speak only of such a thing name it, and are not
 * asked of the others: most exchanges show none, and what calling a rule costs is the fetching of its code.
 */

import { isBareOk } from '../codec/brief.ts';
import type { Field } from '../codec/frame.ts';
import type { RawMessage } from '../codec/message.ts';
import type { Examined } from './examined.ts';
import { hasUnreadable } from './readable.ts';

/** Bits of one number. */
const BITS = {
  /** A message that does not begin as HTTP does. */
  start: 1,
  /** A message that is longer or shorter than it declares, or that declares nothing, or two lengths. */
  length: 2,
  /** No serial number, Host, Date or Stamp. */
  missing: 4,
  /** Another status than 200, or an answer of ours. */
  status: 8,
  /** A reply other than OK alone. */
  answer: 16,
  /** A reply with a transfer coding or a content coding. */
  coding: 32,
  /** A body that is no text. */
  opaque: 64,
  /** Commands in the reply, or results of some in the request. */
  commands: 128,
  /** A value that cannot be read. */
  unreadable: 256,
} as const;

export type Cue = keyof typeof BITS;

/** Every exchange shows that. */
const ALWAYS = 512;

/** Of a rule that waits for it, or for nothing. */
export const bitOf = (cue: Cue | undefined): number => (cue === undefined ? ALWAYS : BITS[cue]);

export function cuesOf(exchange: Examined): number {
  const { frame, raw, requestHead, requestHeaders, responseHeaders, status } = exchange;
  const { request, response } = raw;
  const isUpload = frame.kind === 'upload';
  const isAnswered = response !== null;
  let cues: number = ALWAYS;
  if (requestHead[0]?.key !== 'method' || (isAnswered && status === null)) cues |= BITS.start;
  if (isOff(request) || (isAnswered && isOff(response))) cues |= BITS.length;
  if ((requestHeaders.otherLength ?? responseHeaders.otherLength) !== undefined)
    cues |= BITS.length;
  const lacksLength =
    (isUpload || frame.kind === 'command-result') && !requestHeaders.declaresLength;
  if (lacksLength || (isAnswered && !responseHeaders.declaresLength)) cues |= BITS.length;
  const lacksDate = isAnswered && responseHeaders.date === undefined;
  if (frame.sn === '' || requestHeaders.host === undefined || lacksDate) cues |= BITS.missing;
  if (status !== 200 || exchange.isOurs) cues |= BITS.status;
  if (!isBareOk(response)) cues |= BITS.answer;
  if (
    responseHeaders.transferEncoding !== undefined ||
    responseHeaders.contentEncoding !== undefined
  )
    cues |= BITS.coding;
  let lacksStamp = isUpload;
  for (const field of frame.request.fields) {
    if (isUpload && field.key === 'record') continue;
    if (field.key === 'stamp') lacksStamp = false;
    cues |= cueOf(field);
  }
  if (lacksStamp) cues |= BITS.missing;
  for (const field of frame.response?.fields ?? NOTHING) cues |= cueOf(field);
  const areHeadsReadable = requestHeaders.isReadable && responseHeaders.isReadable;
  if (!areHeadsReadable || !exchange.upload.isReadable) cues |= BITS.unreadable;
  return cues;
}

const NOTHING: readonly Field[] = [];

/** Heads are looked at by themselves, and so are the records of uploads. */
function cueOf({ key, value, fields }: Field): number {
  if (key === 'head') return 0;
  const unreadable = (fields === undefined ? value === null : hasUnreadable(fields))
    ? BITS.unreadable
    : 0;
  if (key === 'content') return unreadable | BITS.opaque;
  return key === 'command' || key === 'result' ? unreadable | BITS.commands : unreadable;
}

const isOff = ({ incomplete, excess }: RawMessage): boolean =>
  incomplete === true || (excess !== undefined && excess.length > 0);
