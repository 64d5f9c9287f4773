/**
 * The console lane of one connection: requests go to the console server one at a time.
 *
 *   person ──► held until its head is whole and the reply before it has gone ──► console server
 *                └─ a terminal's request, a WebSocket: from its first byte on ──► wire lane
 */

import { Buffer } from 'node:buffer';
import type { Socket } from 'node:net';
import type { ConsoleServer } from './console-lane.ts';
import { ConsoleStream, type ConsoleStreamOwner } from './console-stream.ts';
import type { Lane } from './lane.ts';
import { unreachableReply, type Refusal } from './own-reply.ts';
import type { Pairing } from './pairing.ts';
import { reset } from './reset.ts';

/** Bytes of later requests that may wait for a reply before we stop reading. */
const MOST_WAITING_BYTES = 64 * 1024;
/** A head that takes longer is passed on as it is. */
const SLOW_HEAD_MS = 5_000;
/** As long as a kept connection may stay unused. */
const UNUSED_MS = 65_000;
/** As long as an exchange may stand still. */
const STALLED_MS = 300_000;
/** As long as one may whose person sends no more. */
const HALF_CLOSED_MS = 60_000;
/** As long as we wait for the FIN that answers ours. */
const LINGER_MS = 2_000;

export interface ConsoleRelayOptions {
  readonly server: ConsoleServer;
  readonly terminal: Socket;
  readonly pairing: Pairing;
  readonly monotonicMs: () => number;
  /** Hands the connection over; the arguments are those of Lane.begin. */
  readonly toWire: (pieces: readonly Buffer[], readTo: number) => void;
  /** A reply is complete. */
  readonly replied: () => void;
}

export class ConsoleRelay implements Lane, ConsoleStreamOwner {
  readonly #options: ConsoleRelayOptions;
  readonly #terminal: Socket;
  readonly #pairing: Pairing;
  readonly #stream: ConsoleStream;
  /** Bytes not read yet, because an earlier reply is awaited. */
  #waiting: Buffer[] = [];
  #waitingBytes = 0;
  /** The beginning of a request whose head is not whole yet, blank lines before it included. */
  #head: Buffer[] = [];
  #isStreamFull = false;
  #hasReplyBegun = false;
  #isTaken: (() => void) | null = null;
  #isScheduled = false;
  /** The stream has nothing to say here any more: the wire has the connection, or it is ending. */
  #isDetached = false;
  #lingersSinceMs: number | null = null;

