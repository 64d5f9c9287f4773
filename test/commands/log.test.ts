/** A line of the log as a person reads it. */

import { expect, test } from 'vitest';
import { sentenceOfLine } from '../../proxy/log.ts';
import { Repeats } from '../../proxy/repeats.ts';

test('is a clock, a level, the sentence, and what else is known', () => {
  const line =
    '{"level":40,"time":"2018-11-02T12:00:00.000Z","connection":3,"msg":"It broke off."}\n';
  expect(sentenceOfLine(line)).toMatch(/^\d\d:\d\d:\d\d warn: It broke off\. \(connection: 3\)\n$/);
});

test('says a sentence once a minute, and then how often it was not said', () => {
  let nowMs = 0;
  const repeats = new Repeats(() => nowMs);
  expect(repeats.pass('The server is away.')).toBe('The server is away.');
  for (nowMs = 1; nowMs < 60_000; nowMs += 1_000) {
    expect(repeats.pass('The server is away.')).toBeNull();
  }
  expect(repeats.pass('Something else.')).toBe('Something else.');
  nowMs = 60_000;
  expect(repeats.pass('The server is away.')).toBe(
    'The server is away. (60 times more since it was last said)',
  );
});

test('does not let what it tells of steer the window', () => {
  const line = `${JSON.stringify({ level: 40, time: 0, msg: '\u001b[2J\u009b2J\u202e' })}\n`;
  expect(sentenceOfLine(line)).toMatch(/ warn: \\u001b\[2J\\u009b2J\\u202e\n$/);
});
