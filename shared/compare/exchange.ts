/** Two exchanges compared by meaning: a recorded one and what was observed in its place. */

import { charsetOf } from '../codec/body-charset.ts';
import type { TextCodec } from '../codec/charset.ts';
import type { Frame, Language, Span } from '../codec/frame.ts';
import { isCut, type RawExchange, type RawMessage } from '../codec/message.ts';
import { compareFields, type Comparing } from './fields.ts';
import {
  verdictOf,
  type Difference,
  type MessagePart,
  type NoiseRule,
  type Verdict,
} from './difference.ts';

/** An exchange with its reading. */
export interface Read {
  readonly raw: RawExchange;
  readonly frame: Frame;
}

export interface CompareOptions {
  readonly text: TextCodec;
  /** Rules beside the built-in ones: a golden's own. */
  readonly rules?: readonly NoiseRule[];
  /** Compare replies alone, where the request was ours. */
  readonly repliesOnly?: boolean;
  readonly isSame?: Comparing['isSame'];
  /** Of the reasons; English without it. */
  readonly language?: Language;
}

export interface Comparison {
  readonly verdict: Verdict;
  readonly differences: readonly Difference[];
}

const areEqual = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((octet, at) => octet === other[at]);

const isSameMessage = (one: RawMessage | null, other: RawMessage | null): boolean =>
  one === null || other === null
    ? one === other
    : areEqual(one.head, other.head) &&
      areEqual(one.body, other.body) &&
      one.incomplete === other.incomplete;

export function compareExchanges(
  recorded: Read,
  observed: Read,
  options: CompareOptions,
): Comparison {
  const { rules = [], isSame = () => false, repliesOnly = false, language = 'en', text } = options;
  const { kind } = recorded.frame;
  const side = (part: MessagePart): Difference[] => {
    const mine = recorded.frame[part];
    const theirs = observed.frame[part];
    const [raw, other] = [recorded.raw[part], observed.raw[part]];
    if (mine === null || theirs === null || raw === null || other === null) {
      return mine === theirs
        ? []
        : [replyDifference(mine?.summary ?? null, theirs?.summary ?? null)];
    }
    return [
      ...compareFields(mine.fields, theirs.fields, { part, kind, rules, isSame, language }),
      ...charsetDifference(part, raw, other, text),
      ...endDifference(part, raw, other),
    ];
  };
  const differences = [...(repliesOnly ? [] : side('request')), ...side('response')];
  const isSameBytes =
    (repliesOnly || isSameMessage(recorded.raw.request, observed.raw.request)) &&
    isSameMessage(recorded.raw.response, observed.raw.response);
  return { verdict: verdictOf(isSameBytes, differences), differences };
}

const whole = (
  part: MessagePart,
  key: string,
  recorded: string | null,
  observed: string | null,
  spans: readonly [Span | null, Span | null] = [null, null],
): Difference => ({
  part,
  key,
  field: key,
  within: '',
  recorded,
  observed,
  recordedText: recorded ?? '',
  observedText: observed ?? '',
  recordedSpan: spans[0],
  observedSpan: spans[1],
  secret: false,
  noise: null,
});

const replyDifference = (recorded: string | null, observed: string | null): Difference =>
  whole('response', 'reply', recorded, observed);

/** Names that read alike in another charset are garbage on the terminal's screen. */
function charsetDifference(
  part: MessagePart,
  recorded: RawMessage,
  observed: RawMessage,
  text: TextCodec,
): readonly Difference[] {
  const of = (message: RawMessage) => charsetOf(message.body, isCut(message), text, '');
  const [mine, theirs] = [of(recorded), of(observed)];
  // Where one side has ASCII alone the texts themselves differ, which is told of the fields.
  if (mine === theirs || mine === 'ascii' || theirs === 'ascii') return [];
  return [whole(part, 'charset', mine, theirs, [beyondAscii(recorded), beyondAscii(observed)])];
}

/** From the first byte above 0x7f to the last. */
function beyondAscii({ body }: RawMessage): Span | null {
  const from = body.findIndex((octet) => octet > 0x7f);
  return from === -1
    ? null
    : { part: 'body', from, to: body.findLastIndex((octet) => octet > 0x7f) + 1 };
}

function endDifference(
  part: MessagePart,
  recorded: RawMessage,
  observed: RawMessage,
): readonly Difference[] {
  const of = ({ incomplete }: RawMessage) => (incomplete === true ? 'broken off' : 'whole');
  const [mine, theirs] = [of(recorded), of(observed)];
  return mine === theirs ? [] : [whole(part, 'end', mine, theirs)];
}
