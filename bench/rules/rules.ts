/** `npm run bench -- rules`: what the rules of findings cost beside the decoding of the same exchanges. */

import { join } from 'node:path';
import { median } from '../figures.ts';
import type { GoalBench, Sizes } from '../goal-bench.ts';
import type { Goal } from '../goals.ts';
import type { Ground } from '../ground.ts';
import { writeDay } from '../product.ts';
import { productOf, type Exchange, type Product } from './product.ts';

const ROUNDS = 7;

/** Microseconds that the exchanges took, one after the other as they came. */
interface Cost {
  readonly decoding: number;
  readonly rules: number;
  readonly sessions: number;
}

interface Round extends Cost {
  /** Microseconds that the lines of the whole day took. */
  readonly lines: number;
  /** How many of them were no idle polls. */
  readonly exchanges: number;
}

/** As the desk reads them: polls that were answered by a bare OK it need not read, so they are left out. */
function read(product: Product, exchanges: readonly Exchange[]): Cost {
  const { decodeExchange, textCodec, Sessions, Courses, Examined, findingsOf } = product;
  const sessions = new Sessions();
  const courses = new Courses(sessions);
  let [decoding, rules, taking] = [0, 0, 0];
  for (const exchange of exchanges) {
    const hints = sessions.hints(product.readBrief(exchange).sn);
    const began = performance.now();
    const frame = decodeExchange(exchange, { text: textCodec, language: 'en', hints });
    const decoded = performance.now();
    const examined = new Examined(exchange, frame);
    const findings = findingsOf(examined, 'en');
    courses.take(exchange, examined);
    const judged = performance.now();
    sessions.take({ ...exchange, frame, findings });
    taking += performance.now() - judged;
    decoding += decoded - began;
    rules += judged - decoded;
  }
  return { decoding: decoding * 1000, rules: rules * 1000, sessions: taking * 1000 };
}

async function run(
  ground: Ground,
  root: string,
  { exchanges, say }: Sizes<'exchanges'>,
): Promise<readonly Goal[]> {
  const capture = join(ground.folder, 'day.jsonl');
  say(`writing ${exchanges} exchanges …`);
  await writeDay(ground, root, capture, exchanges);
  const product = await productOf(root);
  const costs: Round[] = [];
  // The first two are read while the engine still compiles.
  for (let round = -2; round < ROUNDS; round++) {
    say(round < 0 ? 'warming up …' : `round ${round + 1} of ${ROUNDS} …`);
    const began = performance.now();
    const exchanges = await product.exchangesOf(capture);
    const lines = (performance.now() - began) * 1000;
    const busy = exchanges.filter((each) => !product.readBrief(each).idle);
    const cost = { ...read(product, busy), lines, exchanges: busy.length };
    if (round >= 0) costs.push(cost);
  }
  const of = (figure: (cost: Round) => number) => median(costs.map(figure));
  const whole = ({ lines, decoding, sessions }: Round) => lines + decoding + sessions;
  return [
    { what: 'exchanges that are no idle polls', figure: of((cost) => cost.exchanges), unit: '' },
    { what: 'decoding one', figure: of((cost) => cost.decoding / cost.exchanges), unit: 'µs' },
    { what: 'what is known of its terminal', figure: of((cost) => cost.sessions / cost.exchanges), unit: 'µs' }, // prettier-ignore
    { what: 'all rules on it', figure: of((cost) => cost.rules / cost.exchanges), unit: 'µs' },
    { what: 'rules beside decoding', figure: of((cost) => (100 * cost.rules) / cost.decoding), unit: '%', atMost: 15 }, // prettier-ignore
    { what: 'rules beside reading the day: lines, frames, terminals', figure: of((cost) => (100 * cost.rules) / whole(cost)), unit: '%' }, // prettier-ignore
  ];
}

export const rules: GoalBench<'exchanges'> = {
  name: 'rules',
  about: 'what the rules of findings cost beside decoding',
  sizes: { exchanges: { about: 'of the day', least: 100, most: 1_000_000, usual: 100_000 } },
  run,
};
