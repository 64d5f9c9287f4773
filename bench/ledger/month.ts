/** A month of a canteen, written down as terminals write their records: cards of two wallets, sales, corrections, recharges, subsidies. */

export interface Line {
  readonly terminal: number;
  readonly table: 'BUYLOG' | 'FULLLOG' | 'ALLOWLOG';
  readonly recNo: number;
  readonly card: number;
  /** Cells as they stand on the wire. */
  readonly cells: (string | number)[];
}

export interface MonthSize {
  readonly cards: number;
  readonly terminals: number;
  readonly records: number;
}

/** Lehmer's chance, from 0 up to, not including, 1: the same month each time. */
function chanceFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 0x7fff_ffff;
    return state / 0x7fff_ffff;
  };
}

const pad = (number: number) => String(number).padStart(2, '0');

export function month({ cards, terminals, records }: MonthSize): Line[] {
  const chance = chanceFrom(11);
  const between = (least: number, most: number) => least + Math.floor(chance() * (most - least + 1)); // prettier-ignore
  const accounts = Array.from({ length: cards }, () => ({ main: 50_000, sub: 2_000, count: 0 }));
  const numbers = new Map<string, number>();
  const lines: Line[] = [];
  for (let at = 0; at < records; at++) {
    const terminal = between(0, terminals - 1);
    const card = between(0, cards - 1);
    const account = accounts[card] as (typeof accounts)[number];
    const cents = between(1, 40) * 50;
    const second = Math.floor((at * 30 * 86_400) / records);
    const [day, hour, minute] = [Math.floor(second / 86_400), Math.floor(second / 3600) % 24, Math.floor(second / 60) % 60]; // prettier-ignore
    const time = `2018-11-${pad(day + 1)} ${pad(hour)}:${pad(minute)}:${pad(second % 60)}`;
    const turn = chance();
    const table = account.main < cents || turn < 0.05 ? 'FULLLOG' : turn < 0.08 ? 'ALLOWLOG' : 'BUYLOG'; // prettier-ignore
    const key = `${terminal} ${table}`;
    const recNo = (numbers.get(key) ?? 0) + 1;
    numbers.set(key, recNo);
    account.count++;
    const id = 10_000 + card;
    const head = [id, id];
    if (table === 'FULLLOG') {
      const kind = account.main > 60_000 ? 1 : ([0, 0, 2][between(0, 2)] as number);
      account.main += kind === 1 ? -5_000 : 10_000;
      lines.push({ terminal, table, recNo, card: id, cells: [...head, account.count, time, kind === 1 ? 5_000 : 10_000, account.main, kind, 90_001, recNo] }); // prettier-ignore
    } else if (table === 'ALLOWLOG') {
      account.main += 3_000;
      lines.push({ terminal, table, recNo, card: id, cells: [...head, account.count, '1811', time, 3_000, account.main, 0, '1811', recNo] }); // prettier-ignore
    } else {
      const isBack = turn > 0.99;
      const isMeal = turn > 0.97 && !isBack;
      const fromSub = terminal % 2 === 0 && !isMeal ? Math.min(account.sub, cents) : 0;
      const sign = isBack ? 1 : -1;
      if (!isMeal) account.main += sign * (cents - fromSub);
      account.sub += sign * fromSub;
      const state = isBack ? 9 : isMeal ? 4 : 2;
      const second = terminal % 2 === 0 ? [fromSub, account.sub, '000000101'] : [];
      lines.push({ terminal, table, recNo, card: id, cells: [...head, time, isMeal ? 1 : cents - fromSub, account.main, account.count, state, 2, 7039, recNo, 0, ...second] }); // prettier-ignore
    }
  }
  return lines;
}
