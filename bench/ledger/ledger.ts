/** `npm run bench -- ledger`: whether the money of a month adds up, and how long it takes to say so. */

import { join } from 'node:path';
import { median } from '../figures.ts';
import type { GoalBench, Sizes } from '../goal-bench.ts';
import type { Goal } from '../goals.ts';
import { whole, type Ground } from '../ground.ts';
import { cliOf } from '../product.ts';
import { month } from './month.ts';
import { uploadsOf } from './month-uploads.ts';
import { writeMonth } from './write-month.ts';

/** Terminals that upload as they sell send each record alone. */
const RECORDS_AN_UPLOAD = [1, 10] as const;
const CARDS = 1_000;
const TERMINALS = 20;
/** Such a share of the records is uploaded twice. */
const AGAIN = 0.05;

async function timed(ground: Ground, root: string, path: string): Promise<number> {
  const started = performance.now();
  // A month that does not add up would end with 1, and with it the bench.
  await whole(ground.start(process.execPath, [cliOf(root), 'ledger', path]));
  return (performance.now() - started) / 1000;
}

async function run(
  ground: Ground,
  root: string,
  { records, rounds, say }: Sizes<'records' | 'rounds'>,
): Promise<readonly Goal[]> {
  const lines = month({ cards: CARDS, terminals: TERMINALS, records });
  const again = lines.slice(0, Math.round(records * AGAIN));
  const goals: Goal[] = [{ what: 'records', figure: records, unit: '' }];
  for (const each of RECORDS_AN_UPLOAD) {
    const path = join(ground.folder, `month-${each}.jsonl`);
    const exchanges = writeMonth(path, uploadsOf(lines, each, again));
    const seconds: number[] = [];
    for (let round = 0; round < rounds; round++) {
      say(`${exchanges.toLocaleString('en-US')} uploads, round ${round + 1} of ${rounds} …`);
      seconds.push(await timed(ground, root, path));
    }
    const what = `pushscope ledger, ${each === 1 ? 'a record' : `${each} records`} an upload`;
    goals.push({ what, figure: median(seconds), unit: 's', atMost: 10 });
  }
  return goals;
}

export const ledger: GoalBench<'records' | 'rounds'> = {
  name: 'ledger',
  about: 'the money of a month: 1,000 cards, 20 terminals, two wallets, uploads out of order',
  sizes: {
    records: { about: 'of the month', least: 1_000, most: 3_000_000, usual: 300_000 },
    rounds: { about: 'of which the median is told', least: 1, most: 100, usual: 3 },
  },
  run,
};
