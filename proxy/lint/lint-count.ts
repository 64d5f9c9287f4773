/** What the findings of captures come to: by rule, by terminal, and in all. */

import type { Finding } from '../../shared/findings/finding.ts';
import { noCounts, type Counts, type Severity, type Tally } from '../../shared/findings/severity.ts'; // prettier-ignore
import type { Exchange } from '../../shared/capture/exchange.ts';

/** Of all, and how many are muted, which count nowhere else. */
export type TotalCounts = Counts & { readonly muted: number };

/** A finding with the exchange it is about. */
export interface LintFinding extends Finding {
  readonly n: number;
  readonly sn: string;
}

/** One of the first of a rule, with the exchange as it came; null where it is no longer at hand. */
export interface Example {
  readonly finding: LintFinding;
  readonly exchange: Exchange | null;
}

export interface RuleCount {
  readonly code: string;
  readonly counts: Counts;
  readonly terminals: number;
  readonly examples: readonly Example[];
}

export interface LintReport {
  readonly exchanges: number;
  readonly counts: TotalCounts;
  /** The gravest first, then the most frequent. */
  readonly rules: readonly RuleCount[];
  /** By serial; without those that nothing is to be said of. */
  readonly terminals: readonly { readonly sn: string; readonly counts: Counts }[];
  /** Terminals with findings beyond those that are listed. */
  readonly moreTerminals: number;
  /** What was forgotten to keep memory bounded. */
  readonly forgotten: { readonly terminals: number; readonly records: number };
  /** What somebody muted, and why. */
  readonly mutes: readonly MuteCount[];
}

export interface MuteCount {
  readonly code: string;
  readonly reason: string;
  readonly count: number;
}

const MOST_TERMINALS = 10_000;
const EXAMPLES = 5;

interface Rule {
  readonly tally: Tally;
  readonly terminals: Set<string>;
  readonly examples: Example[];
}

export class LintCount {
  exchanges = 0;
  readonly #all = noCounts();
  readonly #rules = new Map<string, Rule>();
  readonly #terminals = new Map<string, Tally>();
  readonly #more = new Set<string>();
  readonly #mutes = new Map<string, MuteCount>();

  add(finding: LintFinding, exchange: Exchange | null): void {
    const { code, severity, sn, muted } = finding;
    if (muted !== undefined) {
      const known = this.#mutes.get(`${code} ${muted}`);
      this.#mutes.set(`${code} ${muted}`, { code, reason: muted, count: (known?.count ?? 0) + 1 });
      return;
    }
    this.#all[severity]++;
    let rule = this.#rules.get(code);
    if (rule === undefined) {
      rule = { tally: noCounts(), terminals: new Set(), examples: [] };
      this.#rules.set(code, rule);
    }
    rule.tally[severity]++;
    if (rule.terminals.size < MOST_TERMINALS) rule.terminals.add(sn);
    if (rule.examples.length < EXAMPLES) rule.examples.push({ finding, exchange });
    const terminal = this.#terminals.get(sn) ?? (this.#terminals.size < MOST_TERMINALS ? noCounts() : null); // prettier-ignore
    if (terminal === null) {
      if (this.#more.size < MOST_TERMINALS) this.#more.add(sn);
      return;
    }
    terminal[severity]++;
    this.#terminals.set(sn, terminal);
  }

  report(forgotten: LintReport['forgotten']): LintReport {
    const rules = [...this.#rules].map(([code, { tally, terminals, examples }]) => ({
      code,
      counts: tally,
      terminals: terminals.size,
      examples,
    }));
    const mutes = [...this.#mutes.values()];
    const muted = mutes.reduce((sum, { count }) => sum + count, 0);
    return {
      exchanges: this.exchanges,
      mutes,
      counts: { ...this.#all, muted },
      rules: rules.sort((one, other) => compared(one.counts, other.counts)),
      terminals: [...this.#terminals]
        .map(([sn, counts]) => ({ sn, counts }))
        .sort((one, other) => (one.sn < other.sn ? -1 : 1)),
      moreTerminals: this.#more.size,
      forgotten,
    };
  }
}

const compared = (one: Counts, other: Counts): number =>
  Math.sign(other.error) - Math.sign(one.error) ||
  Math.sign(other.warning) - Math.sign(one.warning) ||
  other.error - one.error ||
  other.warning - one.warning ||
  other.note - one.note;

/** How many are of that severity or graver. */
export const atLeast = (counts: Counts, severity: Severity): number =>
  counts.error +
  (severity === 'error' ? 0 : counts.warning) +
  (severity === 'note' ? counts.note : 0);
