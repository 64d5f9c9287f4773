/**
 * One built-in terminal: it boots, asks for options and time, then lives by its agenda.
 *
 *   boot ─► options ─► time ─► ┌ poll ── obey ── results ┐
 *     ▲                        ├ business ── upload      ├─┐
 *     └──────── REBOOT ────────┴ time, card requests ────┘ │ again
 */

import type { Charset, TextCodec } from '../../../shared/codec/charset.ts';
import { isChinese } from '../../../shared/spec/languages.ts';
import type { Chance } from '../chance.ts';
import type { Clock } from '../clock.ts';
import { Agenda } from './agenda.ts';
import { ask, type Answer, type Question, type Target } from './ask.ts';
import { business, cardRequests, type Business } from './business.ts';
import type { Cards } from './cards.ts';
import { readCommands } from './commands.ts';
import { Files } from './files.ts';
import { initTarget, readOptions } from './init.ts';
import { LOGS, type LogRecord } from './logs.ts';
import type { Model } from './models.ts';
import { obey, type Obeying } from './obey.ts';
import { resultBodies, type Result } from './results.ts';
import { TerminalTables } from './tables.ts';
import { Uploader } from './uploader.ts';

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
  /** How many of all batches of commands, from 0 to 1, it obeys without ever saying so (observed). */
  readonly forgetfulness: number;
  /** Fires when the terminal shall come to rest; a running request may end. */
  readonly rest: AbortSignal;
  /** Fires when running requests are cut, too. */
  readonly off: AbortSignal;
  readonly heard: (event: TerminalEvent) => void;
}

export type TerminalEvent =
  | { readonly kind: 'boot' | 'init' | 'time' | 'poll' | 'failure' | 'forgot'; readonly sn: string }
  | {
      readonly kind: 'upload';
      readonly sn: string;
      readonly table: string;
      readonly records: number;
    }
  | { readonly kind: 'refused'; readonly sn: string; readonly table: string }
  | { readonly kind: 'command'; readonly sn: string; readonly verb: string }
  | { readonly kind: 'card-request'; readonly sn: string; readonly accepted: boolean };

type Duty = 'poll' | 'business' | 'upload' | 'time' | 'card-request';

/** Used where the server gives no number above 0. */
const DEFAULTS = { Delay: 30, ErrorDelay: 60 } as const;
const BUSINESS_SECONDS = 120;
const CARD_REQUEST_SECONDS = 400;
const REBOOT_SECONDS = 20;
const MOST_RETRY_SECONDS = 30;

export class Terminal {
  readonly sn: string;
  readonly #parts: TerminalParts;
  readonly #tables: TerminalTables;
  readonly #options = new Map<string, string>();
  readonly #files: Files;
  readonly #business: Business;
  readonly #obeying: Obeying;
  readonly #uploader: Uploader;
  #restart = false;
  readonly #agenda: Agenda<Duty>;

