import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keepAsking } from '../../../inspector/src/link/keep-asking.ts';

const page = { hidden: false };

beforeEach(() => {
  page.hidden = false;
  vi.stubGlobal('document', page);
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('it asks at once, then after as long as each answer says, and no more when nothing will come', async () => {
  const answers = [50, 2_000, null];
  const ask = vi.fn(() => Promise.resolve(answers.shift() ?? null));
  keepAsking(ask);
  expect(ask).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(50);
  expect(ask).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(1_999);
  expect(ask).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(1);
  expect(ask).toHaveBeenCalledTimes(3);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(ask).toHaveBeenCalledTimes(3);
});

test('a page opened behind another asks when it is seen', async () => {
  page.hidden = true;
  const ask = vi.fn(() => Promise.resolve(null));
  keepAsking(ask);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(ask).not.toHaveBeenCalled();
  page.hidden = false;
  await vi.advanceTimersByTimeAsync(1_000);
  expect(ask).toHaveBeenCalledTimes(1);
});

test('when it is told to end, the question on its way hears so, and no other follows', async () => {
  const signals: AbortSignal[] = [];
  const end = keepAsking((signal) => {
    signals.push(signal);
    return Promise.resolve(10);
  });
  end();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
});
