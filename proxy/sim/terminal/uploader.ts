/** The logs of a terminal on their way to the server: new records, asked-for ones, and where the server stands. */

import { Outbox, type OutboxParts } from './outbox.ts';
import { LOGS, RecordLog, type Log, type LogRecord } from './logs.ts';
import type { Model } from './models.ts';
import { BATCH_RECORDS, batchesOf } from './uploads.ts';

export class Uploader {
  readonly #sn: string;
  readonly #model: Model;
  readonly #outbox: Outbox;
  readonly #logs: ReadonlyMap<Log, RecordLog> = new Map(
    LOGS.map((log) => [log, new RecordLog(log)]),
  );

  constructor(sn: string, model: Model, parts: OutboxParts) {
    this.#sn = sn;
    this.#model = model;
    this.#outbox = new Outbox(parts);
  }

  logOf(log: Log): RecordLog {
    const found = this.#logs.get(log);
    if (found === undefined) throw new RangeError(`there is no log ${log.name}`);
    return found;
  }

  /** Goes on from the record numbers in an option reply. */
  resume(options: ReadonlyMap<string, string>): void {
    // What is in the outbox was taken from the logs and will arrive: nothing to upload again for its sake.
    if (!this.#outbox.empty) return;
    for (const log of LOGS) {
      const stampId = Number(options.get(`${log.stamp}StampId`) ?? 0);
      this.logOf(log).resumeFrom(Number.isSafeInteger(stampId) ? stampId : 0);
    }
  }

  /** Sends again what was not taken yet; whether all is taken now. */
  flush(): Promise<boolean> {
    return this.#outbox.flush();
  }

  /** Uploads what is new in these logs; whether the server took all. */
  async uploadNew(logs: readonly Log[]): Promise<boolean> {
    if (!(await this.#outbox.flush())) return false;
    for (const log of logs) {
      for (;;) {
        const records = this.logOf(log).take(BATCH_RECORDS);
        if (records.length === 0) break;
        this.#outbox.push(batchesOf(this.#sn, this.#model, log, records));
        if (!(await this.#outbox.flush())) return false;
      }
    }
    return true;
  }

  /** Uploads just these records; whether the server took all. */
  uploadAgain(log: Log, records: readonly LogRecord[]): Promise<boolean> {
    for (let at = 0; at < records.length; at += BATCH_RECORDS) {
      const batch = records.slice(at, at + BATCH_RECORDS);
      this.#outbox.push(batchesOf(this.#sn, this.#model, log, batch));
    }
    return this.#outbox.flush();
  }
}
