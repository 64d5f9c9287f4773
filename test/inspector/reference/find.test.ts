import { describe, expect, test } from 'vitest';
import { entriesIn } from '../../../inspector/src/reference/entries.ts';
import { findEntries } from '../../../inspector/src/reference/find.ts';

const ids = (find: string, language: 'en' | 'zh' = 'en') =>
  findEntries(entriesIn(language), find).map(({ id }) => id);

describe('the reference', () => {
  test('every entry has an address of its own', () => {
    const all = ids('');
    expect(all.length).toBeGreaterThan(60);
    expect(new Set(all).size).toBe(all.length);
  });

  test('an exact name leaves out the rest', () => {
    expect(ids('BUYLOG')).toEqual(['tables/BUYLOG']);
    expect(ids('posMoney')).toContain('tables/BUYLOG');
    expect(ids('reboot')).toEqual(['commands/REBOOT']);
  });

  test('words are found in either language', () => {
    expect(ids('消费金额', 'zh')).toContain('tables/BUYLOG');
    expect(ids('消费金额', 'en')).toEqual([]);
  });
});
