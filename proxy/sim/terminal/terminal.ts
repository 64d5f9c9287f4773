/**
 * One built-in terminal: it boots, asks for options and time, then lives by its agenda.
 *
 *   boot ─► options ─► time ─► ┌ poll ── obey ── results ┐
 *     ▲                        ├ business ── upload      ├─┐
 *     └──────── REBOOT ────────┴ time, card requests ────┘ │ again
 */

import type { Charset, TextCodec } from '../../../shared/codec/charset.ts';
import type { Chance } from '../chance.ts';
import type { Clock } from '../clock.ts';
import { ask, type Answer, type Question, type Target } from './ask.ts';
import { business, cardRequests, type Business } from './business.ts';
import type { Cards } from './cards.ts';
import { readCommands } from './commands.ts';
import { Files } from './files.ts';
import { LOGS, RecordLog, type Log, type LogRecord } from './logs.ts';
import type { Model } from './models.ts';
import { obey, type Obeying } from './obey.ts';
import { resultBodies, type Result } from './results.ts';
import { TerminalTables } from './tables.ts';
import { BATCH_RECORDS, batchesOf, type Batch } from './uploads.ts';

export interface TerminalParts {
  readonly server: Target;
  readonly sn: string;
  readonly model: Model;
  readonly cards: Cards;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly text: TextCodec;
  /** How many times as fast as a real one it lives: 10 makes a `Delay=30` a poll every 3 s. */
  readonly pace: number;
  /** Fires when the terminal shall come to rest; a running request may end. */
  readonly rest: AbortSignal;
  /** Fires when running requests are cut, too. */
  readonly off: AbortSignal;
  readonly heard: (event: TerminalEvent) => void;
}

export type TerminalEvent =
  | { readonly kind: 'boot' | 'init' | 'time' | 'poll' | 'retry' | 'failure'; readonly sn: string }
  | {
      readonly kind: 'upload';
      readonly sn: string;
      readonly table: string;
      readonly records: number;
    }
  | { readonly kind: 'command'; readonly sn: string; readonly verb: string }
  | { readonly kind: 'card-request'; readonly sn: string; readonly accepted: boolean };

type Duty = 'poll' | 'business' | 'time' | 'card-request';

const DEFAULTS = { Delay: 30, ErrorDelay: 60, SyncTime: 600 } as const;
const BUSINESS_SECONDS = 45;
const CARD_REQUEST_SECONDS = 400;
const REBOOT_SECONDS = 20;
const MOST_RETRY_SECONDS = 30;

