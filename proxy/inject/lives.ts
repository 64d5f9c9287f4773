/** All commands by id, kept in step with the journal: what is not on disk did not happen. */

import { isSettled, afterEntry, beginLife, stateOf, type Entry, type Life } from './life.ts';
import type { Journal } from './journal.ts';

/** Settled commands that are remembered with all their life, and those of which the id is. */
const MOST_SETTLED = 2_000;
const MOST_IDS = 100_000;

export class Lives {
  readonly #journal: Journal;
  readonly #lives = new Map<string, Life>();
  /** Waiting ids by serial, in the order of submission. */
  readonly #queued = new Map<string, string[]>();
  readonly #open = new Set<string>();
  /** Ids of settled commands, oldest first. */
  readonly #settled = new Set<string>();
  /** Ids that left and whose life is forgotten, with their serial. */
  readonly #forgotten = new Map<string, string>();
  /** Serials to which a command ever left. */
  readonly #left = new Set<string>();
  #lastId = '';

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  /** The highest id ever given; empty before the first. */
  get lastId(): string {
    return this.#lastId;
  }

  get hasQueued(): boolean {
    return this.#queued.size > 0;
  }

  get hasLeft(): boolean {
    return this.#left.size > 0;
  }

  /** Whether a command to this serial ever left. */
  hasLeftFor(sn: string): boolean {
    return this.#left.has(sn);
  }

  get(id: string): Life | undefined {
    return this.#lives.get(id);
  }

  knows(id: string): boolean {
    return this.#lives.has(id) || this.#forgotten.has(id);
  }

  get all(): readonly Life[] {
    return [...this.#lives.values()];
  }

  /** Not yet settled. */
  get open(): readonly Life[] {
    return [...this.#open].flatMap((id) => this.#lives.get(id) ?? []);
  }

  queuedFor(sn: string): readonly Life[] {
    return (this.#queued.get(sn) ?? []).flatMap((id) => this.#lives.get(id) ?? []);
  }

  /** Writes the entry, then lets it take effect. Throws what the disk says, and then nothing changed. */
  write(entry: Entry): readonly Life[] {
    this.#journal.append(entry);
    return this.apply(entry);
  }

  /** Lets an entry take effect that is on disk, or that may be missing there without harm. Returns the lives it changed. */
  apply(entry: Entry): readonly Life[] {
    switch (entry.t) {
      case 'submit':
        return entry.commands.map((command) => this.#put(beginLife(command, entry.atMs)));
      case 'life':
        return [this.#put(entry.life)];
      case 'ids':
        for (const id of entry.ids) this.#rememberId(id, entry.sn);
        return [];
      case 'state':
      case 'number':
        return entry.ids.flatMap((id) => this.#change(id, entry));
      case 'answer':
      case 'fetched':
        return this.#change(entry.id, entry);
    }
  }

  /** The shortest journal that says the same. */
  *entries(): Generator<Entry> {
    const bySerial = new Map<string, string[]>();
    for (const [id, sn] of this.#forgotten) {
      const ids = bySerial.get(sn);
      if (ids === undefined) bySerial.set(sn, [id]);
      else ids.push(id);
    }
    for (const [sn, ids] of bySerial) yield { t: 'ids', sn, ids };
    for (const life of this.#lives.values()) yield { t: 'life', life };
  }

  #change(id: string, entry: Entry): Life[] {
    const life = this.#lives.get(id);
    return life === undefined ? [] : [this.#put(afterEntry(life, entry))];
  }

  #put(life: Life): Life {
    const { id, sn } = life.command;
    this.#lives.set(id, life);
    if (id > this.#lastId) this.#lastId = id;
    if (life.left) this.#left.add(sn);
    if (stateOf(life) === 'queued') this.#enqueue(sn, id);
    else this.#dequeue(sn, id);
    if (isSettled(life)) {
      this.#open.delete(id);
      this.#settled.add(id);
      this.#forgetOldest();
    } else {
      this.#settled.delete(id);
      this.#open.add(id);
    }
    return life;
  }

  #enqueue(sn: string, id: string): void {
    const queue = this.#queued.get(sn) ?? [];
    if (queue.includes(id)) return;
    // One that comes back takes its old place: ids grow with the order of submission.
    const later = queue.findIndex((each) => each > id);
    queue.splice(later === -1 ? queue.length : later, 0, id);
    this.#queued.set(sn, queue);
  }

  #dequeue(sn: string, id: string): void {
    const queue = this.#queued.get(sn)?.filter((each) => each !== id) ?? [];
    if (queue.length === 0) this.#queued.delete(sn);
    else this.#queued.set(sn, queue);
  }

  #forgetOldest(): void {
    if (this.#settled.size <= MOST_SETTLED) return;
    const [id = ''] = this.#settled;
    const life = this.#lives.get(id);
    this.#settled.delete(id);
    this.#lives.delete(id);
    if (life?.left === true) this.#rememberId(id, life.command.sn);
  }

  #rememberId(id: string, sn: string): void {
    this.#forgotten.set(id, sn);
    if (id > this.#lastId) this.#lastId = id;
    this.#left.add(sn);
    if (this.#forgotten.size <= MOST_IDS) return;
    const [oldest] = this.#forgotten;
    if (oldest !== undefined) this.#forgotten.delete(oldest[0]);
  }
}
