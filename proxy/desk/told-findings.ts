/** What the course of a terminal has to be said of exchanges, by their position; the rest is told when an exchange is read. */

import { COURSE_RULES, type FoundInCourse, type Told } from '../../shared/findings/index.ts';

/** A capture that is wrong all over needs no more to show it. */
const MOST = 100_000;

/** A finding as it is kept beside a capture: its rule by the code. */
export type SavedTold = readonly [position: number, code: string, n: number, found: FoundInCourse];

const rules = new Map(COURSE_RULES.map((rule) => [rule.code, rule]));
const NONE: readonly Told[] = [];

export class ToldFindings {
  readonly #byPosition = new Map<number, readonly Told[]>();
  #count = 0;

  of(position: number): readonly Told[] {
    return this.#byPosition.get(position) ?? NONE;
  }

  /** Whether it was kept. */
  add(position: number, told: readonly Told[]): boolean {
    if (this.#count + told.length > MOST) return false;
    this.#count += told.length;
    this.#byPosition.set(position, [...this.of(position), ...told]);
    return true;
  }

  /** So many of the oldest positions are no more, and the others are less by that. */
  forget(rows: number): void {
    const all = [...this.#byPosition];
    this.#byPosition.clear();
    this.#count = 0;
    for (const [position, told] of all) {
      if (position >= rows) this.add(position - rows, told);
    }
  }

  save(): readonly SavedTold[] {
    return [...this.#byPosition].flatMap(([position, told]) =>
      told.map(({ rule, n, ...found }): SavedTold => [position, rule.code, n, found]),
    );
  }

  restore(saved: readonly SavedTold[]): void {
    for (const [position, code, n, found] of saved) {
      const rule = rules.get(code);
      if (rule !== undefined) this.add(position, [{ ...found, n, rule }]);
    }
  }
}
