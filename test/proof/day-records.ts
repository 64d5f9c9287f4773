/** What stands in the captures of a day, read as soon as a file is whole, and removed then: a day need not fit on the disk. */

import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readCapture } from '../../proxy/record/capture-reader.ts';
import type { Exchange } from '../../shared/capture/exchange.ts';
import { dayExchange, numberOf, type DayPlan } from './day-exchange.ts';

export class DayRecords {
  /** Lines of exchanges, by number. */
  readonly lines: Uint8Array;
  /** Lines that say the exchange was complete, by number. */
  readonly complete: Uint8Array;
  exchanges = 0;
  /** Exchanges that gap lines say are missing. */
  missing = 0;
  readonly wrong: string[] = [];
  readonly #folder: string;
  readonly #plan: DayPlan;
  #lastN = 0;

  constructor(folder: string, plan: DayPlan, most: number) {
    this.#folder = folder;
    this.#plan = plan;
    this.lines = new Uint8Array(most);
    this.complete = new Uint8Array(most);
  }

  /** The product has started anew, and counts from the beginning. */
  beginAnew(): void {
    this.#lastN = 0;
  }

  /** Reads and removes the files, oldest first, but for so many of the newest. */
  async read(left: number): Promise<void> {
    const names = readdirSync(this.#folder).filter((name) => name.endsWith('.jsonl')).sort(); // prettier-ignore
    for (const name of names.slice(0, names.length - left)) {
      const path = join(this.#folder, name);
      for await (const { entry } of readCapture(path)) {
        if (entry.type === 'exchange') this.#take(entry.exchange);
        else if (entry.type === 'gap') this.missing += entry.gap.exchanges;
        else if (entry.type === 'damaged') this.wrong.push(`a damaged line stands in ${name}`);
      }
      rmSync(path);
      rmSync(`${path}.idx`, { force: true });
    }
  }

  #take({ n, request, response, outcome }: Exchange): void {
    this.exchanges++;
    if (n !== this.#lastN + 1) this.wrong.push(`exchange ${n} stands behind ${this.#lastN}`);
    this.#lastN = n;
    const head = Buffer.from(request.head).toString('latin1');
    const number = numberOf(head);
    // A request that broke off in its first line names none.
    if (Number.isNaN(number)) return;
    this.lines[number] = (this.lines[number] ?? 0) + 1;
    if (outcome !== 'complete' || request.incomplete === true) return;
    this.complete[number] = (this.complete[number] ?? 0) + 1;
    const sent = dayExchange(this.#plan, number, /SN=(\d+)/.exec(head)?.[1] ?? '');
    const isSame =
      Buffer.concat([request.head, request.body]).equals(sent.request) &&
      response !== null &&
      Buffer.concat([response.head, response.body]).equals(sent.reply);
    if (!isSame) this.wrong.push(`exchange ${n} is on file otherwise than it was said`);
  }
}
