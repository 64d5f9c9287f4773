/** A golden as a test suite: `import { golden } from 'pushscope/vitest'`. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseUpstream } from './commands/address.ts';
import { rulesIn } from './replay/noise-lines.ts';
import { daysSince, exchangesOf, type Plan } from './replay/plan.ts';
import type { Report } from '../shared/compare/index.ts';
import { differenceLine } from './replay/report.ts';
import { mergedBy, strangerIn } from './replay/serials.ts';
import { Verification } from './replay/verify.ts';
import { moneyAtStake } from './replay/live-server.ts';
import { wholePlan } from './replay/whole-plan.ts';

export interface GoldenOptions {
  /** http://HOST:PORT, or what tells it once the suite begins. */
  readonly target: string | (() => string | Promise<string>);
  /** Serials to send instead of recorded ones. */
  readonly serials?: Readonly<Record<string, string>>;
  readonly restamp?: boolean;
  /** Waits so long for a reply. */
  readonly timeoutMs?: number;
}

const LONGEST_MS = 600_000;

async function verified(plan: Plan, path: string, options: GoldenOptions): Promise<Report> {
  const { target, serials = {}, restamp = false, timeoutMs = 30_000 } = options;
  const { terminals } = plan.figures;
  const misfit =
    strangerIn(Object.keys(serials), terminals, path) ??
    mergedBy(new Map(Object.entries(serials)), terminals, path);
  if (misfit !== null) throw new Error(misfit);
  const server = parseUpstream(typeof target === 'string' ? target : await target(), 'target');
  const stake = await moneyAtStake(server, plan);
  if (stake !== null) throw new Error(`${stake}; test another server.`);
  return new Verification({
    target: server,
    pace: 'fast',
    timeoutMs,
    serials: new Map(Object.entries(serials)),
    days: restamp ? daysSince(plan, Date.now()) : 0,
    now: Date.now,
    rules: await rulesIn(path),
  }).run(exchangesOf(plan));
}

/** A suite for the golden at that path: one test that replies mean the same, one that none is missing or extra. */
export function golden(path: string, options: GoldenOptions): void {
  describe(`golden ${path}`, () => {
    let plan: Plan | null = null;
    let report: Report | null = null;
    beforeAll(async () => {
      plan = await wholePlan(path);
      report = await verified(plan, path, options);
    }, LONGEST_MS);
    afterAll(() => plan?.close());

    test('every reply means the same', () => {
      const lines = report?.differences.map(
        (difference) =>
          `n ${difference.n} ${difference.sn} ${difference.kind} ${differenceLine(difference)}`,
      );
      expect(lines).toEqual([]);
    });

    test('no commands are missing, and none are extra', () => {
      const alone = [...(report?.missing ?? []), ...(report?.extra ?? [])];
      const told = alone.filter(({ noise }) => noise === null);
      expect(told.map(({ n, sn, summary }) => `n ${n} ${sn} ${summary}`)).toEqual([]);
    });
  });
}
