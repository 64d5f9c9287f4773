/** The commands that we send into live sessions, as users submit, watch and cancel them. Knows no socket. */

import { Buffer } from 'node:buffer';
import type { TextCodec } from '../../shared/codec/charset.ts';
import type { Language } from '../../shared/codec/frame.ts';
import {
  LONGEST_FILE,
  type InjectionItem,
  type InjectionRefusal,
  type InjectionRequest,
  type PutFileRequest,
  type Submitted,
} from '../../shared/link/injection.ts';
import { refusalReason } from '../record/refusal.ts';
import { Answers } from './answers.ts';
import { Changes, type ChangeOptions } from './changes.ts';
import { Contents } from './contents.ts';
import { Delivery, type DeliveryOptions } from './delivery.ts';
import type { Journal } from './journal.ts';
import { stateOf, waitsSinceMs, type Life } from './life.ts';
import { Lives } from './lives.ts';
import type { Offer, PutFiles } from './put-files.ts';
import { prepare, refusal } from './submission.ts';
import { viewOf } from './view.ts';

export interface InjectionOptions extends ChangeOptions, DeliveryOptions {
  readonly journal: Journal;
  readonly files: PutFiles;
  readonly text: TextCodec;
}

export interface ListOptions {
  readonly sn?: string;
  readonly language?: Language;
}

/** Of one terminal, not yet settled. */
const MOST_OPEN = 1_000;

export class Injections {
  readonly delivery: Delivery;
  readonly answers: Answers;
  readonly #options: InjectionOptions;
  readonly #lives: Lives;
  readonly #changes: Changes;
  readonly #contents = new Contents();

