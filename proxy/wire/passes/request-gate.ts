/**
 * What terminals send on its way to the server: claimed requests wait until they are whole, all else passes.
 *
 *   ──► head begun, passes armed ──► wait ──► claimed ──► wait ──► whole ──► verdict ──►
 *   ──► everything else ─────────────────────────────────────────────────────────────►
 */

import type { Buffer } from 'node:buffer';
import type { OpenExchange } from '../open-exchange.ts';
import type { Pairing } from '../pairing.ts';
import type { Pass } from './pass.ts';

export interface RequestGateOptions {
  readonly pairing: Pairing;
  readonly passes: readonly Pass[];
  readonly forward: (bytes: Buffer) => void;
  /** An exchange waits for its turn to be answered by a pass. */
  readonly ownReplyDue: () => void;
  /** What the terminal sends further is nothing that may reach the server: it has had its last request. */
  readonly garbled: () => void;
}

export class RequestGate {
  readonly #options: RequestGateOptions;
  readonly #pairing: Pairing;
  /** The beginning of a head that a pass may claim once it is complete. */
  #begun: Buffer[] = [];
  /** Its request was claimed and held; what follows and is no request may be the rest of what a pass takes out. */
  #settled: OpenExchange | null = null;
  #isDeaf = false;

  constructor(options: RequestGateOptions) {
    this.#options = options;
    this.#pairing = options.pairing;
  }

  /** The bytes before the lane was chosen; of the last piece [0, readTo) has been read, of the others all. */
  begin(pieces: readonly Buffer[], readTo: number): void {
    const last = pieces.at(-1);
    if (last === undefined) return;
    const exchange = this.#pairing.newest;
    // Observed only from broken peers: a head so slow that it was passed on before its end.
    if (exchange?.speaker === null) exchange.isUnclaimable = true;
    for (const piece of pieces.slice(0, -1)) this.#put(exchange, piece);
    const isPlain = exchange?.claimed?.holdsRequest !== true && this.#options.passes.length === 0;
    if (isPlain) {
      this.#options.forward(last);
      this.#pairing.fromTerminal(last, readTo);
      return;
    }
    this.#put(exchange, readTo === last.length ? last : last.subarray(0, readTo));
    this.#settle(exchange);
    if (readTo < last.length) this.#step(last, readTo);
  }

  take(bytes: Buffer): void {
    if (this.#options.passes.length > 0) return this.#step(bytes, 0);
    this.#pairing.fromTerminal(bytes);
    this.#options.forward(bytes);
  }

  /** The terminal sends no more: a head that nobody will claim goes on. A claimed request does not: it never was whole. */
  ends(): void {
    if (this.#settled !== null) this.#begun = [];
    this.#forwardBegun();
  }

  #step(bytes: Buffer, from: number): void {
    if (this.#isDeaf) return;
    let passed = from;
    for (let at = from; at < bytes.length;) {
      const follows = !this.#pairing.isOver;
      const next = this.#pairing.nextRequest(bytes, at);
      const exchange = this.#pairing.newest;
      if (this.#isRestOfSettled(exchange)) {
        this.#pass(bytes, passed, at);
        this.#begun = [];
        this.#isDeaf = true;
        return this.#options.garbled();
      }
      const isBegun = follows && this.#isHeadBegun(exchange);
      if (isBegun || exchange?.claimed?.holdsRequest === true) {
        this.#pass(bytes, passed, at);
        if (isBegun) this.#begun.push(bytes.subarray(at, next));
        else this.#hold(exchange, bytes.subarray(at, next));
        passed = next;
      } else this.#forwardBegun();
      this.#settle(exchange);
      at = next;
    }
    this.#pass(bytes, passed, bytes.length);
  }

  /** Observed from no terminal: a length too short leaves bytes behind a request that may be none of the server's. */
  #isRestOfSettled(exchange: OpenExchange | null): boolean {
    if (this.#settled === null || exchange === null || exchange === this.#settled) return false;
    if (exchange.speaker === 'unclear') return true;
    if (exchange.speaker !== null) this.#settled = null;
    return false;
  }

  /** Whether a head has begun that a pass may yet claim; one that begins while none is armed is nobody's. */
  #isHeadBegun(exchange: OpenExchange | null): boolean {
    if (exchange === null || exchange.speaker !== null || exchange.isUnclaimable) return false;
    if (!this.#pairing.isRequestPassing) return false;
    if (this.#options.passes.some(({ isArmed }) => isArmed)) return true;
    exchange.isUnclaimable = true;
    return false;
  }

  #put(exchange: OpenExchange | null, bytes: Buffer): void {
    if (exchange?.claimed?.holdsRequest === true) this.#hold(exchange, bytes);
    else this.#options.forward(bytes);
  }

  #hold(exchange: OpenExchange | null, bytes: Buffer): void {
    for (const begun of this.#begun) exchange?.claimed?.holdRequest(begun);
    this.#begun = [];
    exchange?.claimed?.holdRequest(bytes);
  }

  /** Lets a held request go on once there is nothing to wait for. */
  #settle(exchange: OpenExchange | null): void {
    const claimed = exchange?.claimed;
    if (claimed?.holdsRequest !== true) return;
    const isWhole = exchange?.requestEndedMs !== null;
    if (!isWhole && !claimed.isTooLong && !this.#pairing.isBlind) return;
    this.#settled = exchange;
    const bytes = claimed.releaseRequest();
    if (bytes.length > 0) this.#options.forward(bytes);
    if (claimed.ownReply !== null) this.#options.ownReplyDue();
  }

  #forwardBegun(): void {
    for (const begun of this.#begun) this.#options.forward(begun);
    this.#begun = [];
  }

  #pass(bytes: Buffer, from: number, to: number): void {
    if (from === to) return;
    this.#options.forward(to - from === bytes.length ? bytes : bytes.subarray(from, to));
  }
}
