/** One exchange as a session takes it. */

import type { Outcome } from '../capture/exchange.ts';
import type { Field, Frame } from '../codec/frame.ts';
import type { Finding } from '../findings/finding.ts';
import type { Heard } from './heard.ts';

export interface Seen {
  readonly n: number;
  readonly atMs: number;
  /** The terminal's address:port. */
  readonly peer: string;
  readonly outcome: Outcome;
  readonly frame: Frame;
  readonly findings: readonly Finding[];
  /** What reached the other side, where the wire changed it; null or absent where it did not. */
  readonly heard?: Heard | null;
  /** Whether the end of the request was not kept, being longer than the limit; absent where all of it was. */
  readonly isShortened?: boolean;
}

const NONE: readonly Field[] = [];

export const fieldOf = (fields: readonly Field[] | undefined, key: string): Field | undefined =>
  fields?.find((field) => field.key === key);

/** What was read, without the escapes of the target; the exact text where nothing could be read. */
export function textOf(fields: readonly Field[] | undefined, key: string): string {
  const field = fieldOf(fields, key);
  return field === undefined ? '' : String(field.value ?? field.raw);
}

/** A leaf of the head: status, date … */
export const headField = (fields: readonly Field[] | undefined, key: string): Field | undefined =>
  fieldOf(fieldOf(fields, 'head')?.fields, key);

/** The commands that the terminal got with the reply to its poll: the server's, and those put in on the way. */
export function commandsTo({
  frame,
  outcome,
  heard,
}: Pick<Seen, 'frame' | 'outcome' | 'heard'>): readonly Field[] {
  // Half a reply is obeyed by nobody we can know of.
  if (frame.kind !== 'poll' || outcome !== 'complete') return NONE;
  const fields = heard?.replyFields ?? frame.response?.fields ?? NONE;
  // Most polls bring none.
  return fieldOf(fields, 'command') === undefined ? NONE : fields.filter(({ key }) => key === 'command'); // prettier-ignore
}

/** Verbs, in capitals, that ask for records out of turn, or take them away. */
export const OUT_OF_TURN: ReadonlySet<string> = new Set(['SYNC', 'COLL', 'CHECK', 'CLEAR']);

/** Whether a terminal's record numbers may begin anew after that command. */
export const isClear = ({ fields }: Field): boolean =>
  textOf(fields, 'verb').trim().toUpperCase() === 'CLEAR';

/** Terminals judge by the body: `OK` is the one word that means taken. */
export function isOk({ outcome, frame }: Pick<Seen, 'outcome' | 'frame'>): boolean {
  const answer =
    outcome === 'complete' ? fieldOf(frame.response?.fields, 'answer')?.raw : undefined;
  return answer === 'OK' || (answer !== undefined && answer.trim() === 'OK');
}