  constructor(parts: TerminalParts) {
    this.#parts = parts;
    this.sn = parts.sn;
    this.#agenda = new Agenda(parts.clock, parts.pace);
    this.#files = new Files(() =>
      Buffer.from([...this.#options].map(([key, value]) => `${key}=${value}\n`).join(''), 'latin1'),
    );
    if (parts.model.pushVersion !== null) this.#options.set('PushVersion', parts.model.pushVersion);
    const role = LOGS.find(({ stamp }) => stamp === business[parts.model.role].stamp);
    if (role === undefined) throw new RangeError(`no log for ${parts.model.role}`);
    const { model, cards, chance } = parts;
    const told = { sn: this.sn } as const;
    this.#uploader = new Uploader(this.sn, model, {
      ask: (question) => this.#ask(question),
      taken: ({ table, records }) => parts.heard({ kind: 'upload', ...told, table, records }),
      refused: ({ table }) => parts.heard({ kind: 'refused', ...told, table }),
    });
    this.#tables = new TerminalTables(model.lacks);
    this.#business = {
      model,
      cards,
      tables: this.#tables,
      log: this.#uploader.logOf(role),
      chance,
    };
    this.#obeying = {
      tables: this.#tables,
      options: this.#options,
      files: this.#files,
      logOf: (log) => this.#uploader.logOf(log),
      initialise: () => this.#initialise(),
      uploadNew: (logs) => this.#uploader.uploadNew(logs),
      uploadAgain: (log, records) => this.#uploader.uploadAgain(log, records),
      download: (url) => this.#download(url),
      restartSoon: () => (this.#restart = true),
    };
  }

  /** The records in its logs, by upload table. */
  get records(): Readonly<Record<string, readonly LogRecord[]>> {
    return Object.fromEntries(LOGS.map((log) => [log.table, this.#uploader.logOf(log).records]));
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

  /** Waits so long in the terminal's own time. */
  #wait(ms: number): Promise<void> {
    return this.#parts.clock.wait(ms / this.#parts.pace, this.#parts.rest);
  }

  #seconds(option: keyof typeof DEFAULTS): number {
    const value = Number(this.#options.get(option));
    return value > 0 ? value : DEFAULTS[option];
  }

  /** The unit is the option's own; 0, absent or unreadable means never. */
  #interval(option: 'SyncTime' | 'TransInterval'): number {
    const value = Number(this.#options.get(option));
    return value > 0 ? value : Infinity;
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
    const { chance, heard } = this.#parts;
    this.#restart = false;
    heard({ kind: 'boot', sn: this.sn });
    while (!(await this.#initialise()) && !this.#resting) {
      await this.#wait(Math.min(this.#seconds('ErrorDelay'), MOST_RETRY_SECONDS) * 1000);
    }
    await this.#askTime();
    this.#agenda.plan('poll', 0);
    this.#agenda.plan('business', chance.between(3, 15));
    this.#agenda.plan('upload', this.#interval('TransInterval') * 60);
    this.#agenda.plan('time', this.#interval('SyncTime'));
    this.#agenda.plan('card-request', CARD_REQUEST_SECONDS * (0.2 + chance.next()));
  }

  async #nextDuty(): Promise<void> {
    const { chance, clock, model, rest } = this.#parts;
    const duty = await this.#agenda.next(rest);
    switch (duty) {
      case 'poll': {
        const answered = await this.#poll();
        return this.#agenda.plan(duty, this.#seconds(answered ? 'Delay' : 'ErrorDelay'));
      }
      case 'business':
        business[model.role].act(this.#business, clock.now());
        // Realtime=0: records wait for the upload interval, or for a CHECK.
        if (this.#options.get('Realtime') !== '0') await this.#uploader.uploadNew(LOGS);
        return this.#agenda.plan(duty, BUSINESS_SECONDS * (0.5 + chance.next()));
      case 'upload':
        await this.#uploader.uploadNew(LOGS);
        return this.#agenda.plan(duty, this.#interval('TransInterval') * 60);
      case 'time':
        await this.#askTime();
        return this.#agenda.plan(duty, this.#interval('SyncTime'));
      case 'card-request':
        await this.#cardRequest();
        return this.#agenda.plan(duty, CARD_REQUEST_SECONDS * (0.5 + chance.next()));
      case null:
        return;
    }
  }

  async #initialise(): Promise<boolean> {
    const { model, server, heard } = this.#parts;
    const path = initTarget(this.sn, model, server.host);
    const answer = await this.#ask({ method: 'GET', path });
    const options = readOptions(answer?.body.toString('latin1') ?? '');
    if (options === null) return false;
    for (const [key, value] of options) this.#options.set(key, value);
    this.#uploader.resume(this.#options);
    heard({ kind: 'init', sn: this.sn });
    return true;
  }

  async #askTime(): Promise<void> {
    const answer = await this.#ask({ method: 'GET', path: `/iclock/cpos?SN=${this.sn}&type=time` });
    if (answer !== null) this.#parts.heard({ kind: 'time', sn: this.sn });
  }

  /** Whether the server answered. */
  async #poll(): Promise<boolean> {
    const { role } = this.#parts.model;
    const recNo = this.#business.log.lastRecNo;
    const path = `/iclock/posrequest?SN=${this.sn}&type=${role}&devno=${recNo}`;
    const answer = await this.#ask({ method: 'GET', path });
    if (answer === null) return false;
    this.#parts.heard({ kind: 'poll', sn: this.sn });
    if (answer.body.subarray(0, 2).toString('latin1') === 'C:') await this.#obeyAll(answer.body);
    else await this.#uploader.flush();
    return true;
  }

  /** Names are GB18030 for Chinese terminals and UTF-8 for others; a server may know only one of them. */
  #decode(body: Buffer): string {
    const { text, model } = this.#parts;
    const order: readonly [Charset, Charset] = isChinese(model.language)
      ? ['gb18030', 'utf-8']
      : ['utf-8', 'gb18030'];
    return text.decode(body, 0, body.length, order[text.isValid(body, order[0]) ? 0 : 1]);
  }

  async #obeyAll(body: Buffer): Promise<void> {
    const { chance, forgetfulness, heard } = this.#parts;
    const results: Result[] = [];
    for (const command of readCommands(this.#decode(body))) {
      results.push(await obey(this.#obeying, command));
      heard({ kind: 'command', sn: this.sn, verb: command.verb });
      // What follows a REBOOT is not read any more (vendor's document section 11.5).
      if (this.#restart) break;
    }
    if (chance.next() < forgetfulness) return heard({ kind: 'forgot', sn: this.sn });
    for (const result of resultBodies(results, this.sn)) {
      await this.#ask({ method: 'POST', path: `/iclock/posdevicecmd?SN=${this.sn}`, body: result });
    }
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
