/** Two exchanges as the desk hands them over, compared by meaning: what differs, and what is the same. */

import type { Field, Language, Span } from '../../../shared/codec/frame.ts';
import {
  compareExchanges,
  type Difference,
  type MessagePart,
  type Read,
  type Verdict,
} from '../../../shared/compare/index.ts';
import type { DecodedExchange, ExchangeDetail } from '../../../shared/link/api.ts';
import { readLine, type ExchangeLine } from '../detail/line.ts';
import { browserText } from './charset.ts';

export interface Side {
  readonly line: ExchangeLine;
  readonly decoded: DecodedExchange;
}

export interface SameField {
  readonly part: MessagePart;
  readonly field: Field;
  /** What it stands in, outermost first; empty outside any command or record. */
  readonly within: string;
}

export interface Pair {
  readonly left: Side;
  readonly right: Side;
  readonly verdict: Verdict;
  /** What says something. */
  readonly telling: readonly Difference[];
  /** What says nothing, each with its reason. */
  readonly noise: readonly Difference[];
  readonly same: readonly SameField[];
}

export const sideOf = ({ exchange, decoded }: ExchangeDetail): Side => ({
  line: readLine(exchange),
  decoded,
});

export const readOf = ({ line, decoded }: Side): Read => ({ raw: line, frame: decoded });

/** Differences of the whole message, or of a place among others: the fields inside may be the same. */
const OF_THE_WHOLE: ReadonlySet<string> = new Set(['order', 'charset', 'end']);

const isInside = (inner: Span, outer: Span | null): boolean =>
  outer !== null && inner.part === outer.part && inner.from >= outer.from && inner.to <= outer.to;

function* leaves(
  fields: readonly Field[],
  within: readonly string[] = [],
): Generator<{ readonly field: Field; readonly span: Span; readonly within: string }> {
  const counts = new Map<string, number>();
  for (const field of fields) {
    const count = (counts.get(field.key) ?? 0) + 1;
    counts.set(field.key, count);
    const { fields: inner = [], span } = field;
    if (inner.some((each) => each.span !== null)) {
      const name = `${field.wire === '' ? field.key : field.wire} ${count}`;
      yield* leaves(inner, field.key === 'head' ? within : [...within, name]);
    } else if (span !== null) yield { field, span, within: within.join(', ') };
  }
}

function sameOf(left: Side, differences: readonly Difference[]): readonly SameField[] {
  const { request, response } = left.decoded;
  return [['request', request] as const, ['response', response] as const].flatMap(
    ([part, half]) => {
      const ofPart = differences.filter((each) => each.part === part);
      // Where one side has no reply there is nothing of it to be the same.
      if (half === null || ofPart.some(({ key }) => key === 'reply')) return [];
      const spans = ofPart
        .filter(({ key }) => !OF_THE_WHOLE.has(key))
        .map(({ recordedSpan }) => recordedSpan);
      return [...leaves(half.fields)]
        .filter(({ span }) => !spans.some((outer) => isInside(span, outer)))
        .map(({ field, within }) => ({ part, field, within }));
    },
  );
}

/** Reasons are in that language. */
export function pairOf(left: Side, right: Side, language: Language): Pair {
  const { verdict, differences } = compareExchanges(readOf(left), readOf(right), {
    text: browserText,
    language,
  });
  return {
    left,
    right,
    verdict,
    telling: differences.filter(({ noise }) => noise === null),
    noise: differences.filter(({ noise }) => noise !== null),
    same: sameOf(left, differences),
  };
}
