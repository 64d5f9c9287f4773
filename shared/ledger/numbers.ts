/** Record numbers of each terminal and table, and the holes between them. */

export interface Hole {
  readonly sn: string;
  readonly table: string;
  readonly from: number;
  readonly to: number;
}

const KEY = '\t';

export class Numbers {
  readonly #seen = new Map<string, Set<number>>();

  add(sn: string, table: string, recNo: number): void {
    if (recNo <= 0 || table.endsWith('BAK')) return;
    const key = `${sn}${KEY}${table}`;
    const seen = this.#seen.get(key);
    if (seen === undefined) this.#seen.set(key, new Set([recNo]));
    else seen.add(recNo);
  }

  get holes(): readonly Hole[] {
    return [...this.#seen].flatMap(([key, seen]) => {
      const [sn = '', table = ''] = key.split(KEY);
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
