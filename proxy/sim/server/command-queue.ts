/**
 * Commands waiting for each terminal, and the batch each was last given.
 *
 *   queued ──poll──► sent ──POST with a parsable acknowledgement──► acknowledged | failed
 *                     │ ▲                                           or unanswered: it was in the batch
 *                     └─┘ the identical batch again, poll after poll            that POST cleared
 */

import { commandBytes, endsBatch } from './command-text.ts';

export type CommandState = 'queued' | 'sent' | 'acknowledged' | 'failed' | 'unanswered';

export interface ServerCommand {
  /** A database integer in decimal. */
  readonly id: string;
  readonly sn: string;
  readonly text: string;
  readonly state: CommandState;
  /** How many polls carried it. */
  readonly sends: number;
  readonly returned: string | null;
  /** What came with the result: the lines of INFO, the content of a file. */
  readonly content: string | null;
}

export interface CommandResult {
  readonly id: string;
  readonly returned: string;
  readonly cmd: string;
  readonly content: string | null;
}

/** Observed device settings: a batch holds at most 20 commands or 40 KB. */
const MOST_COMMANDS = 20;
const MOST_BYTES = 40 * 1024;
const MOST_REMEMBERED = 20_000;

/** The bytes of a text in the charset that the terminal of this serial reads. */
export type EncodeFor = (sn: string, text: string) => Uint8Array;

export class CommandQueue {
  readonly #commands = new Map<string, ServerCommand>();
  readonly #waiting = new Map<string, string[]>();
  readonly #batches = new Map<
    string,
    { readonly ids: readonly string[]; readonly bytes: Uint8Array }
  >();
  readonly #encode: EncodeFor;
  readonly #resend: 'until-acknowledged' | 'once';
  #nextId: number;

  constructor(encode: EncodeFor, firstId: number, resend: 'until-acknowledged' | 'once') {
    this.#encode = encode;
    this.#nextId = firstId;
    this.#resend = resend;
  }

  get commands(): ReadonlyMap<string, ServerCommand> {
    return this.#commands;
  }

  enqueue(sn: string, text: string): string {
    const id = String(this.#nextId++);
    this.#commands.set(id, {
      id,
      sn,
      text,
      state: 'queued',
      sends: 0,
      returned: null,
      content: null,
    });
    this.#waiting.set(sn, [...(this.#waiting.get(sn) ?? []), id]);
    this.#forgetOldest();
    return id;
  }

  /** The batch for this poll, or null when nothing waits. */
  take(sn: string): { readonly ids: readonly string[]; readonly bytes: Uint8Array } | null {
    if (this.#resend === 'once') this.#close(sn);
    const batch = this.#batches.get(sn) ?? this.#compose(sn);
    if (batch === null) return null;
    this.#batches.set(sn, batch);
    for (const id of batch.ids) {
      const sends = (this.#commands.get(id)?.sends ?? 0) + 1;
      this.#change(id, { state: 'sent', sends });
    }
    return batch;
  }

  /** Observed: a POST with at least one parsable acknowledgement clears the whole batch. */
  settle(sn: string, results: readonly CommandResult[]): void {
    if (results.length === 0) return;
    for (const { id, returned, content } of results) {
      if (this.#commands.get(id)?.sn !== sn) continue;
      this.#change(id, { state: returned === '0' ? 'acknowledged' : 'failed', returned, content });
    }
    this.#close(sn);
  }

  #close(sn: string): void {
    for (const id of this.#batches.get(sn)?.ids ?? []) {
      if (this.#commands.get(id)?.state === 'sent') this.#change(id, { state: 'unanswered' });
    }
    this.#batches.delete(sn);
  }

  #compose(sn: string): { readonly ids: readonly string[]; readonly bytes: Uint8Array } | null {
    const waiting = this.#waiting.get(sn) ?? [];
    const ids: string[] = [];
    const parts: Uint8Array[] = [];
    let size = 0;
    for (const id of waiting) {
      const text = this.#commands.get(id)?.text ?? '';
      const bytes = commandBytes(id, text, (each) => this.#encode(sn, each));
      if (ids.length > 0 && size + bytes.length > MOST_BYTES) break;
      ids.push(id);
      parts.push(bytes);
      size += bytes.length;
      if (ids.length === MOST_COMMANDS || endsBatch(text)) break;
    }
    if (ids.length === 0) return null;
    this.#waiting.set(sn, waiting.slice(ids.length));
    return { ids, bytes: Buffer.concat(parts) };
  }

  #change(id: string, change: Partial<ServerCommand>): void {
    const command = this.#commands.get(id);
    if (command !== undefined) this.#commands.set(id, { ...command, ...change });
  }

  /** A day of demonstration must not fill the memory. */
  #forgetOldest(): void {
    if (this.#commands.size <= MOST_REMEMBERED) return;
    for (const [id, { state }] of this.#commands) {
      if (state === 'queued' || state === 'sent') continue;
      this.#commands.delete(id);
      return;
    }
  }
}
