/** What the built-in ZKECO answers to each request, and what it remembers of it. */

import type { TextCodec } from '../../../shared/codec/charset.ts';
import type { Clock } from '../clock.ts';
import { compactText } from '../local-time.ts';
import { CardDesk } from './card-desk.ts';
import { CommandQueue, type ServerCommand } from './command-queue.ts';
import { optionReply } from './option-reply.ts';
import { pageFor } from './pages.ts';
import { RecordStore, type RowError, type StoredRecord } from './record-store.ts';
import { Registry, type KnownTerminal } from './registry.ts';
import { file, notFound, plain, unframed, type Reply } from './reply.ts';
import { parseResults, serialInBody } from './results.ts';
import type { ZkecoSettings } from './settings.ts';
import { uploadTables } from './tables.ts';

export interface ServerRequest {
  readonly method: string;
  readonly target: string;
  readonly host: string;
  readonly cookie: string;
  readonly body: Buffer;
}

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

const MACHINE_TYPES: Readonly<Record<string, number>> = { pos: 0, full: 1, allow: 2 };

/** The text of a Python unicode string as `repr` prints it. */
const pythonRepr = (text: string): string =>
  `u'${[...text]
    .map((character) => {
      const code = character.codePointAt(0) ?? 0;
      if (code >= 0x20 && code < 0x7f)
        return /['\\]/.test(character) ? `\\${character}` : character;
      return code < 0x100
        ? `\\x${code.toString(16).padStart(2, '0')}`
        : `\\u${code.toString(16).padStart(4, '0')}`;
    })
    .join('')}'`;

/** The query as Django reads it; a target may be absolute or hold raw blanks. */
function splitTarget(target: string): { readonly path: string; readonly query: URLSearchParams } {
  const local = target.replace(/^https?:\/\/[^/?]*/i, '');
  const at = local.indexOf('?');
  const path = at === -1 ? local : local.slice(0, at);
  return { path, query: new URLSearchParams(at === -1 ? '' : local.slice(at + 1)) };
}

export class Answers {
  readonly #settings: ZkecoSettings;
  readonly #text: TextCodec;
  readonly #clock: Clock;
  readonly #heard: (event: ServerEvent) => void;
  readonly #registry: Registry;
  readonly #queue: CommandQueue;
  readonly #records = new RecordStore();
  readonly #cards: CardDesk;

  constructor(
    settings: ZkecoSettings,
    text: TextCodec,
    clock: Clock,
    heard: (event: ServerEvent) => void,
  ) {
    this.#settings = settings;
    this.#text = text;
    this.#clock = clock;
    this.#heard = heard;
    this.#registry = new Registry(settings.autoRegister, settings.paused);
    this.#queue = new CommandQueue(
      (each) => this.#bytes(each),
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

  /** Chinese goes out as GB18030, whatever the language of the terminal (observed). */
  #bytes(text: string): Uint8Array {
    return this.#text.encode(text, 'gb18030') ?? Buffer.from(text, 'utf8');
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
    const type = query.get('type') ?? 'pos';
    if (devno === null) {
      this.#heard({ kind: 'other', sn });
      return plain("int() argument must be a string or a number, not 'NoneType'");
    }
    const prefix = { full: 'FullLog', allow: 'AllowLog' }[type] ?? 'PosLog';
    this.#registry.learn(sn, {
      machineType: MACHINE_TYPES[type] ?? 0,
      complete: (this.#registry.terminals.get(sn)?.stampIds[prefix] ?? '0') === devno,
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
    const content = served === undefined ? undefined : this.#settings.files[served];
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
