/** Of an invented day without mishaps the rules say nothing graver than a note; with mishaps they find them all. */

import { expect, test } from 'vitest';
import { textCodec } from '../../proxy/charset.ts';
import { seededChance } from '../../proxy/sim/chance.ts';
import { inventDay } from '../../proxy/sim/day/day.ts';
import { readFindings } from './day.ts';

const FROM_MS = Date.UTC(2018, 10, 2);
const day = (exchanges: number, terminals: number, seed: number, mishaps: boolean) =>
  inventDay({ exchanges, terminals, chance: seededChance(seed), text: textCodec, fromMs: FROM_MS, mishaps }); // prettier-ignore

test.each([
  [8_000, 200, 1],
  [4_000, 5, 2],
])('a clean day of %i exchanges of %i terminals', (exchanges, terminals, seed) => {
  const found = readFindings(day(exchanges, terminals, seed, false));
  expect(found.filter(({ severity }) => severity !== 'note')).toEqual([]);
});

test('a day with mishaps', () => {
  const all = [...day(8_000, 20, 1, true)];
  const refused = all.filter(({ response }) =>
    Buffer.from(response?.body ?? [])
      .toString('latin1')
      .includes('save post'),
  );
  const failed = all.reduce((sum, { request }) => sum + Buffer.from(request.body).toString('latin1').split('Return=-1').length - 1, 0); // prettier-ignore
  const unanswered = all.filter(({ response }) => response === null);
  const found = readFindings(all);
  const count = (code: string) => found.filter((each) => each.code === code).length;
  expect(refused.length).toBeGreaterThan(0);
  expect(count('upload-refused')).toBe(refused.length);
  expect(count('return-failed')).toBe(failed);
  expect(count('reply-missing')).toBe(unanswered.length);
  expect(found.length).toBe(refused.length + failed + unanswered.length);
});
