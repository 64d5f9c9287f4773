/** All keys of the filter language, and how a name finds its key. */

import type { FilterKey } from '../key.ts';
import { FIELD_KEYS, fieldKeyNamed } from './field-keys.ts';
import { FRAME_KEYS } from './frame-keys.ts';
import { ROW_KEYS } from './row-keys.ts';

/** Keys of our own, not fields of the protocol. */
export const OWN_KEYS: readonly FilterKey[] = [...ROW_KEYS, ...FRAME_KEYS];

const own = new Map(
  OWN_KEYS.flatMap((key) => [key.name, ...key.aliases].map((name) => [name.toLowerCase(), key])),
);

/** What completion and the reference offer; our own keys go before a field of the same name. */
export const KEYS: readonly FilterKey[] = [
  ...OWN_KEYS,
  ...FIELD_KEYS.filter(({ name }) => !own.has(name.toLowerCase())),
];

export const keyNamed = (name: string): FilterKey | undefined =>
  own.get(name.toLowerCase()) ?? fieldKeyNamed(name);
