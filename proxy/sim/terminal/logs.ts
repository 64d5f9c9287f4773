/** The three logs of a terminal: record numbers without gaps, and what has been handed to the upload. */

export type LogName = 'POSLOG' | 'FULLLOG' | 'ALLOWLOG';

export interface Log {
  readonly name: LogName;
  /** The name of the upload table. */
  readonly table: string;
  /** The prefix of its stamps in the option reply. */
  readonly stamp: string;
  /** The verb's name for it in CLEAR. */
  readonly cleared: string;
  /** The key of its count in INFO. */
  readonly counted: string;
}

export const LOGS: readonly Log[] = [
  { name: 'POSLOG', table: 'BUYLOG', stamp: 'PosLog', cleared: 'POSLOG', counted: 'PosLog' },
  { name: 'FULLLOG', table: 'FULLLOG', stamp: 'FullLog', cleared: 'FULLVALUE', counted: 'FullLog' },
  {
    name: 'ALLOWLOG',
    table: 'ALLOWLOG',
    stamp: 'AllowLog',
    cleared: 'SIDYLOG',
    counted: 'AllowLog',
  },
];

export interface LogRecord {
  readonly recNo: number;
  /** Milliseconds since 1970, UTC. */
  readonly at: number;
  readonly sysId: number;
  /** The cells as they go on the wire. */
  readonly cells: readonly (string | number)[];
  /** Lines of a consumption, in a table of their own. */
  readonly detail: { readonly table: string; readonly rows: readonly (readonly number[])[] } | null;
}

/** As many records as such a terminal holds; the oldest give way. */
const CAPACITY = 20_000;

export class RecordLog {
  readonly log: Log;
  #records: LogRecord[] = [];
  #lastRecNo = 0;
  /** Records up to here are with the server or on their way. */
  #handedTo = 0;

  constructor(log: Log) {
    this.log = log;
  }

  get records(): readonly LogRecord[] {
    return this.#records;
  }

  get lastRecNo(): number {
    return this.#lastRecNo;
  }

  get last(): LogRecord | undefined {
    return this.#records.at(-1);
  }

  /** Appends under the next record number, which `write` puts into its cells. */
  append(write: (recNo: number) => Omit<LogRecord, 'recNo'>): LogRecord {
    const recNo = this.#lastRecNo + 1;
    const record = { ...write(recNo), recNo };
    this.#lastRecNo = recNo;
    this.#records.push(record);
    if (this.#records.length > CAPACITY) this.#records.shift();
    return record;
  }

  /** Takes the next records that were not handed over yet. */
  take(most: number): readonly LogRecord[] {
    const fresh = this.#records.filter(({ recNo }) => recNo > this.#handedTo).slice(0, most);
    this.#handedTo = fresh.at(-1)?.recNo ?? this.#handedTo;
    return fresh;
  }

  /**
   * Goes on from where the server says it stands. A lower number than ours means upload again from
   * there; a higher one on an empty log means that we are the successor of an older life.
   */
  resumeFrom(serverRecNo: number): void {
    if (this.#records.length === 0) this.#lastRecNo = Math.max(this.#lastRecNo, serverRecNo);
    this.#handedTo = Math.min(serverRecNo, this.#lastRecNo);
  }

  /** Forgets the records; the numbering goes on. */
  clear(keep: (record: LogRecord) => boolean = () => false): void {
    this.#records = this.#records.filter(keep);
    this.#handedTo = Math.max(this.#handedTo, this.#records.length === 0 ? this.#lastRecNo : 0);
  }
}
