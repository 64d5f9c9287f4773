/**
 * Comparisons that came out as noise alone, kept by the bytes of both replies without their Date: most of
 * a day are the same few replies, and need no reading.
 */

import { Buffer } from 'node:buffer';
import type { Kind } from '../../shared/codec/frame.ts';
import type { RawMessage } from '../../shared/codec/message.ts';
import type { Comparison } from '../../shared/compare/index.ts';

/** Kinds whose replies mean the same whatever was asked. */
const KINDS: ReadonlySet<Kind> = new Set(['poll', 'upload', 'command-result']);

/** Only a Date that is one: whatever else stands there is compared. */
const DATE =
  /^(Date: )(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), (?:0[1-9]|[12]\d|3[01]) (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} (?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d GMT(?=\r\n)/m;

const LONGEST_HEAD = 1000;
/** Longer ones are commands, which hardly come twice. */
const LONGEST_BODY = 64;
const MOST = 500;

const octets = ({ buffer, byteOffset, length }: Uint8Array): string =>
  Buffer.from(buffer, byteOffset, length).toString('latin1');

const isPlain = ({ head, body, excess, incomplete, truncated }: RawMessage): boolean =>
  head.length <= LONGEST_HEAD &&
  body.length <= LONGEST_BODY &&
  excess === undefined &&
  incomplete !== true &&
  truncated !== true;

export class KnownReplies {
  readonly #known = new Map<string, Comparison>();

  /** What `compare` says, or said of the same before. */
  compare(
    kind: Kind,
    recorded: RawMessage,
    observed: RawMessage,
    compare: () => Comparison,
  ): Comparison {
    if (!KINDS.has(kind) || !isPlain(recorded) || !isPlain(observed)) return compare();
    const [mine, theirs] = [octets(recorded.head), octets(observed.head)];
    const isSameHead = mine === theirs;
    const heads = [mine, theirs].map((head) => head.replace(DATE, '$1'));
    const bodies = [octets(recorded.body), octets(observed.body)];
    const key = JSON.stringify([kind, isSameHead, ...heads, ...bodies]);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const comparison = compare();
    if (comparison.verdict === 'different') return comparison;
    if (this.#known.size >= MOST) this.#known.clear();
    this.#known.set(key, comparison);
    return comparison;
  }
}
