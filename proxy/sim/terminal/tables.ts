/** The tables a server fills by UPDATE and empties by DELETE, and the columns that tell one row from another. */

export type Row = ReadonlyMap<string, string>;

const KEYS: Readonly<Record<string, readonly string[]>> = {
  USERINFO: ['SysID'],
  PRESSKEY: ['KeyID'],
  STOREINFO: ['StoreNo'],
  MEALTYPE: ['Mlid'],
  TIMESEG: ['SegID', 'TsID'],
  FIXED: ['TsID', 'Start'],
  CARDTYPE: ['SortID'],
  SUBSIDYLOG: ['SysID', 'Batch'],
};

/** UserType of a USERINFO row on the black list. */
const BLACK = '1';

export class TerminalTables {
  readonly #tables = new Map<string, Map<string, Row>>();
  readonly #lacking: ReadonlySet<string>;

  constructor(lacking: readonly string[]) {
    this.#lacking = new Set(lacking);
  }

  knows(table: string): boolean {
    return Object.hasOwn(KEYS, table) && !this.#lacking.has(table);
  }

  rows(table: string): readonly Row[] {
    return [...(this.#tables.get(table)?.values() ?? [])];
  }

  update(table: string, row: Row): void {
    const rows = this.#tables.get(table) ?? new Map<string, Row>();
    const identity = (KEYS[table] ?? []).map((key) => row.get(key) ?? '').join('\t');
    rows.set(identity, row);
    this.#tables.set(table, rows);
  }

  /** Rows that agree with every key column named in the condition; no condition means all. */
  matching(table: string, condition: Row): readonly Row[] {
    const keys = (KEYS[table] ?? []).filter((key) => condition.has(key));
    const columns = keys.length > 0 ? keys : [...condition.keys()];
    return this.rows(table).filter((row) =>
      columns.every((column) => row.get(column) === condition.get(column)),
    );
  }

  delete(table: string, condition: Row): void {
    const gone = new Set(this.matching(table, condition));
    const rows = this.#tables.get(table);
    for (const [identity, row] of rows ?? []) if (gone.has(row)) rows?.delete(identity);
  }

  clear(): void {
    this.#tables.clear();
  }

  isBlack(sysId: number): boolean {
    const [row] = this.matching('USERINFO', new Map([['SysID', String(sysId)]]));
    return row?.get('UserType') === BLACK;
  }

  /** How many USERINFO rows are on the black list, and how many are not. */
  listSizes(): { readonly black: number; readonly white: number } {
    const users = this.rows('USERINFO');
    const black = users.filter((row) => row.get('UserType') === BLACK).length;
    return { black, white: users.length - black };
  }
}
