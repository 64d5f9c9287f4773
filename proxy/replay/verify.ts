/** A server held to a recording: its replies against the recorded ones, by meaning. */

import {
  compareExchanges,
  type CompareOptions,
  type Difference,
  type NoiseRule,
} from '../../shared/compare/index.ts';
import type { Kind } from '../../shared/codec/frame.ts';
import { textCodec } from '../charset.ts';
import type { Plan } from './plan.ts';
import { Player, type Played, type PlayOptions, type TerminalEnd } from './player.ts';
import type { Pair } from './polls.ts';
import { ReportCount, type Report } from './report.ts';

const REPEAT = 'the same commands were handed out before';
const NEVER_ANSWERED = 'no reply was recorded';

export interface VerifyOptions extends PlayOptions {
  readonly rules: readonly NoiseRule[];
  /** Told of each difference that is none of the known noise. */
  readonly differs?: (difference: Difference, kind: Kind) => void;
}

export class Verification {
  readonly #plan: Plan;
  readonly #options: VerifyOptions;
  readonly #count = new ReportCount();
  readonly #comparing: CompareOptions;
  done = 0;

  constructor(plan: Plan, options: VerifyOptions) {
    this.#plan = plan;
    this.#options = options;
    const { serials, rules } = options;
    this.#comparing = {
      text: textCodec,
      rules,
      repliesOnly: true,
      isSame: (recorded, observed) => serials.get(recorded) === observed,
    };
  }

  /** Throws UnreachableError. */
  async run(): Promise<Report> {
    const player = new Player(this.#plan, this.#options, {
      played: (played) => this.#played(played),
      leftOut: (n, why) => this.#count.leftOut(n, why),
      ended: (end) => this.#ended(end),
    });
    await player.play();
    return this.#count.report;
  }

  #played({ pairs, reply }: Played): void {
    this.done++;
    for (const pair of pairs) this.#compare(pair, reply.error);
  }

  #compare({ n, recorded, observed }: Pair, error: string): void {
    const { sn, kind, table } = recorded.frame;
    // What the recorded server never answered holds nobody to anything.
    if (recorded.raw.response === null) {
      const all = compareExchanges(recorded, observed, this.#comparing).differences;
      const noise = all.map((difference) => ({ ...difference, noise: NEVER_ANSWERED }));
      return this.#count.compared({ n, sn, kind, table }, 'same-meaning', noise);
    }
    const { verdict, differences: found } = compareExchanges(recorded, observed, this.#comparing);
    // Of a reply that never came the reason is told in its place.
    const differences = found.map((difference) =>
      error !== '' && (difference.key === 'reply' || difference.key === 'end')
        ? { ...difference, observedText: error }
        : difference,
    );
    this.#count.compared({ n, sn, kind, table }, verdict, differences);
    for (const difference of differences) {
      if (difference.noise === null) this.#options.differs?.(difference, kind);
    }
  }

  #ended({ polls }: TerminalEnd): void {
    const { owed, early } = polls.rest;
    for (const [side, list] of [
      ['missing', owed],
      ['extra', early],
    ] as const) {
      for (const waiting of list) {
        const { sn, kind, table, response } = waiting.read.frame;
        const noise = polls.isRepeat(waiting) ? REPEAT : null;
        const summary = response?.summary ?? '';
        this.#count.alone(side, { n: waiting.n, sn, kind, table, summary, closest: null, noise });
      }
    }
  }
}
