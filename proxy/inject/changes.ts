/** Changes of commands, each told to journal, capture and listeners in that order. */

import { refusalReason } from '../record/refusal.ts';
import type { Entry, Life, Why } from './life.ts';
import type { Lives } from './lives.ts';
import { AUDIT_REFUSED, JOURNAL_REFUSED, type Reason } from './reasons.ts';

export interface ChangeOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Writes an `injection` line into the capture; throws when it cannot. */
  readonly audit: (injection: Readonly<Record<string, unknown>>) => void;
  /** Told after every change, with the ids of the commands that changed. */
  readonly onChange?: (ids: readonly string[]) => void;
  readonly log: (sentence: string) => void;
}

export type StateEntry = Extract<Entry, { readonly t: 'state' }>;

export class Changes {
  readonly #lives: Lives;
  readonly #options: ChangeOptions;

  constructor(lives: Lives, options: ChangeOptions) {
    this.#lives = lives;
    this.#options = options;
  }

  state(
    ids: readonly string[],
    state: StateEntry['state'],
    n: number | null = null,
    why?: Why,
  ): StateEntry {
    const atMs = this.#options.now();
    return { t: 'state', ids, state, atMs, n, ...(why !== undefined && { why }) };
  }

  /** On disk, or it does not happen: null, or what the disk said. */
  must(entry: Entry): string | null {
    let lives: readonly Life[];
    try {
      lives = this.#lives.write(entry);
    } catch (error) {
      return refusalReason(error);
    }
    this.#auditAll(lives, entry);
    this.tell(lives);
    return null;
  }

  /** What has happened already: where the disk refuses it, a restart knows less, and sends nothing twice. */
  happened(entry: Entry): void {
    if ('ids' in entry && entry.ids.length === 0) return;
    let lives: readonly Life[];
    try {
      lives = this.#lives.write(entry);
    } catch (error) {
      const why = refusalReason(error);
      this.#options.log(`The journal of injected commands misses a change: ${why}.`);
      lives = this.#lives.apply(entry);
    }
    if (entry.t === 'state' || entry.t === 'answer') this.#auditAll(lives, entry);
    this.tell(lives);
  }

  /** In journal and capture before bytes may leave. Null: they may; else why they may not, and they wait on. */
  sending(ids: readonly string[]): Reason | null {
    const entry = this.state(ids, 'sending');
    try {
      this.#lives.write(entry);
    } catch (error) {
      return JOURNAL_REFUSED(refusalReason(error));
    }
    try {
      for (const id of ids) this.#audit(this.#lives.get(id), entry);
    } catch (error) {
      this.happened(this.state(ids, 'queued', null, 'audit'));
      return AUDIT_REFUSED(refusalReason(error));
    }
    return null;
  }

  tell(lives: readonly Life[]): void {
    if (lives.length > 0) this.#options.onChange?.(lives.map(({ command }) => command.id));
  }

  #auditAll(lives: readonly Life[], entry: Entry): void {
    try {
      for (const life of lives) this.#audit(life, entry);
    } catch (error) {
      const why = refusalReason(error);
      this.#options.log(`The capture misses a line about an injected command: ${why}.`);
    }
  }

  #audit(life: Life | undefined, entry: Entry): void {
    const step = life?.steps.at(-1);
    if (life === undefined || step === undefined) return;
    const { atMs, state, n, why } = step;
    this.#options.audit({
      at: new Date(atMs).toISOString(),
      id: life.command.id,
      sn: life.command.sn,
      state,
      ...(n !== null && { n }),
      ...(why !== undefined && { why }),
      ...(entry.t === 'answer' && { return: entry.answer.return }),
      wire: life.command.line,
    });
  }
}
