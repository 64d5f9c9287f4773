/** Filters that somebody gave a name, kept by the browser. */

import { KeptList } from '../parts/kept-list.svelte.ts';

interface SavedFilter {
  readonly name: string;
  readonly filter: string;
}

const isSaved = (value: unknown): value is SavedFilter =>
  typeof value === 'object' &&
  value !== null &&
  'name' in value &&
  typeof value.name === 'string' &&
  'filter' in value &&
  typeof value.filter === 'string';

export const saved = new KeptList('filters', isSaved);
