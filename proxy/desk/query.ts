/** Queries, read strictly: what we do not know is refused with a sentence, never passed over. */

import type { Language } from '../../shared/codec/frame.ts';
import { badQuery } from './answer.ts';

export type Values<Name extends string> = Readonly<Partial<Record<Name, string>>>;

/** Empty values count as absent. Throws Refused for other names and for one that comes twice. */
export function readQuery<const Name extends string>(
  query: string,
  names: readonly Name[],
): Values<Name> {
  const values: Partial<Record<Name, string>> = {};
  const seen = new Set<string>();
  for (const [given, value] of new URLSearchParams(query)) {
    const name = names.find((each) => each === given);
    if (name === undefined) {
      throw badQuery(
        names.length === 0
          ? `This route takes no query; leave "${given}" out.`
          : `"${given}" is no parameter of this route; it takes ${names.join(', ')}.`,
      );
    }
    if (seen.has(name)) throw badQuery(`"${name}" stands twice in the query.`);
    seen.add(name);
    if (value !== '') values[name] = value;
  }
  return values;
}

export function wholeNumber(
  name: string,
  text: string | undefined,
  most?: number,
): number | undefined {
  if (text === undefined) return undefined;
  const number = /^\d{1,15}$/.test(text) ? Number(text) : NaN;
  if (Number.isNaN(number) || number > (most ?? Number.MAX_SAFE_INTEGER)) {
    const limit = most === undefined ? '' : ` up to ${most}`;
    throw badQuery(`"${name}" is ${JSON.stringify(text)}; it wants a whole number from 0${limit}.`);
  }
  return number;
}

export function oneOf<const Choice extends string>(
  name: string,
  text: string | undefined,
  choices: readonly [Choice, ...Choice[]],
): Choice {
  if (text === undefined) return choices[0];
  const choice = choices.find((each) => each === text);
  if (choice === undefined) {
    throw badQuery(`"${name}" is ${JSON.stringify(text)}; it wants ${choices.join(' or ')}.`);
  }
  return choice;
}

export const readLanguage = (text: string | undefined): Language =>
  oneOf('language', text, ['en', 'zh']);
