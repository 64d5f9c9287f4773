/**
 * Record numbers of each terminal and table, and the holes between them. A terminal may begin anew, and two may share a
 * serial number: where the higher number is the older one, by when it came and by its own time, it is of another run.
 */

import type { Booking } from './booking.ts';

export interface Hole {
  readonly sn: string;
  readonly table: string;
  readonly from: number;
  readonly to: number;
}

interface Seen {
  readonly sn: string;
  readonly table: string;
  /** In the order they came, each with the second it was made in; NaN where it names no time. */
  readonly numbers: Map<number, number>;
  /** Behind these, records came that were not kept, up to that number. */
  readonly notKept: Map<number, number>;
}

/** Seconds since then are small numbers, which cost no memory of their own. */
const SINCE = Date.UTC(2000, 0) / 1000;

const secondOf = (time: string): number => Date.parse(`${time}Z`) / 1000 - SINCE;

export class Numbers {
  /** In the order they were heard of. */
  readonly #all: Seen[] = [];
  readonly #byTerminal = new Map<string, Map<string, Seen>>();
  readonly #most: number;
  #size = 0;
  leftOut = 0;

  /** `most` numbers are remembered, of all terminals together. */
  constructor(most: number) {
    this.#most = most;
  }

  add({ sn, table, recNo, time }: Numbered): void {
    if (recNo <= 0 || isBackup(table)) return;
    if (this.#byTerminal.get(sn)?.get(table)?.numbers.has(recNo) === true) return;
    if (this.#size >= this.#most) {
      this.leftOut++;
      return;
    }
    this.#size++;
    this.#seen(sn, table).numbers.set(recNo, secondOf(time));
  }

  /** Records behind the newest of those came too, up to that number, and were not kept. */
  skip({ sn, table, recNo }: Numbered, upTo: number): void {
    if (recNo > 0 && !isBackup(table)) this.#seen(sn, table).notKept.set(recNo, upTo);
  }

  get holes(): readonly Hole[] {
    return this.#all.flatMap(holesIn);
  }

  #seen(sn: string, table: string): Seen {
    let byTable = this.#byTerminal.get(sn);
    if (byTable === undefined) this.#byTerminal.set(sn, (byTable = new Map<string, Seen>()));
    let seen = byTable.get(table);
    if (seen === undefined) {
      seen = { sn, table, numbers: new Map(), notKept: new Map() };
      byTable.set(table, seen);
      this.#all.push(seen);
    }
    return seen;
  }
}

type Numbered = Pick<Booking, 'sn' | 'table' | 'recNo' | 'time'>;

const isBackup = (table: string): boolean => table.endsWith('BAK');

function holesIn({ sn, table, numbers: byNumber, notKept }: Seen): readonly Hole[] {
  const numbers = Float64Array.from(byNumber.keys());
  const seconds = Float64Array.from(byNumber.values());
  const inOrder = Uint32Array.from(numbers.keys()).sort((one, other) => (numbers[one] as number) - (numbers[other] as number)); // prettier-ignore
  const holes: Hole[] = [];
  let last: number | undefined;
  let known = 0;
  for (const at of inOrder) {
    const number = numbers[at] as number;
    const isOfOneRun = last !== undefined && (at > last || (seconds[at] as number) >= (seconds[last] as number)); // prettier-ignore
    if (isOfOneRun && number > known + 1)
      holes.push({ sn, table, from: known + 1, to: number - 1 });
    known = Math.max(number, known, notKept.get(number) ?? 0);
    last = at;
  }
  return holes;
}
