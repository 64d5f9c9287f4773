/** What viewers are told, and when: batches in order of `n`, at most twenty a second, and the snapshot before them. */

import { performance } from 'node:perf_hooks';
import type { Language } from '../../shared/codec/frame.ts';
import { parseFilter } from '../../shared/filter/index.ts';
import type { LiveMessage, Row, Status, TerminalRow } from '../../shared/link/api.ts';
import type { CaptureView } from './capture-view.ts';
import { Highlight } from './highlight.ts';
import type { LiveSocket, LiveWish } from './live-socket.ts';

const BATCH_MS = 50;
const TERMINALS_MS = 1_000;
const STATUS_MS = 1_000;
/** The page takes a longer silence for a dead desk. */
const SILENCE_MS = 4_000;
const SNAPSHOT_ROWS = 200;
/** More than this at once is no batch: everybody begins anew. Less than Recent holds. */
const MOST_ROWS = 3_000;

export interface LiveFeedOptions {
  readonly view: CaptureView;
  readonly socket: LiveSocket;
  readonly status: () => Status;
}

const asBytes = (message: LiveMessage) => Buffer.from(JSON.stringify(message));

const keyOf = ({ language, highlight }: LiveWish) => `${language} ${highlight}`;

/** What of a status deserves telling by itself. */
const gist = (status: Status) => JSON.stringify({ ...status, uptimeMs: 0 });

export class LiveFeed {
  readonly #view: CaptureView;
  readonly #socket: LiveSocket;
  readonly #status: () => Status;
  /** The first position that viewers have not been told of. */
  #next: number;
  #timer: NodeJS.Timeout | null = null;
  /** Those of the viewers, by their wish; null where the text cannot be read. */
  readonly #highlights = new Map<string, Highlight | null>();
  #toldMs = 0;
  #terminalsMs = 0;
  #gist = '';
  #gistMs = 0;
  #judgement = 0;

  constructor({ view, socket, status }: LiveFeedOptions) {
    this.#view = view;
    this.#socket = socket;
    this.#status = status;
    this.#next = view.index.count;
  }

  /** Somebody came, or asks for another language. */
  viewersChanged(): void {
    this.#timer ??= setInterval(() => this.#beat(), BATCH_MS);
    this.#beat();
  }

  /** So many of the oldest exchanges are no more: everybody begins anew. */
  forgot(rows: number): void {
    this.#next = Math.max(0, this.#next - rows);
    this.#highlights.clear();
    this.#socket.startAnew();
  }

  close(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }

  #beat(): void {
    if (this.#socket.viewers === 0) {
      this.close();
      return;
    }
    this.#view.languages = this.#socket.languages;
    this.#tell();
    if (this.#socket.isAwaited)
      this.#socket.start((language, resync) => this.#snapshot(language, resync));
  }

  /** Sends what is new since the last time, if anything is. */
  #tell(): void {
    const nowMs = performance.now();
    const { index } = this.#view;
    const from = this.#next;
    const to = (this.#next = index.count);
    const isJudgedAnew = this.#view.judgement !== this.#judgement;
    this.#judgement = this.#view.judgement;
    if (to - from > MOST_ROWS || isJudgedAnew) {
      this.#socket.startAnew();
      return;
    }
    const serials = this.#serials(nowMs);
    const changed = this.#changed(from);
    const due =
      from < to || changed.length > 0 || serials.length > 0 || nowMs - this.#toldMs > SILENCE_MS;
    if (!due && nowMs - this.#gistMs < STATUS_MS) return;
    const status = this.#status();
    const isNews = gist(status) !== this.#gist;
    this.#gist = gist(status);
    this.#gistMs = nowMs;
    if (!due && !isNews) return;
    this.#toldMs = nowMs;
    const wishes = this.#socket.fedWishes;
    this.#forgetHighlights(wishes);
    for (const wish of wishes) {
      const { language, highlight } = wish;
      const terminals = this.#rowsOf(serials, language);
      const items = this.#rows(from, to, language, this.#highlight(wish));
      const batch = {
        ...({ type: 'batch', items, total: to, terminals, status } as const),
        ...(changed.length === 0 ? {} : { changed: this.#rowsAt(changed, language) }),
      };
      this.#socket.feed(wish, asBytes(highlight === '' ? batch : { ...batch, highlight }));
    }
  }

  #highlight(wish: LiveWish): Highlight | null {
    const { language, highlight } = wish;
    if (highlight === '') return null;
    const key = keyOf(wish);
    const known = this.#highlights.get(key);
    if (known !== undefined) return known;
    const parsed = parseFilter(highlight, language);
    const made = parsed.ok ? new Highlight(this.#view, parsed.filter, language) : null;
    this.#highlights.set(key, made);
    return made;
  }

  /** What nobody asks for any more. */
  #forgetHighlights(wishes: readonly LiveWish[]): void {
    if (this.#highlights.size === 0) return;
    const wanted = new Set(wishes.map(keyOf));
    for (const key of this.#highlights.keys()) if (!wanted.has(key)) this.#highlights.delete(key);
  }

  /** Positions below `from` of exchanges that something was said of since; the newest, where they are many. */
  #changed(from: number): readonly number[] {
    const changed = [...this.#view.changed].filter((position) => position < from);
    this.#view.changed.clear();
    return changed.slice(-SNAPSHOT_ROWS);
  }

  #rowsOf(serials: readonly string[], language: Language): readonly TerminalRow[] {
    const { sessions } = this.#view;
    const rows = serials.flatMap((sn) => sessions.get(sn)?.row(language) ?? []);
    return rows.map((row) => this.#view.counted(row));
  }

  #rowsAt(positions: readonly number[], language: Language): readonly Row[] {
    return positions.map((position) => this.#view.row(position, language));
  }

  /** Terminals that were heard of, now and then. */
  #serials(nowMs: number): readonly string[] {
    if (nowMs - this.#terminalsMs < TERMINALS_MS) return [];
    this.#terminalsMs = nowMs;
    const serials = [...this.#view.touched];
    this.#view.touched.clear();
    return serials;
  }

  #rows(from: number, to: number, language: Language, highlight: Highlight | null = null): Row[] {
    const rows: Row[] = [];
    for (let position = from; position < to; position++) {
      const row = this.#view.row(position, language);
      rows.push(highlight?.light(row, position) ?? row);
    }
    return rows;
  }

  /** Everything up to where the next batch goes on. */
  #snapshot(language: Language, resync: boolean): Buffer {
    const to = this.#next;
    return asBytes({
      type: 'snapshot',
      status: this.#status(),
      items: this.#rows(Math.max(0, to - SNAPSHOT_ROWS), to, language),
      total: to,
      terminals: this.#view.sessions.rows(language).map((row) => this.#view.counted(row)),
      resync,
    });
  }
}