  /** Takes up what an earlier run left. Throws what the disk says when its journal cannot be read. */
  constructor(options: InjectionOptions) {
    const { journal, log } = options;
    this.#options = options;
    this.#lives = new Lives(journal);
    this.#changes = new Changes(this.#lives, options);
    this.delivery = new Delivery(this.#lives, this.#changes, options);
    this.answers = new Answers(this.#lives, this.#changes, this.#contents, options.now);

    const { entries, damaged } = journal.read();
    for (const entry of entries) this.#lives.apply(entry);
    if (damaged > 0) log(`The journal of injected commands has ${damaged} damaged lines.`);
    this.#leaveUnsure();
    try {
      journal.renew([...this.#lives.entries()]);
    } catch (error) {
      log(`The journal of injected commands goes on as it is: ${refusalReason(error)}.`);
    }
    this.#dropFiles();
  }

  submit(request: InjectionRequest): Submitted {
    return this.#submit(request, null);
  }

  /** The file is served by us to that terminal alone. */
  submitFile({ name, upload, size, path, ...request }: PutFileRequest): Submitted {
    if (size > LONGEST_FILE) return refusal('FILE_TOO_LONG', request.language);
    const offer = this.#options.files.offer(name, size);
    const values = { URL: offer.url, ...(path !== '' && { FilePath: path }) };
    const commands = [{ verb: 'PutFile', values }];
    return this.#submit({ ...request, commands }, { offer, upload });
  }

  /** Only while it waits; a refusal has a sentence. */
  cancel(
    id: string,
    language: Language = 'en',
  ): { readonly ok: true; readonly item: InjectionItem } | InjectionRefusal {
    const life = this.#lives.get(id);
    if (life === undefined) return refusal('UNKNOWN_COMMAND', language);
    if (stateOf(life) !== 'queued') return refusal('NOT_QUEUED', language);
    // Not on disk, it would come back with a restart.
    if (this.#changes.must(this.#changes.state([id], 'cancelled')) !== null)
      return refusal('JOURNAL', language);
    return { ok: true, item: this.#view(this.#lives.get(id) ?? life, language) };
  }

  get(id: string, language: Language = 'en'): InjectionItem | null {
    const life = this.#lives.get(id);
    return life === undefined ? null : this.#view(life, language);
  }

  /** Oldest first. */
  list({ sn, language = 'en' }: ListOptions = {}): readonly InjectionItem[] {
    return this.#lives.all
      .filter(({ command }) => sn === undefined || command.sn === sn)
      .sort((left, right) => (left.command.id < right.command.id ? -1 : 1))
      .map((life) => this.#view(life, language));
  }

  /** The bytes that came with the answer; null when there are none. A long one is whole until a restart. */
  content(id: string): Buffer | null {
    const bytes = this.#lives.get(id)?.answer?.bytes ?? '';
    return this.#contents.get(id) ?? (bytes === '' ? null : Buffer.from(bytes, 'base64'));
  }

  /** To be called about once a second: lets commands expire, and sends again what may be. */
  tick(): void {
    const nowMs = this.#options.now();
    for (const life of this.#lives.open) this.#age(life, nowMs - waitsSinceMs(life));
    this.#dropFiles();
  }

  /** Whether the terminal of any command may come for a file. */
  get hasFiles(): boolean {
    return !this.#options.files.isEmpty;
  }

  /** The command whose file this is, and the file; null when nobody waits for it (any more). */
  file(token: string): { readonly id: string; readonly sn: string; readonly bytes: Buffer } | null {
    const life = this.#lives.open.find(({ command }) => command.file?.token === token);
    const bytes = life === undefined ? null : this.#options.files.get(token);
    return life === undefined || bytes === null
      ? null
      : { id: life.command.id, sn: life.command.sn, bytes };
  }

  /** So many bytes of its file have left for the terminal; worth no line on disk. */
  fetching(id: string, bytes: number): void {
    this.#lives.apply({ t: 'fetched', id, bytes });
  }

  /** The terminal has so many bytes of its file. */
  fetched(id: string, bytes: number): void {
    this.#changes.happened({ t: 'fetched', id, bytes });
  }

  close(): void {
    this.#options.journal.close();
  }

  #submit(
    request: InjectionRequest,
    file: { readonly offer: Offer; readonly upload: string } | null,
  ): Submitted {
    const { text, now, files, log } = this.#options;
    const { sn, language = 'en' } = request;
    const nowMs = now();
    const prepared = prepare(request, {
      text,
      nowMs,
      lastId: this.#lives.lastId,
      ...(file !== null && { file: file.offer }),
    });
    if (!prepared.ok) return prepared;
    const { commands, warnings } = prepared;
    const open = this.#lives.open.filter(({ command }) => command.sn === sn).length;
    if (open + commands.length > MOST_OPEN) return refusal('TOO_MANY', language);
    const why = keepFile(files, file) ?? this.#changes.must({ t: 'submit', atMs: nowMs, commands });
    if (why !== null) {
      if (file !== null) files.remove(file.offer.token);
      log(`A command was not queued: ${why}.`);
      return refusal('JOURNAL', language);
    }
    const items = commands.flatMap(({ id }) => this.get(id, language) ?? []);
    return { ok: true, warnings, items };
  }

  #age(life: Life, waitedMs: number): void {
    const { id, redeliver, expiresAfterMs } = life.command;
    const state = stateOf(life);
    const isDelivered = state === 'delivered';
    if (!isDelivered && state !== 'queued') return;
    const changes = this.#changes;
    const mayRepeat = isDelivered && redeliver !== null && life.deliveries <= redeliver.times;
    if (mayRepeat && waitedMs >= redeliver.afterMs)
      changes.happened(changes.state([id], 'queued', null, 'again'));
    else if (waitedMs >= expiresAfterMs) {
      const why = isDelivered ? 'not-answered' : 'not-fetched';
      changes.happened(changes.state([id], 'expired', null, why));
    }
  }

  /** What was leaving when an earlier run ended: it may have arrived, so it is not sent again. */
  #leaveUnsure(): void {
    const ids = this.#lives.open
      .filter((life) => stateOf(life) === 'sending')
      .map(({ command }) => command.id);
    const entry = this.#changes.state(ids, 'delivered', null, 'restart');
    this.#lives.apply({ ...entry, unsure: true });
  }

  #dropFiles(): void {
    const { files } = this.#options;
    if (files.isEmpty) return;
    const wanted = new Set(this.#lives.open.map(({ command }) => command.file?.token));
    for (const token of files.tokens) if (!wanted.has(token)) files.remove(token);
  }

  #view(life: Life, language: Language): InjectionItem {
    const { id, sn } = life.command;
    return viewOf(life, {
      language,
      text: this.#options.text,
      content: this.#contents.get(id),
      noted: this.delivery.notedFor(sn),
    });
  }
}

/** Null, or what the disk said. */
function keepFile(
  files: PutFiles,
  file: { readonly offer: Offer; readonly upload: string } | null,
): string | null {
  try {
    if (file !== null) files.keep(file.offer.token, file.upload);
    return null;
  } catch (error) {
    return refusalReason(error);
  }
}
