/** Two lists of fields compared: each field with its counterpart, commands and records by what they are. */

import type { Field, Kind, Language } from '../codec/frame.ts';
import { holdsSecret } from '../codec/secret.ts';
import { words } from '../spec/field.ts';
import type { Difference, MessagePart, NoiseRule } from './difference.ts';
import { GROUPS, type Group } from './groups.ts';
import { matchLists, outOfOrder } from './match.ts';
import { noiseOf, type Place } from './noise.ts';

export interface Comparing {
  readonly part: MessagePart;
  readonly kind: Kind;
  readonly rules: readonly NoiseRule[];
  /** Of the reasons. */
  readonly language: Language;
  /** Texts that stand for each other: serials that were mapped. */
  readonly isSame: (recorded: string, observed: string) => boolean;
}

const ORDER_ONLY = words('the order of records says nothing', '记录的先后没有含义');
const SPELLING = words('the same value, written otherwise', '值相同，写法不同');
const BLANKS = words('blanks around the answer', '应答前后的空白');

interface Within {
  readonly isHead: boolean;
  readonly within: string;
}

export function compareFields(
  recorded: readonly Field[],
  observed: readonly Field[],
  comparing: Comparing,
  at: Within = { isHead: false, within: '' },
): Difference[] {
  const place: Place = { part: comparing.part, kind: comparing.kind, ...at };
  const single = (field: Field) => !Object.hasOwn(GROUPS, field.key);
  return [
    ...compareSingles(recorded.filter(single), observed.filter(single), comparing, place),
    ...Object.entries(GROUPS).flatMap(([key, group]) => {
      const of = (fields: readonly Field[]) => fields.filter((field) => field.key === key);
      return compareGroup(of(recorded), of(observed), group, comparing, place);
    }),
  ];
}

/** The first field of a key answers the first of the other side, the second the second. */
function numbered(fields: readonly Field[]): ReadonlyMap<string, Field> {
  const counts = new Map<string, number>();
  return new Map(
    fields.map((field) => {
      const count = (counts.get(field.key) ?? 0) + 1;
      counts.set(field.key, count);
      return [`${field.key} ${count}`, field];
    }),
  );
}

function compareSingles(
  recorded: readonly Field[],
  observed: readonly Field[],
  comparing: Comparing,
  place: Place,
): Difference[] {
  const left = numbered(recorded);
  const right = numbered(observed);
  return [...new Set([...left.keys(), ...right.keys()])].flatMap((name) => {
    const mine = left.get(name) ?? null;
    const theirs = right.get(name) ?? null;
    if (mine !== null && theirs !== null) return comparePair(mine, theirs, comparing, place);
    return isOnWire(mine ?? theirs) ? [difference(mine, theirs, place, comparing)] : [];
  });
}

/** What we computed ourselves follows from what is compared anyway; bytes beyond the end do not. */
const isOnWire = (field: Field | null): boolean =>
  field !== null && (field.span !== null || field.key === 'excess');

function comparePair(
  recorded: Field,
  observed: Field,
  comparing: Comparing,
  place: Place,
): Difference[] {
  const hasParts = ({ fields = [] }: Field) => fields.some(({ span }) => span !== null);
  if (hasParts(recorded) && hasParts(observed)) {
    const isHead = place.isHead || recorded.key === 'head';
    return compareFields(recorded.fields ?? [], observed.fields ?? [], comparing, {
      isHead,
      within: place.within,
    });
  }
  if (!isOnWire(recorded) || recorded.raw === observed.raw) return [];
  if (comparing.isSame(recorded.raw, observed.raw)) return [];
  return [difference(recorded, observed, place, comparing)];
}

function compareGroup(
  recorded: readonly Field[],
  observed: readonly Field[],
  group: Group,
  comparing: Comparing,
  place: Place,
): Difference[] {
  const { pairs, missing, extra } = matchLists(recorded, observed, group.signs);
  const named = (field: Field): Place => ({
    ...place,
    within: [place.within, group.name(field)].filter((word) => word !== '').join(', '),
  });
  const moved = outOfOrder(pairs.map(([, theirs]) => theirs));
  return [
    ...pairs.flatMap(([mine, theirs], at) => {
      const field = recorded[mine] as Field;
      const other = observed[theirs] as Field;
      const found = comparePair(field, other, comparing, named(field));
      return moved.has(at)
        ? [
            ...found,
            orderDifference(
              field,
              other,
              [mine, recorded.length],
              [theirs, observed.length],
              named(field),
              group.ordered ? null : ORDER_ONLY[comparing.language],
            ),
          ]
        : found;
    }),
    ...missing.map((at) => {
      const field = recorded[at] as Field;
      return difference(field, null, named(field), comparing);
    }),
    ...extra.map((at) => {
      const field = observed[at] as Field;
      return difference(null, field, named(field), comparing);
    }),
  ];
}

const position = ([at, of]: readonly [number, number]): string => `${at + 1} of ${of}`;

function orderDifference(
  recorded: Field,
  observed: Field,
  mine: readonly [number, number],
  theirs: readonly [number, number],
  { part, within }: Place,
  noise: string | null,
): Difference {
  return {
    part,
    key: 'order',
    field: 'order',
    within,
    recorded: position(mine),
    observed: position(theirs),
    recordedText: position(mine),
    observedText: position(theirs),
    recordedSpan: recorded.span,
    observedSpan: observed.span,
    secret: false,
    noise,
  };
}

/** Numbers and times may be spelt in several ways; texts may not. */
function spelling(
  recorded: Field | null,
  observed: Field | null,
  language: Language,
): string | null {
  if (recorded === null || observed === null) return null;
  if (recorded.key === 'answer' && recorded.raw.trim() === observed.raw.trim())
    return BLANKS[language];
  return recorded.value !== null && recorded.value === observed.value ? SPELLING[language] : null;
}

function difference(
  recorded: Field | null,
  observed: Field | null,
  place: Place,
  { rules, language }: Comparing,
): Difference {
  const field = (recorded ?? observed) as Field;
  return {
    part: place.part,
    key: field.key,
    field: field.wire === '' ? field.key : field.wire,
    within: place.within,
    recorded: recorded?.raw ?? null,
    observed: observed?.raw ?? null,
    recordedText: recorded?.text ?? '',
    observedText: observed?.text ?? '',
    recordedSpan: recorded?.span ?? null,
    observedSpan: observed?.span ?? null,
    secret: [recorded, observed].some((side) => side !== null && holdsSecret(side)),
    noise:
      noiseOf(recorded, observed, place, rules, language) ?? spelling(recorded, observed, language),
  };
}
