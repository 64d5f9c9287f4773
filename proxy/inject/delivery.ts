/**
 * What polls take of the commands that wait, and what became of it.
 *
 * Journal and capture have it before its bytes may leave: a command that was `sending` when we were killed is
 * never sent again.
 */

import type { TextCodec } from '../../shared/codec/charset.ts';
import type { Changes } from './changes.ts';
import { stateOf } from './life.ts';
import type { Lives } from './lives.ts';
import type { Waiting } from './merge.ts';
import { ENCRYPTED, type Reason } from './reasons.ts';
import type { Noted } from './view.ts';

export interface WaitingCommand extends Waiting {
  readonly id: string;
}

export interface DeliveryOptions {
  readonly text: TextCodec;
  readonly now: () => number;
  /** Told how many commands a reply carried that left whole. */
  readonly onDelivered?: (commands: number) => void;
}

export class Delivery {
  readonly #lives: Lives;
  readonly #changes: Changes;
  readonly #options: DeliveryOptions;
  /** Why a serial's last poll took nothing. */
  readonly #noted = new Map<string, Noted>();
  readonly #encrypted = { session: new Set<string>(), results: new Set<string>() };

  constructor(lives: Lives, changes: Changes, options: DeliveryOptions) {
    this.#lives = lives;
    this.#changes = changes;
    this.#options = options;
  }

  /** Whether any command waits for any terminal. */
  get hasWaiting(): boolean {
    return this.#lives.hasQueued;
  }

  hasWaitingFor(sn: string): boolean {
    return this.#lives.queuedFor(sn).length > 0;
  }

  waitingFor(sn: string): readonly WaitingCommand[] {
    return this.#lives.queuedFor(sn).flatMap(({ command: { id, line, charset, last } }) => {
      const bytes = this.#options.text.encode(line, charset);
      return bytes === null ? [] : [{ id, bytes, last }];
    });
  }

  /** As the session was agreed, or as its results look: either is enough. */
  setEncrypted(sn: string, isEncrypted: boolean, by: 'session' | 'results'): void {
    if (isEncrypted) this.#encrypted[by].add(sn);
    else this.#encrypted[by].delete(sn);
  }

  /** Why nothing may be given to this terminal, whatever the server answers; null when something may. */
  obstacleFor(sn: string): Reason | null {
    const { session, results } = this.#encrypted;
    return session.has(sn) || results.has(sn) ? ENCRYPTED : null;
  }

  /** Why the terminal's poll took nothing. */
  refused(sn: string, reason: Reason): void {
    const waiting = this.#lives.queuedFor(sn);
    if (waiting.length === 0) return;
    this.#noted.set(sn, { reason, atMs: this.#options.now() });
    this.#changes.tell(waiting);
  }

  notedFor(sn: string): Noted | null {
    return this.#noted.get(sn) ?? null;
  }

  /** To be called before their bytes leave. Null: they may; else why they may not, and they wait on. */
  sending(sn: string, ids: readonly string[]): Reason | null {
    const reason = this.#changes.sending(ids);
    if (reason === null) this.#noted.delete(sn);
    return reason;
  }

  /** The reply that carried them left whole. */
  delivered(ids: readonly string[], n: number | null): void {
    const sent = this.#stillSending(ids);
    this.#changes.happened(this.#changes.state(sent, 'delivered', n));
    if (sent.length > 0) this.#options.onDelivered?.(sent.length);
  }

  /** The reply broke off: they wait again, save those that must not run twice, for they may have arrived. */
  brokeOff(ids: readonly string[], n: number | null): void {
    const sent = this.#stillSending(ids);
    const mayRepeat = (id: string) => this.#lives.get(id)?.command.repeatable === true;
    const again = sent.filter(mayRepeat);
    const unsure = sent.filter((id) => !mayRepeat(id));
    const changes = this.#changes;
    changes.happened(changes.state(again, 'queued', n, 'connection'));
    changes.happened({ ...changes.state(unsure, 'delivered', n, 'connection'), unsure: true });
  }

  /** An answer may come before the end of the reply is known. */
  #stillSending(ids: readonly string[]): readonly string[] {
    return ids.filter((id) => {
      const life = this.#lives.get(id);
      return life !== undefined && stateOf(life) === 'sending';
    });
  }
}
