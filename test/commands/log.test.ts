/** A line of the log as a person reads it. */

import { expect, test } from 'vitest';
import { sentenceOfLine } from '../../proxy/log.ts';

test('is a clock, a level, the sentence, and what else is known', () => {
  const line =
    '{"level":40,"time":"2018-11-02T12:00:00.000Z","connection":3,"msg":"It broke off."}\n';
  expect(sentenceOfLine(line)).toMatch(/^\d\d:\d\d:\d\d warn: It broke off\. \(connection: 3\)\n$/);
});
