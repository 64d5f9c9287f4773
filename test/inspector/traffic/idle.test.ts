import { expect, test } from 'vitest';
import { continueIdle, NO_IDLE } from '../../../inspector/src/traffic/idle.ts';
import { readExchange } from '../reading.ts';
import { exchange, MORNING, POLL } from '../samples.ts';

const row = (n: number, wish = POLL) => readExchange(exchange(n, wish), 'en').row;
const upload = MORNING[4] ?? POLL;

test('polls that were answered by OK run on until something is said', () => {
  const run = continueIdle(NO_IDLE, [row(1), row(2, { ...POLL, sn: '3399170200112' })]);
  expect(run).toMatchObject({ polls: 2, last: row(2).at });
  expect(run.terminals.size).toBe(2);
  expect(continueIdle(run, [row(3)]).polls).toBe(3);
  expect(continueIdle(run, [row(3), row(4, upload), row(5)]).polls).toBe(1);
  expect(continueIdle(run, [row(3, upload)])).toEqual(NO_IDLE);
});
