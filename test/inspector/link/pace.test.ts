import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Pace } from '../../../inspector/src/link/pace.ts';

const FRAME_MS = 16;

/** A clock that goes only where it is told to, and the tasks that wait for it. */
const clock = {
  now: 0,
  tasks: new Map<number, { at: number; task: () => void }>(),
  last: 0,
  plan(task: () => void, at: number): number {
    this.tasks.set(++this.last, { at, task });
    return this.last;
  },
  /** Runs what is due until so many milliseconds are over; a task may take time itself. */
  pass(ms: number): void {
    const until = this.now + ms;
    for (;;) {
      const next = [...this.tasks].sort(([, a], [, b]) => a.at - b.at)[0];
      if (next === undefined || next[1].at > until) break;
      this.tasks.delete(next[0]);
      this.now = Math.max(this.now, next[1].at);
      next[1].task();
    }
    this.now = Math.max(this.now, until);
  },
};

beforeEach(() => {
  clock.now = 0;
  clock.tasks.clear();
  const forget = (id: number | undefined) => void clock.tasks.delete(id ?? 0);
  vi.stubGlobal('setTimeout', (task: () => void, ms = 0) => clock.plan(task, clock.now + ms));
  vi.stubGlobal('clearTimeout', forget);
  vi.stubGlobal('requestAnimationFrame', (task: (now: number) => void) =>
    clock.plan(() => task(clock.now), (Math.floor(clock.now / FRAME_MS) + 1) * FRAME_MS),
  );
  vi.stubGlobal('cancelAnimationFrame', forget);
  vi.stubGlobal('performance', { now: () => clock.now });
});
afterEach(() => void vi.unstubAllGlobals());

/** A drawing that takes so long, and how often it was drawn. */
function drawing(tookMs: number) {
  const drawn: number[] = [];
  const pace = new Pace(() => {
    drawn.push(clock.now);
    clock.now += tookMs;
  });
  return { pace, drawn };
}

test('what is wished many times before a frame is drawn once in it', () => {
  const { pace, drawn } = drawing(1);
  for (let i = 0; i < 10; i++) pace.wish();
  expect(drawn).toEqual([]);
  clock.pass(1_000);
  expect(drawn).toEqual([FRAME_MS]);
});

test('however much comes, two thirds of the time are left to others', () => {
  const { pace, drawn } = drawing(50);
  while (clock.now < 3_000) {
    pace.wish();
    clock.pass(1);
  }
  const apart = drawn.slice(1).map((at, i) => at - (drawn[i] ?? 0));
  expect(Math.min(...apart)).toBeGreaterThanOrEqual(150);
  expect(Math.max(...apart)).toBeLessThanOrEqual(150 + 2 * FRAME_MS);
});

test('a drawing that takes very long is followed by a bounded rest', () => {
  const { pace, drawn } = drawing(1_000);
  pace.wish();
  clock.pass(FRAME_MS);
  pace.wish();
  clock.pass(400 + 2 * FRAME_MS);
  expect(drawn).toHaveLength(2);
});

test('what was wished during the rest is not drawn once stopped; a later wish is', () => {
  const { pace, drawn } = drawing(10);
  pace.wish();
  clock.pass(FRAME_MS);
  pace.wish();
  pace.stop();
  clock.pass(1_000);
  expect(drawn).toHaveLength(1);
  pace.wish();
  clock.pass(FRAME_MS);
  expect(drawn).toHaveLength(2);
});