  constructor(options: ConsoleRelayOptions) {
    this.#options = options;
    this.#terminal = options.terminal;
    this.#pairing = options.pairing;
    this.#stream = new ConsoleStream(this);
    options.server.serve(this.#stream);
  }

  get peer(): string {
    return this.#terminal.remoteAddress ?? '';
  }

  get isIdle(): boolean {
    return !this.#hasBegun && this.#waiting.length === 0;
  }

  /** Of the pieces, all but the tail of the last have been read; they begin the first request. */
  begin(pieces: readonly Buffer[], readTo: number): void {
    const last = pieces.at(-1);
    if (last === undefined) return;
    for (const piece of pieces.slice(0, -1)) this.#push(piece);
    this.#push(last.subarray(0, readTo));
    if (readTo < last.length) this.take(last.subarray(readTo));
  }

  take(bytes: Buffer): void {
    if (this.#isDetached) return;
    this.#waiting.push(bytes);
    this.#waitingBytes += bytes.length;
    this.#readOn();
    if (this.#waitingBytes > MOST_WAITING_BYTES) this.#terminal.pause();
  }

  terminalEnded(): void {
    this.#pairing.terminalEnded();
    if (this.#isDetached) return;
    const isHalfRequest = this.#pairing.isRequestPassing && this.#head.length === 0;
    // Scripts send FIN with their request and want the reply; who sends it in the middle of one has left.
    if (isHalfRequest || this.#hasReplyBegun) this.#stream.destroy();
    else this.#endIfDone();
  }

  terminalDrained(): void {
    const taken = this.#isTaken;
    this.#isTaken = null;
    taken?.();
  }

  terminalGone(): void {
    this.#pairing.terminalAborted();
    this.#detach();
  }

  sweep(nowMs: number): void {
    const silentMs = nowMs - this.#pairing.lastPassedMs;
    if (this.#lingersSinceMs !== null) {
      const patienceMs = this.#terminal.writableLength > 0 ? STALLED_MS : LINGER_MS;
      if (nowMs - this.#lingersSinceMs >= patienceMs) this.#terminal.destroy();
    } else if (this.isIdle) {
      if (silentMs >= UNUSED_MS) this.#terminal.destroySoon();
    } else if (this.#head.length > 0) {
      if (silentMs >= SLOW_HEAD_MS) this.#handOver(this.#head, this.#head.at(-1)?.length ?? 0);
    } else if (silentMs >= (this.#terminal.readableEnded ? HALF_CLOSED_MS : STALLED_MS)) this.cut();
  }

  cut(): void {
    this.#pairing.serverEnded(false);
    this.#detach();
    this.#resetTerminal();
  }

  reply(bytes: Buffer, taken: () => void): void {
    if (this.#isDetached) return taken();
    this.#pairing.fromServer(bytes);
    this.#hasReplyBegun = this.#isAnswering;
    if (this.#terminal.write(bytes)) taken();
    else this.#isTaken = taken;
    if (!this.#isAnswering) this.#replied();
  }

  repliesEnd(): void {
    if (this.#isDetached) return;
    this.#pairing.serverEnded(true);
    this.#linger();
  }

  breaks(): void {
    if (this.#isDetached) return;
    this.#isDetached = true;
    this.#pairing.serverEnded(false);
    this.#resetTerminal();
  }

  refuse(refusal: Refusal): void {
    if (this.#isDetached) return;
    const reply = unreachableReply(this.#pairing.methodToAnswer, refusal.sentence);
    this.#pairing.serverUnreachable(refusal.outcome, reply);
    this.#terminal.write(Buffer.concat([reply.head, reply.body]));
    this.#linger();
    this.#stream.destroy();
  }

  wantsRequests(): void {
    this.#isStreamFull = false;
    this.#readFurther();
  }

  /** Whether a request has begun that is not done with. */
  get #hasBegun(): boolean {
    return this.#pairing.openCount > 0 || this.#pairing.isRequestPassing;
  }

  /** Whether a request is passing to the console server or its reply is awaited. */
  get #isAnswering(): boolean {
    return this.#head.length === 0 && this.#hasBegun;
  }

  /** Reads on from the person, unless something stands against it. */
  #readFurther(): void {
    if (this.#isStreamFull || this.#waitingBytes > MOST_WAITING_BYTES) return;
    if (this.#terminal.isPaused()) this.#terminal.resume();
  }

  /** Reads what waits, up to the end of a request whose reply must come first. */
  #readOn(): void {
    while (!this.#isDetached) {
      const bytes = this.#waiting[0];
      // RFC 9112 section 9.3.2 would allow more at a time; http-proxy repeats pipelined requests.
      const isReplyAwaited = this.#isAnswering && !this.#pairing.isRequestPassing;
      if (bytes === undefined || isReplyAwaited || this.#isScheduled) break;
      this.#waiting.shift();
      const to = this.#readRequest(bytes);
      if (this.#isDetached) return;
      this.#waitingBytes -= to;
      if (to < bytes.length) this.#waiting.unshift(bytes.subarray(to));
    }
    this.#readFurther();
  }

  /** Reads at most to the end of one request and passes on what belongs here; returns the offset after it. */
  #readRequest(bytes: Buffer): number {
    const isBody = this.#isAnswering;
    const to = this.#pairing.nextRequest(bytes, 0);
    const read = bytes.subarray(0, to);
    if (isBody) {
      this.#push(read);
      return to;
    }
    const lane = this.#hasBegun ? this.#pairing.lane : null;
    if (lane === null) this.#head.push(read);
    else if (lane === 'console') {
      for (const piece of this.#head.splice(0)) this.#push(piece);
      this.#push(read);
    } else this.#handOver([...this.#head, Buffer.concat([bytes, ...this.#waiting])], to);
    return to;
  }

  #push(bytes: Buffer): void {
    if (this.#stream.push(bytes)) return;
    this.#isStreamFull = true;
    this.#terminal.pause();
  }

  /** A reply is whole. What Node's server does after it (perhaps closing) comes before the next request. */
  #replied(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      if (this.#isDetached) return;
      this.#options.replied();
      this.#readOn();
      this.#endIfDone();
    });
  }

  #endIfDone(): void {
    if (this.#isDetached || !this.#terminal.readableEnded || this.#isAnswering || this.#isScheduled)
      return;
    // The beginning of a head that will never be whole: the server shall see it and judge.
    if (this.#hasBegun) this.#handOver(this.#head, this.#head.at(-1)?.length ?? 0);
    else this.#terminal.end();
  }

  #handOver(pieces: readonly Buffer[], readTo: number): void {
    this.#detach();
    this.#options.toWire(pieces, readTo);
  }

  #detach(): void {
    this.#isDetached = true;
    this.#waiting = [];
    this.#waitingBytes = 0;
    this.#isTaken = null;
    if (!this.#stream.destroyed) this.#stream.destroy();
    if (this.#terminal.isPaused()) this.#terminal.resume();
  }

  /** Ends towards the person; what still comes is read and dropped, so that no RST destroys the reply. */
  #linger(): void {
    this.#isDetached = true;
    this.#waiting = [];
    this.#waitingBytes = 0;
    this.#lingersSinceMs = this.#options.monotonicMs();
    this.#terminal.end();
    if (this.#terminal.isPaused()) this.#terminal.resume();
  }

  #resetTerminal(): void {
    reset(this.#terminal);
  }
}
