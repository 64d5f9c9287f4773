/**
 * The live socket: opened before anything is fetched, its events applied as fast as the page can draw, opened again
 * whenever it is lost. A page in the background takes nothing in; it asks anew when it is seen again.
 */

import type { Language } from '../../../shared/codec/frame.ts';
import type {
  LiveMessage,
  LiveRequest,
  Row,
  Status,
  TerminalRow,
} from '../../../shared/link/api.ts';
import type { ReplayMessage } from '../../../shared/link/replay.ts';
import { desk, liveAddress } from './desk.ts';
import type { Link } from './link.ts';
import { Pace } from './pace.ts';
import { mergeTerminals } from './terminals.ts';

const FIRST_RETRY_MS = 300;
const LONGEST_RETRY_MS = 8_000;
/** Silence after which we ask whether the desk is still there. */
const SILENCE_MS = 10_000;
const PROBE_MS = 4_000;
/** More than this in one drawing is not shown row by row: the list is asked anew. */
const MOST_QUEUED = 20_000;

/** What the list hangs on: rows without holes. */
type FeedMessage = Exclude<LiveMessage, ReplayMessage>;

export interface RowListener {
  /** New exchanges in order of `n`, the count of all of them with it. */
  rowsCame(rows: readonly Row[], total: number): void;
  /** Something is said of exchanges that came before: their rows as they are now. */
  rowsJudged?(rows: readonly Row[]): void;
  /** What is on screen may have holes: ask anew. `newest` are the latest exchanges, if known. */
  renew(newest: readonly Row[]): void;
}

export interface LiveListener extends RowListener {
  /** A replay went on. */
  replayed(message: ReplayMessage): void;
}

export interface LiveWish {
  readonly language: Language;
  /** Filter text that rows are lit by; empty without one. */
  readonly highlight: string;
}

/** What was lit by an earlier highlight says nothing of this one: the list asks for it. */
const unlit = ({ lit, ...row }: Row): Row => {
  void lit;
  return row;
};

export class Live {
  link = $state<Link>('connecting');
  status = $state.raw<Status | null>(null);
  terminals = $state.raw<readonly TerminalRow[]>([]);

  readonly #listener: LiveListener;
  readonly #wish: () => LiveWish;
  readonly #onRefused: (error: unknown) => void;
  #socket: WebSocket | null = null;
  #queue: FeedMessage[] = [];
  #queuedRows = 0;
  /** True when events were let go of: the next look asks anew. */
  #stale = false;
  readonly #pace = new Pace(() => this.#apply());
  #stopped = false;
  #retryMs = FIRST_RETRY_MS;
  #heardAt = 0;

  constructor(listener: LiveListener, wish: () => LiveWish, onRefused: (error: unknown) => void) {
    this.#listener = listener;
    this.#wish = wish;
    this.#onRefused = onRefused;
  }

  /** Opens the socket and keeps it open; returns what ends it. */
  start(): () => void {
    const watch = setInterval(() => void this.#probe(), SILENCE_MS / 2);
    const seen = () => this.#seen();
    document.addEventListener('visibilitychange', seen);
    window.addEventListener('online', seen);
    this.#stopped = false;
    this.link = 'connecting';
    this.#retryMs = FIRST_RETRY_MS;
    this.#open();
    return () => {
      clearInterval(watch);
      this.#pace.stop();
      document.removeEventListener('visibilitychange', seen);
      window.removeEventListener('online', seen);
      this.#stopped = true;
      const socket = this.#socket;
      this.#socket = null;
      socket?.close();
    };
  }

  /** Tells the desk which language rows are wanted in. */
  tellLanguage(): void {
    this.#tell({ type: 'language', language: this.#wish().language });
  }

  /** Tells the desk which rows are to be lit. */
  tellHighlight(): void {
    this.#tell({ type: 'highlight', highlight: this.#wish().highlight });
  }

  #tell(request: LiveRequest): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(request));
  }

