/** Marks and comments on exchanges: kept in the capture, and walked through with keys. */

import type { NoteAnswer, NoteRequest } from '../../../shared/link/notes.ts';
import { address } from '../address.svelte.ts';
import { language } from '../language/language.svelte.ts';
import { desk, deskErrorOf } from '../link/desk.ts';
import { both, neighbour } from '../link/neighbour.ts';
import type { Traffic } from '../traffic/traffic.svelte.ts';
import { Notice } from '../parts/notice.svelte.ts';

export interface Remark {
  readonly mark: boolean;
  readonly note: string;
}

const NONE: Remark = { mark: false, note: '' };

export class Marks {
  /** What happened to the last wish, where the list does not show it. */
  readonly notice = new Notice();
  /** Whether the comment of the open exchange is being written. */
  writing = $state(false);

  readonly #traffic: Traffic;
  readonly #isReadOnly: () => boolean;
  readonly #onRefused: (error: unknown) => void;
  /** Of an exchange that the list on screen leaves out. */
  #looked = $state.raw<NoteAnswer | null>(null);
  /** One wish after the other: each reads what the one before it left. */
  #last: Promise<void> = Promise.resolve();
  #stepping = new AbortController();

  constructor(traffic: Traffic, isReadOnly: () => boolean, onRefused: (error: unknown) => void) {
    this.#traffic = traffic;
    this.#isReadOnly = isReadOnly;
    this.#onRefused = onRefused;
  }

  /** Why nothing can be marked, in a sentence; null when it can. */
  get hindrance(): string | null {
    return this.#isReadOnly() ? language.say.notesReadOnly : null;
  }

  /** Mark and comment of the open exchange. */
  get open(): Remark {
    const row = this.#traffic.openRow;
    if (row !== undefined) return { mark: row.mark === true, note: row.note ?? '' };
    return this.#looked?.n === address.place.n ? this.#looked : NONE;
  }

  /** Asks for the remark of an exchange that the list on screen leaves out. */
  async look(n: number, capture: string | null): Promise<void> {
    this.#looked = await this.#ask(n, capture).catch(() => null);
  }

  /** Marks the open exchange, or takes its mark away. */
  toggle(): void {
    const n = this.#openNumber();
    if (n === null) return;
    const { capture } = address.place;
    void this.#wish(async () => {
      const { mark } = this.#traffic.rows.byNumber(n) ?? (await this.#ask(n, capture));
      await this.#keep({ n, mark: mark !== true }, capture);
    });
  }

  /** Begins to write the comment of the open exchange. */
  comment(): void {
    if (this.#openNumber() !== null) this.writing = true;
  }

  /** An empty text takes the comment away. Says whether it is kept. */
  write(n: number, capture: string | null, text: string): Promise<boolean> {
    return this.#wish(() => this.#keep({ n, text: text.trim() }, capture));
  }

  /** Opens the next mark, or the one before, among what the filter matches; round at the ends. */
  async step(by: 1 | -1): Promise<void> {
    const { capture, filter, n } = address.place;
    const query = {
      ...(capture === null ? {} : { capture }),
      filter: both(filter, 'marked:yes'),
    };
    this.#stepping.abort();
    const { signal } = (this.#stepping = new AbortController());
    try {
      const found = await neighbour(query, n, by, signal);
      if (signal.aborted) return;
      if (found === undefined) this.notice.say(language.say.noMarks);
      else await this.#traffic.go(found.n);
    } catch (error) {
      if (!signal.aborted) this.#fail(error);
    }
  }

  #openNumber(): number | null {
    const { n } = address.place;
    const refusal = this.hindrance ?? (n === null ? language.say.chooseToMark : null);
    if (refusal !== null) this.notice.say(refusal);
    return refusal === null ? n : null;
  }

  async #ask(n: number, capture: string | null): Promise<NoteAnswer> {
    const of = capture === null ? {} : { capture };
    const { items } = await desk.exchanges({ ...of, after: n - 1, limit: 1 });
    const row = items[0]?.n === n ? items[0] : undefined;
    return { n, mark: row?.mark === true, note: row?.note ?? '' };
  }

  async #keep(note: NoteRequest, capture: string | null): Promise<void> {
    const kept = await desk.note(capture === null ? note : { ...note, capture });
    if (capture !== address.place.capture) return;
    this.#looked = kept;
    this.#traffic.noted(kept);
  }

  /** Whether it was done. */
  #wish(act: () => Promise<void>): Promise<boolean> {
    const done = this.#last.then(act).then(
      () => true,
      (error: unknown) => {
        this.#fail(error);
        return false;
      },
    );
    this.#last = done.then(() => {});
    return done;
  }

  #fail(error: unknown): void {
    this.#onRefused(error);
    this.notice.say(deskErrorOf(error).message);
  }
}
