/**
 * Comparisons that need no reading. Replies of the same bytes are identical; of those that differ in their
 * Date alone one comparison tells of all; and others that came out as noise are kept by their bytes, since
 * most of a day are the same few replies.
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

const view = ({ buffer, byteOffset, length }: Uint8Array): Buffer =>
  Buffer.from(buffer, byteOffset, length);

const isWhole = ({ excess, incomplete, truncated }: RawMessage): boolean =>
  excess === undefined && incomplete !== true && truncated !== true;

const isShort = ({ head, body }: RawMessage): boolean =>
  head.length <= LONGEST_HEAD && body.length <= LONGEST_BODY;

const IDENTICAL: Comparison = { verdict: 'identical', differences: [] };
const DATE_ALONE = 'Date alone';

export class KnownReplies {
  readonly #known = new Map<string, Comparison>();

  /** What `compare` says, or said of the same before. */
  compare(
    kind: Kind,
    recorded: RawMessage,
    observed: RawMessage,
    compare: () => Comparison,
  ): Comparison {
    if (!isWhole(recorded) || !isWhole(observed)) return compare();
    const isSameBody = view(recorded.body).equals(observed.body);
    const isSameHead = view(recorded.head).equals(observed.head);
    if (isSameHead && isSameBody) return IDENTICAL;
    const heads = [recorded, observed].map(({ head }) =>
      view(head).toString('latin1').replace(DATE, '$1'),
    );
    if (isSameBody && heads[0] === heads[1]) return this.#once(`${kind} ${DATE_ALONE}`, compare);
    if (!KINDS.has(kind) || !isShort(recorded) || !isShort(observed)) return compare();
    const bodies = [recorded, observed].map(({ body }) => view(body).toString('latin1'));
    return this.#once(JSON.stringify([kind, isSameHead, ...heads, ...bodies]), compare);
  }

  #once(key: string, compare: () => Comparison): Comparison {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const comparison = compare();
    if (comparison.verdict === 'different') return comparison;
    if (this.#known.size >= MOST) this.#known.clear();
    this.#known.set(key, comparison);
    return comparison;
  }
}