  #open(): void {
    const socket = new WebSocket(liveAddress());
    this.#socket = socket;
    this.#heardAt = Date.now();
    socket.onopen = () => {
      this.tellLanguage();
      if (this.#wish().highlight !== '') this.tellHighlight();
    };
    socket.onmessage = (event) => {
      this.#heardAt = Date.now();
      this.#take(JSON.parse(String(event.data)) as LiveMessage);
    };
    socket.onclose = () => {
      if (this.#socket === socket) void this.#lost();
    };
  }

  async #lost(): Promise<void> {
    this.#socket = null;
    this.#forget();
    if (this.link !== 'connecting') this.link = 'lost';
    // A refused upgrade tells us nothing; the status route says whether it is the cookie.
    await desk.status().catch((error: unknown) => this.#onRefused(error));
    if (this.#stopped) return;
    this.link = 'lost';
    const waitMs = this.#retryMs * (0.75 + Math.random() / 2);
    this.#retryMs = Math.min(this.#retryMs * 2, LONGEST_RETRY_MS);
    setTimeout(() => {
      if (!this.#stopped && this.#socket === null) this.#open();
    }, waitMs);
  }

  #take(message: LiveMessage): void {
    if (message.type === 'replay') {
      this.#listener.replayed(message);
      return;
    }
    if (message.type === 'snapshot') {
      this.#forget();
      this.link = 'open';
      this.#retryMs = FIRST_RETRY_MS;
    } else if (this.#stale) return;
    this.#queue.push(message);
    this.#queuedRows += message.items.length;
    if (document.hidden || this.#queuedRows > MOST_QUEUED) {
      this.#forget();
      this.#stale = true;
    }
    this.#pace.wish();
  }

  #forget(): void {
    this.#queue = [];
    this.#queuedRows = 0;
    this.#stale = false;
  }

  #apply(): void {
    if (this.#stale) {
      this.#renew();
      return;
    }
    const messages = this.#queue;
    this.#forget();
    const rows: Row[] = [];
    const judged: Row[] = [];
    let total = 0;
    for (const message of messages) {
      this.status = message.status;
      if (message.type === 'snapshot') {
        this.terminals = message.terminals;
        this.#listener.renew(message.items);
        continue;
      }
      this.terminals = mergeTerminals(this.terminals, message.terminals);
      const isLit = (message.highlight ?? '') === this.#wish().highlight;
      rows.push(...(isLit ? message.items : message.items.map(unlit)));
      judged.push(...(message.changed ?? []));
      total = message.total;
    }
    if (rows.length > 0) this.#listener.rowsCame(rows, total);
    if (judged.length > 0) this.#listener.rowsJudged?.(judged);
  }

  #renew(): void {
    this.#stale = false;
    this.#listener.renew([]);
    void this.ask();
  }

  /** Status and terminals without waiting for the socket to tell. */
  async ask(): Promise<void> {
    try {
      const [status, terminals] = await Promise.all([
        desk.status(),
        desk.terminals({ language: this.#wish().language }),
      ]);
      this.status = status;
      this.terminals = terminals.items;
    } catch (error) {
      this.#onRefused(error);
    }
  }

  #seen(): void {
    if (document.hidden) return;
    if (this.#socket === null && this.link === 'lost') {
      this.#retryMs = FIRST_RETRY_MS;
      this.#open();
    }
  }

  /** A socket can look open long after its other end is gone. */
  async #probe(): Promise<void> {
    const socket = this.#socket;
    if (socket?.readyState !== WebSocket.OPEN || Date.now() - this.#heardAt < SILENCE_MS) return;
    try {
      this.status = await desk.status(AbortSignal.timeout(PROBE_MS));
      this.#heardAt = Date.now();
    } catch {
      socket.close();
      if (this.#socket === socket) void this.#lost();
    }
  }
}
