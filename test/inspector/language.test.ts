/** What the page says: each row once, and in both languages. */

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { en } from '../../inspector/src/language/en.ts';
import { zh } from '../../inspector/src/language/zh.ts';

const folder = join(import.meta.dirname, '../../inspector/src/language');
const views = readdirSync(join(folder, 'en')).filter((name) => name !== 'count.ts');

test('no view takes a row from another', async () => {
  const rows: string[] = [];
  for (const view of views) {
    const words = (await import(join(folder, 'en', view))) as Readonly<Record<string, object>>;
    rows.push(...Object.values(words).flatMap((each) => Object.keys(each)));
  }
  expect(rows.filter((row, index) => rows.indexOf(row) !== index)).toEqual([]);
  expect(rows.toSorted()).toEqual(Object.keys(en).toSorted());
});

test('both languages have the same rows', () => {
  expect(Object.keys(zh).toSorted()).toEqual(Object.keys(en).toSorted());
});