export class Terminal {
  readonly sn: string;
  readonly #parts: TerminalParts;
  readonly #logs: ReadonlyMap<Log, RecordLog> = new Map(
    LOGS.map((log) => [log, new RecordLog(log)]),
  );
  readonly #tables = new TerminalTables();
  readonly #options = new Map<string, string>();
  readonly #files: Files;
  readonly #business: Business;
  readonly #obeying: Obeying;
  #outbox: Batch[] = [];
  #restart = false;
  #due = new Map<Duty, number>();

  constructor(parts: TerminalParts) {
    this.#parts = parts;
    this.sn = parts.sn;
    this.#files = new Files(() =>
      Buffer.from([...this.#options].map(([key, value]) => `${key}=${value}\n`).join(''), 'latin1'),
    );
    if (parts.model.pushVersion !== null) this.#options.set('PushVersion', parts.model.pushVersion);
    const role = LOGS.find(({ stamp }) => stamp === business[parts.model.role].stamp);
    if (role === undefined) throw new RangeError(`no log for ${parts.model.role}`);
    const { model, cards, chance } = parts;
    this.#business = { model, cards, tables: this.#tables, log: this.#logOf(role), chance };
    this.#obeying = {
      tables: this.#tables,
      options: this.#options,
      files: this.#files,
      logOf: (log) => this.#logOf(log),
      initialise: () => this.#initialise(),
      uploadNew: (logs) => this.#uploadNew(logs),
      uploadAgain: (log, records) => this.#uploadAgain(log, records),
      download: (url) => this.#download(url),
      restartSoon: () => (this.#restart = true),
    };
  }

  /** The records in its logs, by upload table. */
  get records(): Readonly<Record<string, readonly LogRecord[]>> {
    return Object.fromEntries(LOGS.map((log) => [log.table, this.#logOf(log).records]));
  }

  get tables(): TerminalTables {
    return this.#tables;
  }

  get options(): ReadonlyMap<string, string> {
    return this.#options;
  }

  /** Lives until it is put to rest; never rejects. */
  async live(firstWaitMs: number): Promise<void> {
    await this.#wait(firstWaitMs);
    while (!this.#resting) {
      await this.#boot();
      while (!this.#resting && !this.#restart) await this.#nextDuty();
      if (this.#restart) await this.#wait(REBOOT_SECONDS * 1000);
    }
  }

  get #resting(): boolean {
    return this.#parts.rest.aborted;
  }

  #logOf(log: Log): RecordLog {
    const found = this.#logs.get(log);
    if (found === undefined) throw new RangeError(`there is no log ${log.name}`);
    return found;
  }

  /** Waits so long in the terminal's own time. */
  #wait(ms: number): Promise<void> {
    return this.#parts.clock.wait(ms / this.#parts.pace, this.#parts.rest);
  }

  #seconds(option: keyof typeof DEFAULTS): number {
    const value = Number(this.#options.get(option));
    return value > 0 ? value : DEFAULTS[option];
  }

  /** Null when the server did not answer with 200. */
  async #ask(question: Question): Promise<Answer | null> {
    try {
      const answer = await ask(this.#parts.server, question, this.#parts.off);
      if (answer.status === 200) return answer;
    } catch {
      // Told below: to a terminal, no answer and a wrong one are the same.
    }
    this.#parts.heard({ kind: 'failure', sn: this.sn });
    return null;
  }

  async #boot(): Promise<void> {
    this.#restart = false;
    this.#parts.heard({ kind: 'boot', sn: this.sn });
    while (!(await this.#initialise()) && !this.#resting) await this.#waitBeforeRetry();
    await this.#askTime();
    const now = this.#parts.clock.now();
    this.#due = new Map<Duty, number>([
      ['poll', now],
      ['business', now + this.#ownMs(this.#parts.chance.between(3, 15))],
      ['time', now + this.#ownMs(this.#seconds('SyncTime'))],
      ['card-request', now + this.#ownMs(CARD_REQUEST_SECONDS * (0.2 + this.#parts.chance.next()))],
    ]);
  }

  #ownMs(seconds: number): number {
    return (seconds * 1000) / this.#parts.pace;
  }

  #waitBeforeRetry(): Promise<void> {
    return this.#wait(Math.min(this.#seconds('ErrorDelay'), MOST_RETRY_SECONDS) * 1000);
  }

  async #nextDuty(): Promise<void> {
    const [duty, at] = [...this.#due].reduce((first, each) => (each[1] < first[1] ? each : first));
    const now = this.#parts.clock.now();
    if (at > now) await this.#parts.clock.wait(at - now, this.#parts.rest);
    if (this.#resting) return;
    const again = (seconds: number) =>
      this.#due.set(duty, this.#parts.clock.now() + this.#ownMs(seconds));
    const { chance } = this.#parts;
    switch (duty) {
      case 'poll':
        await this.#poll();
        return void again(this.#seconds('Delay'));
      case 'business':
        business[this.#parts.model.role].act(this.#business, this.#parts.clock.now());
        await this.#uploadNew(LOGS);
        return void again(BUSINESS_SECONDS * (0.5 + chance.next()));
      case 'time':
        await this.#askTime();
        return void again(this.#seconds('SyncTime'));
      case 'card-request':
        await this.#cardRequest();
        return void again(CARD_REQUEST_SECONDS * (0.5 + chance.next()));
    }
  }

  async #initialise(): Promise<boolean> {
    const { model, server } = this.#parts;
    const old = model.pushVersion === null;
    const pairs: readonly (readonly [string, string | number])[] = old
      ? [
          ['fireVer', encodeURIComponent(model.firmware)],
          ['language', 83],
          ['devicename', model.name],
          ['device_type', 30],
        ]
      : [
          ['fireVer', model.firmware],
          ['build', '0001'],
          ['ip', server.host],
          ['language', 83],
          ['deviceName', model.name],
          ['device_type', 30],
          ['IsConsumeFunType', model.functions ?? 0],
          ['pushver', model.pushVersion ?? ''],
        ];
    const rest = pairs.map(([key, value]) => `&${key}=${value}`).join('');
    const answer = await this.#ask({
      method: 'GET',
      path: `/iclock/cpos?SN=${this.sn}&options=all${rest}`,
    });
    const text = answer?.body.toString('latin1') ?? '';
    if (!text.startsWith('GET OPTION FROM:')) return false;
    for (const row of text.split('\n').slice(1)) {
      const at = row.indexOf('=');
      if (at > 0) this.#options.set(row.slice(0, at), row.slice(at + 1));
    }
    if (this.#outbox.length === 0) {
      for (const log of LOGS) {
        const stampId = Number(this.#options.get(`${log.stamp}StampId`) ?? 0);
        this.#logOf(log).resumeFrom(Number.isSafeInteger(stampId) ? stampId : 0);
      }
    }
    this.#parts.heard({ kind: 'init', sn: this.sn });
    return true;
  }

  async #askTime(): Promise<void> {
    const answer = await this.#ask({ method: 'GET', path: `/iclock/cpos?SN=${this.sn}&type=time` });
    if (answer !== null) this.#parts.heard({ kind: 'time', sn: this.sn });
  }

  async #poll(): Promise<void> {
    const { role } = this.#parts.model;
    const recNo = this.#business.log.lastRecNo;
    const path = `/iclock/posrequest?SN=${this.sn}&type=${role}&devno=${recNo}`;
    const answer = await this.#ask({ method: 'GET', path });
    if (answer === null) return;
    this.#parts.heard({ kind: 'poll', sn: this.sn });
    if (answer.body.subarray(0, 2).toString('latin1') === 'C:') await this.#obeyAll(answer.body);
    else await this.#flush();
  }

  async #obeyAll(body: Buffer): Promise<void> {
    const { text } = this.#parts;
    const charset: Charset = text.isValid(body, 'gb18030') ? 'gb18030' : 'utf-8';
    const results: Result[] = [];
    for (const command of readCommands(text.decode(body, 0, body.length, charset))) {
      results.push(await obey(this.#obeying, command));
      this.#parts.heard({ kind: 'command', sn: this.sn, verb: command.verb });
      // What follows a REBOOT is not read any more (vendor's document section 11.5).
      if (this.#restart) break;
    }
    for (const result of resultBodies(results, this.sn)) {
      await this.#ask({ method: 'POST', path: `/iclock/posdevicecmd?SN=${this.sn}`, body: result });
    }
  }

  async #uploadNew(logs: readonly Log[]): Promise<boolean> {
    if (!(await this.#flush())) return false;
    for (const log of logs) {
      for (;;) {
        const records = this.#logOf(log).take(BATCH_RECORDS);
        if (records.length === 0) break;
        this.#outbox.push(...batchesOf(this.sn, log, records));
        if (!(await this.#flush())) return false;
      }
    }
    return true;
  }

  async #uploadAgain(log: Log, records: readonly LogRecord[]): Promise<boolean> {
    for (let at = 0; at < records.length; at += BATCH_RECORDS) {
      this.#outbox.push(...batchesOf(this.sn, log, records.slice(at, at + BATCH_RECORDS)));
    }
    return this.#flush();
  }

  /** Sends the outbox in order; a batch stays, byte for byte, until the server says OK. */
  async #flush(): Promise<boolean> {
    for (let first = this.#outbox[0]; first !== undefined; first = this.#outbox[0]) {
      const answer = await this.#ask(first.question);
      if (answer?.body.toString('latin1').trim() !== 'OK') {
        this.#parts.heard({ kind: 'retry', sn: this.sn });
        return false;
      }
      this.#outbox.shift();
      const table = /[?&]table=([^&]*)/.exec(first.question.path)?.[1] ?? '';
      this.#parts.heard({ kind: 'upload', sn: this.sn, table, records: first.records });
    }
    return true;
  }

  /** Only from its own server: a simulation fetches nothing from elsewhere. */
  async #download(url: string): Promise<Uint8Array | null> {
    const { host, port } = this.#parts.server;
    const own = `http://${host}:${port}`;
    if (/^https?:/i.test(url) && !url.startsWith(`${own}/`)) return null;
    const path = url.startsWith(own) ? url.slice(own.length) : `/iclock/${url}`;
    return (await this.#ask({ method: 'GET', path }))?.body ?? null;
  }

  async #cardRequest(): Promise<void> {
    const online = this.#options.get('AllowOnline') === '1';
    for (const query of cardRequests(this.#business, this.#parts.clock.now(), online)) {
      const answer = await this.#ask({
        method: 'GET',
        path: `/iclock/posrequest?SN=${this.sn}${query}`,
      });
      const accepted = /^(?:RET=)?OK/.test(answer?.body.toString('latin1') ?? '');
      this.#parts.heard({ kind: 'card-request', sn: this.sn, accepted });
      if (!accepted) return;
    }
  }
}
