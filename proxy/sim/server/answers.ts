/** What the built-in ZKECO answers to each request, and what it remembers of it. */

import type { TextCodec } from '../../../shared/codec/charset.ts';
import { isChinese } from '../../../shared/spec/languages.ts';
import type { Chance } from '../chance.ts';
import type { Clock } from '../clock.ts';
import { compactText } from '../local-time.ts';
import { CardDesk } from './card-desk.ts';
import { CommandQueue, type ServerCommand } from './command-queue.ts';
import { optionReply } from './option-reply.ts';
import { pageFor } from './pages.ts';
import { RecordStore, type RowError, type StoredRecord } from './record-store.ts';
import { NO_DEVNO, pythonRepr } from './python.ts';
import { Registry, type KnownTerminal } from './registry.ts';
import { file, notFound, plain, unframed, type Reply } from './reply.ts';
import { splitTarget, type ServerRequest } from './request.ts';
import { parseResults, serialInBody } from './results.ts';
import type { ZkecoSettings } from './settings.ts';
import { uploadTables } from './tables.ts';

export interface ZkecoState {
  readonly terminals: ReadonlyMap<string, KnownTerminal>;
  readonly tables: ReadonlyMap<string, readonly StoredRecord[]>;
  readonly errors: readonly RowError[];
  /** Rows that came more than once. */
  readonly repeated: number;
  readonly commands: ReadonlyMap<string, ServerCommand>;
}

export type ServerEvent =
  | {
      readonly kind: 'init' | 'time' | 'unknown-device' | 'file' | 'page' | 'other';
      readonly sn: string;
    }
  | { readonly kind: 'upload'; readonly sn: string; readonly table: string; readonly reply: string }
  | { readonly kind: 'poll'; readonly sn: string; readonly commands: readonly string[] }
  | { readonly kind: 'card-request'; readonly sn: string; readonly reply: string }
  | {
      readonly kind: 'command-result';
      readonly sn: string;
      readonly acknowledged: readonly string[];
    };

/** What a poll calls itself → the log it stands for, and the MachineType it is told later. */
const POLL_TYPES: ReadonlyMap<string, { readonly stamp: string; readonly machineType: number }> =
  new Map([
    ['pos', { stamp: 'PosLog', machineType: 0 }],
    ['full', { stamp: 'FullLog', machineType: 1 }],
    ['allow', { stamp: 'AllowLog', machineType: 2 }],
  ]);
const CONSUMPTION = { stamp: 'PosLog', machineType: 0 } as const;

export interface AnswersParts {
  readonly settings: ZkecoSettings;
  readonly text: TextCodec;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly heard: (event: ServerEvent) => void;
}

export class Answers {
  readonly #settings: ZkecoSettings;
  readonly #text: TextCodec;
  readonly #clock: Clock;
  readonly #chance: Chance;
  readonly #heard: (event: ServerEvent) => void;
  readonly #registry: Registry;
  readonly #queue: CommandQueue;
  readonly #records = new RecordStore();
  readonly #cards: CardDesk;

