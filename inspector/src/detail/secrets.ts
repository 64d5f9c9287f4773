/** An exchange with its secrets out of sight: each byte of them an asterisk, so that every length stays true. */

import type { Field } from '../../../shared/codec/frame.ts';
import { MASK } from '../../../shared/codec/read-value.ts';
import { isSecret } from '../../../shared/codec/secret.ts';
import type { DecodedExchange } from '../../../shared/findings/finding.ts';
import { decoderOf } from './glyphs.ts';
import type { ExchangeLine, MessageLine } from './line.ts';
import type { Node } from './nodes.ts';
import { placeOf, type Place, type Side } from './place.ts';

const STAR = 0x2a;

/** Whether the bytes of this node are those of a secret. */
export const isOfSecret = (node: Node | null): boolean =>
  node !== null && ((node.field !== null && isSecret(node.field)) || isOfSecret(node.parent));

export const secretPlaces = (nodes: readonly Node[]): readonly Place[] =>
  nodes.flatMap(({ field, place }) =>
    field !== null && place !== null && isSecret(field) && place.to > place.from ? [place] : [],
  );

function starred(bytes: Uint8Array, runs: readonly Pick<Place, 'from' | 'to'>[]): Uint8Array {
  const stars = bytes.slice();
  for (const { from, to } of runs) stars.fill(STAR, from, to);
  return stars;
}

/** Headers and named values that carry secrets; the value is the second group. */
const NAMED = [
  /^((?:set-)?cookie|(?:proxy-)?authorization):[ \t]*([^\r\n]+)/dgim,
  /([\w-]*(?:pass|pwd|token|commkey|publickey|factors)[\w-]*)=([^&\t\r\n, ]+)/dgi,
];

/** What the other side got is not cut into fields: there secrets are found by their names. */
function namedRuns(bytes: Uint8Array): Pick<Place, 'from' | 'to'>[] {
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return NAMED.flatMap((pattern) =>
    [...text.matchAll(pattern)].flatMap(({ indices }) => {
      const run = indices?.[2];
      return run === undefined ? [] : [{ from: run[0], to: run[1] }];
    }),
  );
}

/** Whether there is anything to put out of sight. */
export const holdsSecrets = (line: ExchangeLine, nodes: readonly Node[]): boolean =>
  secretPlaces(nodes).length > 0 ||
  [line.request.forwarded, line.response?.forwarded ?? null].some(
    (got) => got !== null && namedRuns(got.head).length + namedRuns(got.body).length > 0,
  );

function hiddenMessage(message: MessageLine, side: Side, places: readonly Place[]): MessageLine {
  const of = (part: Place['part']) =>
    places.filter((place) => place.side === side && place.part === part);
  const { head, body, forwarded } = message;
  return {
    ...message,
    head: starred(head, of('head')),
    body: starred(body, of('body')),
    forwarded: forwarded && {
      ...forwarded,
      head: starred(forwarded.head, namedRuns(forwarded.head)),
      body: starred(forwarded.body, namedRuns(forwarded.body)),
    },
  };
}

export const hiddenLine = (line: ExchangeLine, places: readonly Place[]): ExchangeLine => ({
  ...line,
  request: hiddenMessage(line.request, 'request', places),
  response: line.response && hiddenMessage(line.response, 'response', places),
});

/** Secrets, and whatever they are a part of, read again from the bytes as `hidden` has them. */
export function hiddenReading(
  decoded: DecodedExchange,
  hidden: ExchangeLine,
  places: readonly Place[],
): DecodedExchange {
  const hiddenField = (field: Field, side: Side, message: MessageLine): Field => {
    const { span } = field;
    const fields = field.fields?.map((each) => hiddenField(each, side, message));
    const within = { ...field, ...(fields !== undefined && { fields }) };
    if (isSecret(field)) within.value = MASK;
    if (span === null) return isSecret(field) ? { ...within, raw: MASK } : within;
    const { part, from, to } = placeOf(side, span, message.head);
    const touches = places.some(
      (each) => each.side === side && each.part === part && each.from < to && each.to > from,
    );
    if (!touches) return within;
    const charset = part === 'head' ? message.headCharset : message.bodyCharset;
    const raw = decoderOf(charset).decode(message[part].subarray(from, to));
    const again = <T>(reading: T) => (reading === field.raw ? raw : reading);
    return { ...within, raw, value: again(within.value), text: again(within.text) };
  };
  const half = (side: Side) => {
    const [read, message] = [decoded[side], hidden[side]];
    if (read === null || message === null) return read;
    return { ...read, fields: read.fields.map((field) => hiddenField(field, side, message)) };
  };
  return { ...decoded, request: half('request') ?? decoded.request, response: half('response') };
}
