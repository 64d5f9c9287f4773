/** What terminals answer to our commands: whose an echoed id is, and what becomes of its command. */

import { isCutFrom, mayBeCut, plainId } from '../../shared/codec/commands/injected-id.ts';
import { answerTo, contentOf, isDone } from './answer.ts';
import type { Changes } from './changes.ts';
import type { Contents } from './contents.ts';
import type { OurResult, Recognise } from './firewall.ts';
import type { Lives } from './lives.ts';

export class Answers {
  readonly #lives: Lives;
  readonly #changes: Changes;
  readonly #contents: Contents;
  readonly #now: () => number;

  constructor(lives: Lives, changes: Changes, contents: Contents, now: () => number) {
    this.#lives = lives;
    this.#changes = changes;
    this.#contents = contents;
    this.#now = now;
  }

  /** Whether a command ever left, so that its answer may come, now or after all hope. */
  get mayCome(): boolean {
    return this.#lives.hasLeft;
  }

  mayComeFrom(sn: string): boolean {
    return this.#lives.hasLeftFor(sn);
  }

  /** For the results of one POST: each echoed id that is cut short stands for one command that awaits its answer. */
  recogniser(sn: string): Recognise {
    const taken = new Set<string>();
    return (echoed) => {
      const id = plainId(echoed);
      if (this.#lives.knows(id)) return id;
      if (!mayBeCut(id)) return null;
      const cut = this.#lives.all.find(
        ({ command, left, answer }) =>
          left &&
          answer === null &&
          command.sn === sn &&
          isCutFrom(command.id, id) &&
          !taken.has(command.id),
      );
      if (cut === undefined) return null;
      taken.add(cut.command.id);
      return cut.command.id;
    };
  }

  /** `sn` is empty where nobody said whose results they are. Returns the ids that they settle. */
  take(sn: string, results: readonly OurResult[]): readonly string[] {
    return results.flatMap((result) => {
      const life = this.#lives.get(result.id);
      const isIts = sn === '' || life?.command.sn === sn;
      // A terminal may say it twice; what it said first counts.
      if (life === undefined || !life.left || !isIts || life.answer !== null) return [];
      // It broke off before it said anything; a terminal that was not heard says it again.
      if (result.returned === '' && result.cmd === '') return [];
      const answer = answerTo(life.command, result);
      const state = isDone(life.command, answer) ? 'acknowledged' : 'failed';
      this.#contents.put(result.id, contentOf(result));
      this.#changes.happened({ t: 'answer', id: result.id, state, atMs: this.#now(), answer });
      return [result.id];
    });
  }

  /** The exchange that brought these answers has its number. */
  numbered(ids: readonly string[], n: number | null): void {
    if (n !== null) this.#changes.happened({ t: 'number', ids, n });
  }
}
