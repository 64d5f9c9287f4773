/** Record numbers of each terminal and table, and the holes between them. */

export interface Hole {
  readonly sn: string;
  readonly table: string;
  readonly from: number;
  readonly to: number;
}

interface Seen {
  readonly sn: string;
  readonly table: string;
  readonly numbers: Set<number>;
}

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

  add(sn: string, table: string, recNo: number): void {
    if (recNo <= 0 || table.endsWith('BAK')) return;
    if (this.#byTerminal.get(sn)?.get(table)?.numbers.has(recNo) === true) return;
    if (this.#size >= this.#most) {
      this.leftOut++;
      return;
    }
    this.#size++;
    let byTable = this.#byTerminal.get(sn);
    if (byTable === undefined) this.#byTerminal.set(sn, (byTable = new Map<string, Seen>()));
    let seen = byTable.get(table);
    if (seen === undefined) {
      seen = { sn, table, numbers: new Set() };
      byTable.set(table, seen);
      this.#all.push(seen);
    }
    seen.numbers.add(recNo);
  }

  get holes(): readonly Hole[] {
    return this.#all.flatMap(({ sn, table, numbers: seen }) => {
      const numbers = Float64Array.from(seen).sort();
      const holes: Hole[] = [];
      numbers.forEach((number, at) => {
        const before = numbers[at - 1];
        if (before === undefined || number === before + 1) return;
        holes.push({ sn, table, from: before + 1, to: number - 1 });
      });
      return holes;
    });
  }
}