  constructor({ settings, text, clock, chance, heard }: AnswersParts) {
    this.#settings = settings;
    this.#text = text;
    this.#clock = clock;
    this.#chance = chance;
    this.#heard = heard;
    this.#registry = new Registry(settings.autoRegister, settings.paused);
    this.#queue = new CommandQueue(
      (sn, each) => this.#bytesFor(sn, each),
      settings.firstCommandId,
      settings.resend,
    );
    this.#cards = new CardDesk(settings.holders, settings.subsidies);
  }

  get state(): ZkecoState {
    const registry = this.#registry;
    const records = this.#records;
    const queue = this.#queue;
    return {
      terminals: registry.terminals,
      tables: records.tables,
      errors: records.errors,
      get repeated() {
        return records.repeated;
      },
      commands: queue.commands,
    };
  }

  enqueue(sn: string, text: string): string {
    return this.#queue.enqueue(sn, text);
  }

  to(request: ServerRequest): Reply {
    const { path, query } = splitTarget(request.target);
    const sn = query.get('SN') ?? '';
    switch (path) {
      case '/iclock/cpos':
        return request.method === 'POST'
          ? this.#upload(sn, query, request.body)
          : this.#consult(request.method, sn, query);
      case '/iclock/posrequest':
        return this.#posRequest(sn, query);
      case '/iclock/posdevicecmd':
        return this.#commandResults(sn, request.body);
      default:
        return this.#elsewhere(path, request);
    }
  }

  #bytes(text: string): Uint8Array {
    return this.#text.encode(text, 'gb18030') ?? Buffer.from(text, 'utf8');
  }

  /** Observed: GB18030 for all. Vendor's document section 2.1: UTF-8 for terminals of other languages. */
  #bytesFor(sn: string, text: string): Uint8Array {
    const language = this.#registry.terminals.get(sn)?.language ?? '83';
    if (this.#settings.names === 'by-language' && !isChinese(language)) {
      return Buffer.from(text, 'utf8');
    }
    return this.#bytes(text);
  }

  #read(body: Buffer): string {
    const charset = this.#text.isValid(body, 'gb18030') ? 'gb18030' : 'latin1';
    return this.#text.decode(body, 0, body.length, charset);
  }

  #unknownDevice(sn: string): Reply {
    this.#heard({ kind: 'unknown-device', sn });
    return unframed('UNKNOWNDEVICE');
  }

  /** GET of cpos: the time for anybody, options for terminals that are known. */
  #consult(method: string, sn: string, query: URLSearchParams): Reply {
    if (query.has('type')) {
      this.#heard({ kind: 'time', sn });
      return plain(`Time=${compactText(this.#clock.now())}\n`);
    }
    const known = this.#registry.admit(sn);
    if (known === null) return this.#unknownDevice(sn);
    this.#heard({ kind: 'init', sn });
    if (method !== 'GET') return plain(`UNKOWN DATA\nPOST from: ${sn}\n`);
    const firstContact = known.firmware === null;
    this.#registry.learn(sn, {
      firmware: query.get('fireVer') ?? known.firmware,
      language: query.get('language') ?? known.language,
      // Observed: the server reads `devicename`; the `deviceName` of newer terminals passes unheard.
      model: query.get('devicename') ?? known.model,
    });
    return plain(optionReply(known, this.#settings, firstContact));
  }

  #upload(sn: string, query: URLSearchParams, body: Buffer): Reply {
    if (this.#registry.admit(sn) === null) return this.#unknownDevice(sn);
    const name = query.get('table') ?? '';
    const reply = this.#uploadReply(
      sn,
      name,
      query.get('Stamp'),
      query.get('StampId') ?? '0',
      body,
    );
    this.#heard({ kind: 'upload', sn, table: name, reply });
    return plain(reply);
  }

  #uploadReply(
    sn: string,
    name: string,
    stamp: string | null,
    stampId: string,
    body: Buffer,
  ): string {
    if (stamp === null) return 'UNKNOWN';
    const table = uploadTables.get(name);
    if (table === undefined) return `ERROR: ${pythonRepr(name)}`;
    if (this.#chance.next() < this.#settings.queueFailureRate) return 'save post data error\n';
    if (table.stamp !== null) this.#registry.stamp(sn, table.stamp, stamp, stampId);
    this.#records.digest(sn, table, this.#read(body), stamp === '0');
    return 'OK';
  }

  #posRequest(sn: string, query: URLSearchParams): Reply {
    const known = this.#registry.admit(sn);
    if (known === null) return this.#unknownDevice(sn);
    const card = this.#cards.answer(query, (text) => {
      for (const each of this.#registry.terminals.keys()) this.#queue.enqueue(each, text);
    });
    if (card !== null) {
      this.#heard({ kind: 'card-request', sn, reply: card.body });
      const reply = plain(this.#bytes(card.body));
      return this.#settings.shortLengths ? { ...reply, length: card.body.length } : reply;
    }
    return this.#poll(sn, query);
  }

  #poll(sn: string, query: URLSearchParams): Reply {
    const devno = query.get('devno');
    if (devno === null) {
      this.#heard({ kind: 'other', sn });
      return plain(NO_DEVNO);
    }
    const { stamp, machineType } = POLL_TYPES.get(query.get('type') ?? 'pos') ?? CONSUMPTION;
    this.#registry.learn(sn, {
      machineType,
      complete: (this.#registry.terminals.get(sn)?.stampIds[stamp] ?? '0') === devno,
    });
    const batch = this.#queue.take(sn);
    this.#heard({ kind: 'poll', sn, commands: batch?.ids ?? [] });
    return plain(batch?.bytes ?? 'OK');
  }

  #commandResults(snInTarget: string, body: Buffer): Reply {
    const text = this.#read(body);
    const sn = snInTarget === '' ? (serialInBody(text) ?? '') : snInTarget;
    if (this.#registry.admit(sn) === null) return this.#unknownDevice(sn);
    const outcome = parseResults(text);
    const results = outcome.parsed ? outcome.results : [];
    this.#queue.settle(sn, results);
    this.#heard({ kind: 'command-result', sn, acknowledged: results.map(({ id }) => id) });
    return plain(outcome.parsed ? 'OK' : '');
  }

  #elsewhere(path: string, request: ServerRequest): Reply {
    const served = /^\/iclock\/file\/(.+)$/.exec(path)?.[1];
    const content = served === undefined ? undefined : this.#settings.files.get(served);
    if (content !== undefined) {
      this.#heard({ kind: 'file', sn: '' });
      return file(content);
    }
    const { method, host, cookie } = request;
    const page = pageFor({ method, path, host, cookie }, this.#registry.terminals.values());
    this.#heard({ kind: page === null ? 'other' : 'page', sn: '' });
    return page ?? notFound(path);
  }
}
