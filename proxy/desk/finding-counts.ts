/** How many findings a capture has: by rule and terminal, kept as they come, so that nothing is read to tell. */

import type { FoundCode } from '../../shared/findings/finding.ts';
import { noCounts, SEVERITIES, sumOf, type Counts, type Tally } from '../../shared/findings/severity.ts'; // prettier-ignore
import type { Mutes } from '../../shared/findings/index.ts';
import type { FindingTotals } from '../../shared/link/findings.ts';
import { kept } from './words.ts';

export interface CountedFindings extends Counts {
  readonly firstN: number;
  readonly lastN: number;
}

/** As they are kept beside a capture. */
export type SavedCount = readonly [code: string, sn: string, counted: CountedFindings];

/** Rules times terminals; those beyond are counted as of no serial. */
const MOST = 100_000;

function add(into: Tally, from: Counts): void {
  for (const severity of SEVERITIES) into[severity] += from[severity];
}

export class FindingCounts {
  readonly #byCode = new Map<string, Map<string, Tally & { firstN: number; lastN: number }>>();
  readonly #mutes: Mutes;
  #entries = 0;
  /** Those that count, in all and by terminal. */
  #all = noCounts();
  #muted = 0;
  readonly #byTerminal = new Map<string, Tally>();

  constructor(mutes: Mutes) {
    this.#mutes = mutes;
  }

  add({ code, severity }: FoundCode, sn: string, n: number): void {
    const of = this.#place(code, kept(sn), n);
    of.counted[severity]++;
    of.counted.firstN = Math.min(of.counted.firstN, n);
    of.counted.lastN = Math.max(of.counted.lastN, n);
    this.#judgeOne(code, of.sn, { ...noCounts(), [severity]: 1 });
  }

  get totals(): FindingTotals {
    return { ...this.#all, muted: this.#muted };
  }

  /** Those of a terminal that count. */
  ofTerminal(sn: string): Counts {
    return this.#byTerminal.get(sn) ?? noCounts();
  }

  /** By rule and terminal, whether they count or not. */
  get rules(): ReadonlyMap<string, ReadonlyMap<string, CountedFindings>> {
    return this.#byCode;
  }

  /** Other findings are muted than before. */
  judge(): void {
    this.#all = noCounts();
    this.#muted = 0;
    this.#byTerminal.clear();
    for (const [code, terminals] of this.#byCode) {
      for (const [sn, counted] of terminals) this.#judgeOne(code, sn, counted);
    }
  }

  save(): readonly SavedCount[] {
    return [...this.#byCode].flatMap(([code, terminals]) =>
      [...terminals].map(([sn, counted]): SavedCount => [code, sn, counted]),
    );
  }

  restore(saved: readonly SavedCount[]): void {
    for (const [code, sn, counted] of saved) {
      const of = this.#place(code, sn, counted.firstN).counted;
      add(of, counted);
      of.lastN = Math.max(of.lastN, counted.lastN);
    }
    this.judge();
  }

  #place(code: string, wanted: string, n: number) {
    let terminals = this.#byCode.get(code);
    if (terminals === undefined) this.#byCode.set(code, (terminals = new Map()));
    const sn = this.#entries < MOST || terminals.has(wanted) ? wanted : '';
    let counted = terminals.get(sn);
    if (counted === undefined) {
      terminals.set(sn, (counted = { ...noCounts(), firstN: n, lastN: n }));
      this.#entries++;
    }
    return { sn, counted };
  }

  #judgeOne(code: string, sn: string, counted: Counts): void {
    if (this.#mutes.reasonOf(code, sn) !== null) {
      this.#muted += sumOf(counted);
      return;
    }
    add(this.#all, counted);
    let terminal = this.#byTerminal.get(sn);
    if (terminal === undefined) this.#byTerminal.set(sn, (terminal = noCounts()));
    add(terminal, counted);
  }
}
