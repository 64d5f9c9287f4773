/** Durations are said in the units that people would use. */

import { expect, test } from 'vitest';
import { durationWords } from '../../shared/findings/duration.ts';

test.each([
  [400, '0 s', '0 秒'],
  [45_000, '45 s', '45 秒'],
  [121_000, '2 min 1 s', '2 分钟 1 秒'],
  [3_599_600, '1 h', '1 小时'],
  [5_400_000, '1 h 30 min', '1 小时 30 分钟'],
  [28_799_000, '8 h', '8 小时'],
  [28_800_000, '8 h', '8 小时'],
  [86_399_000, '1 day', '1 天'],
  [100_800_000, '1 day 4 h', '1 天 4 小时'],
  [1_795_996_055_000, '20787 days', '20787 天'],
])('%i ms', (ms, en, zh) => {
  expect(durationWords(ms)).toEqual({ en, zh });
});
