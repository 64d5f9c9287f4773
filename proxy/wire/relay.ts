/**
 * The wire lane: one terminal connection, one server connection, bytes untouched between them.
 *
 *   terminal ──► read the copy ──► server        FIN is answered by FIN, RST by RST,
 *   terminal ◄── record ◄── read ◄── server      a full send buffer by not reading on
 *
 * What is read is written at the end of the same turn of the event loop (see turn.ts).
 */

import { Buffer } from 'node:buffer';
import type { Socket } from 'node:net';
import type { Lane } from './lane.ts';
import { errorWord, type WireSettings } from './options.ts';
import { unreachableReply, type Refusal } from './own-reply.ts';
import type { Pairing } from './pairing.ts';
import { OwnReplies } from './passes/own-replies.ts';
import { ReplyGate } from './passes/reply-gate.ts';
import { RequestGate } from './passes/request-gate.ts';
import { reset } from './reset.ts';
import { abortServer, connectServer, type ServerConnection } from './server-connection.ts';
import { TurnWriter } from './turn-writer.ts';
import { unreachableSentence } from './unreachable.ts';

/** As long as a half-closed connection may stay silent. */
const HALF_CLOSED_MS = 60_000;
/** As long as a terminal may take for the last bytes that wait for it. */
const LAST_BYTES_MS = 600_000;
/** As long as we wait for the rest of a request that we answer ourselves, and then for the terminal's FIN. */
const LINGER_MS = 2_000;
/** Bytes that may wait for the server connection before we stop reading. */
const MOST_WAITING_BYTES = 256 * 1024;
/** Connections that live longer than this are watched by TCP keepalive. */
const SHORT_LIFE_MS = 5_000;
const KEEPALIVE_MS = 30_000;

type State =
  | {
      readonly kind: 'connecting';
      readonly sinceMs: number;
      readonly waiting: Buffer[];
      bytes: number;
    }
  | { readonly kind: 'open' }
  /** The server cannot be reached; the request is awaited whole before we say so. */
  | { readonly kind: 'refusing'; readonly sinceMs: number; readonly refusal: Refusal }
  /** The terminal has got everything; what it still sends is discarded until it closes. */
  | { readonly kind: 'lingering'; readonly sinceMs: number };

const OPEN: State = { kind: 'open' };

export class Relay implements Lane {
  readonly #settings: WireSettings;
  readonly #terminal: Socket;
  readonly #pairing: Pairing;
  readonly #requests: RequestGate;
  readonly #replies: ReplyGate;
  readonly #ownReplies: OwnReplies;
  readonly #server: ServerConnection;
  readonly #writer: TurnWriter;
  readonly #openedMs: number;
  #state: State;
  #terminalEnded = false;
  #serverEnded = false;
  #isCrowded = false;
  #isWatched = false;

  constructor(settings: WireSettings, terminal: Socket, pairing: Pairing) {
    this.#settings = settings;
    this.#terminal = terminal;
    this.#pairing = pairing;
    pairing.keepsTurns = true;
    this.#requests = new RequestGate({
      pairing,
      passes: settings.passes,
      forward: (bytes) => this.#forward(bytes),
      ownReplyDue: () => this.#giveOwnReplies(),
      garbled: () => this.terminalEnded(),
    });
    this.#replies = new ReplyGate({
      pairing,
      write: (bytes, sent) => this.#writer.toTerminal(bytes, sent),
      replied: () => this.#giveOwnReplies(),
    });
    this.#openedMs = settings.monotonicMs();
    this.#state = { kind: 'connecting', sinceMs: this.#openedMs, waiting: [], bytes: 0 };
    this.#server = connectServer(settings.upstream, () => this.#connected());
    this.#writer = new TurnWriter(settings.turn, terminal, this.#server.socket);
    this.#ownReplies = new OwnReplies(pairing, this.#writer);
    this.#server.socket
      .on('data', (bytes: Buffer) => this.#fromServer(bytes))
      .on('end', () => this.#serverEnds())
      .on('drain', () => this.#readOn())
      .on('error', (error) => this.#serverBreaks(error))
      .on('close', () => this.#serverCloses());
  }

  get isIdle(): boolean {
    return this.#state.kind === 'open' && this.#pairing.openCount === 0 && this.#writer.isIdle;
  }

  begin(pieces: readonly Buffer[], readTo: number): void {
    this.#requests.begin(pieces, readTo);
  }

  take(bytes: Buffer): void {
    this.#requests.take(bytes);
    if (this.#state.kind === 'refusing') this.#answer(false);
    else if (this.#pairing.isCrowded) {
      this.#isCrowded = true;
      this.#terminal.pause();
    }
  }

  terminalEnded(): void {
    this.#terminalEnded = true;
    this.#requests.ends();
    this.#pairing.terminalEnded();
    const state = this.#state;
    switch (state.kind) {
      case 'connecting':
        if (state.bytes === 0 && this.#pairing.openCount === 0) this.#endWithoutServer();
        return;
      case 'open':
        if (this.#serverEnded) this.#closeServer();
        else this.#endServer();
        return;
      case 'refusing':
        return this.#answer(true);
    }
  }

  terminalDrained(): void {
    if (!this.#server.socket.destroyed) this.#server.socket.resume();
  }

  terminalGone(): void {
    this.#writer.emptyForServer();
    this.#pairing.terminalAborted();
    const isDone = this.#serverEnded && (this.#terminalEnded || this.#pairing.isOver);
    if (isDone) this.#closeServer();
    else abortServer(this.#server);
  }

  cut(): void {
    this.#pairing.serverEnded(false);
    this.#endTurn();
    abortServer(this.#server);
    this.#resetTerminal();
  }

  sweep(nowMs: number): void {
    const state = this.#state;
    switch (state.kind) {
      case 'connecting':
        if (nowMs - state.sinceMs < this.#settings.connectTimeoutMs) return;
        this.#refuse({
          outcome: 'timeout',
          sentence: `pushscope got no connection to the server within ${this.#settings.connectTimeoutMs} ms; check that it is running and reachable.`,
        });
        this.#server.socket.destroy();
        return;
      case 'refusing':
        if (nowMs - state.sinceMs >= LINGER_MS) this.#answer(true);
        return;
      case 'lingering':
        if (nowMs - state.sinceMs >= this.#patience(LINGER_MS)) this.#terminal.destroy();
        return;
      case 'open':
        if (this.#terminalEnded || this.#serverEnded) {
          if (nowMs - this.#pairing.lastPassedMs >= this.#patience(HALF_CLOSED_MS)) this.cut();
        } else if (!this.#isWatched && nowMs - this.#openedMs >= SHORT_LIFE_MS) {
          // Four system calls a socket, so only for connections that stay.
          this.#isWatched = true;
          this.#terminal.setKeepAlive(true, KEEPALIVE_MS);
          this.#server.socket.setKeepAlive(true, KEEPALIVE_MS);
        }
    }
  }

  #patience(limitMs: number): number {
    return this.#terminal.writableLength > 0 ? LAST_BYTES_MS : limitMs;
  }

  #forward(bytes: Buffer): void {
    const state = this.#state;
    if (state.kind === 'open') return this.#writer.toServer(bytes);
    if (state.kind !== 'connecting') return;
    state.waiting.push(bytes);
    state.bytes += bytes.length;
    if (state.bytes > MOST_WAITING_BYTES) this.#terminal.pause();
  }

  #endTurn(): void {
    this.#settings.turn.end();
  }

  #connected(): void {
    if (this.#state.kind !== 'connecting') return;
    const { waiting } = this.#state;
    this.#state = OPEN;
    for (const bytes of waiting) this.#writer.toServer(bytes);
    this.#readOn();
    if (this.#terminalEnded) this.#endServer();
  }

  /** Reads on from the terminal, unless something still stands against it. */
  #readOn(): void {
    this.#isCrowded = this.#pairing.isCrowded;
    if (this.#isCrowded || this.#server.socket.writableNeedDrain) return;
    if (this.#terminal.isPaused()) this.#terminal.resume();
  }

  #fromServer(bytes: Buffer): void {
    this.#replies.take(bytes);
    if (this.#terminal.destroyed) return;
    if (this.#isCrowded) this.#readOn();
    if (this.#terminalEnded && this.#server.isTls) this.#endServer();
  }

  /** Answers the exchanges whose turn it is and that the server shall not hear of. */
  #giveOwnReplies(): void {
    for (;;) {
      const exchange = this.#ownReplies.giveNext();
      if (exchange === null) return;
      // Where the server cannot be reached, the refusal must not reach a terminal that has its answer.
      if (exchange.closes || this.#state.kind === 'refusing') return this.#endWithoutServer();
    }
  }

  /** The terminal has its answer, and the server need not hear of this connection any more. */
  #endWithoutServer(): void {
    this.#linger();
    this.#server.socket.destroy();
  }

  /** Passes the terminal's FIN on. */
  #endServer(): void {
    const { socket, isTls } = this.#server;
    // RFC 5246 section 7.2.1: TLS 1.2 knows no half-close, a close_notify would cost the terminal its reply.
    const awaitsReply = this.#pairing.openCount > 0 && !this.#pairing.isRequestPassing;
    if ((isTls && awaitsReply) || socket.writableEnded) return;
    this.#writer.endServerBy(() => socket.end());
  }

  #serverEnds(): void {
    this.#serverEnded = true;
    if (this.#state.kind === 'lingering') return;
    if (this.#wasReset()) return this.#serverBreaks(new Error('reset'));
    this.#replies.serverEnds();
    this.#writer.endTerminalBy(() => this.#endTerminal());
  }

  #endTerminal(): void {
    const { isOver } = this.#pairing;
    // A connection for each request is what terminals do, so closing outright spares two half-closes each.
    if (isOver || this.#terminalEnded) closeSoon(this.#terminal);
    else this.#terminal.end();
  }

  /**
   * libuv tells a RST that comes together with data as an end. Such a socket has no peer any more: that tells
   * the two apart, as long as we have not ended our side and nobody has asked for the peer before.
   */
  #wasReset(): boolean {
    const { socket, isTls } = this.#server;
    const isWhole = this.#pairing.openCount === 0;
    return !isWhole && !isTls && !socket.writableEnded && socket.remotePort === undefined;
  }

  /** Sends FIN, not RST, to a server that has said itself that it is done. */
  #closeServer(): void {
    this.#writer.emptyForServer();
    closeSoon(this.#server.socket);
  }

  #serverBreaks(error: Error): void {
    switch (this.#state.kind) {
      case 'connecting':
        return this.#refuse({
          outcome: errorWord(error) === 'ETIMEDOUT' ? 'timeout' : 'refused',
          sentence: unreachableSentence(this.#settings.upstream, error),
        });
      case 'open': {
        const wasIdle = this.#pairing.openCount === 0;
        this.#pairing.serverEnded(false);
        // With every reply complete, RST could only destroy the last of them on its way.
        if (wasIdle) this.#linger();
        else this.#resetTerminal();
      }
    }
  }

  #serverCloses(): void {
    if (this.#state.kind === 'open' && !this.#serverEnded) this.#serverBreaks(new Error('closed'));
  }

  #refuse(refusal: Refusal): void {
    this.#settings.log({ level: 'warn', message: refusal.sentence });
    this.#state = { kind: 'refusing', sinceMs: this.#settings.monotonicMs(), refusal };
    if (this.#terminal.isPaused()) this.#terminal.resume();
    this.#answer(this.#terminalEnded);
  }

  /** Says that the server is unreachable: once the request is whole, or at once if it will not be. */
  #answer(atOnce: boolean): void {
    if (this.#state.kind !== 'refusing') return;
    const { refusal } = this.#state;
    // Everything asked so far was answered by us, unless nobody has read what was asked.
    const { openCount, isRequestPassing, isBlind } = this.#pairing;
    if (openCount === 0 && !isRequestPassing && !isBlind) return this.#linger();
    const method = this.#pairing.methodToAnswer;
    // What is no HTTP can be given no HTTP answer.
    if (method === '') {
      this.#pairing.serverUnreachable(refusal.outcome, null);
      this.#resetTerminal();
    } else if (atOnce || !this.#pairing.isRequestPassing) {
      const reply = unreachableReply(method, refusal.sentence);
      this.#pairing.serverUnreachable(refusal.outcome, reply);
      this.#writer.toTerminal(Buffer.concat([reply.head, reply.body]));
      this.#linger();
    }
  }

  /** Ends towards the terminal; closing at once with unread bytes would destroy the reply on its way. */
  #linger(): void {
    this.#state = { kind: 'lingering', sinceMs: this.#settings.monotonicMs() };
    this.#endTurn();
    this.#terminal.end();
    if (this.#terminal.isPaused()) this.#terminal.resume();
  }

  #resetTerminal(): void {
    this.#endTurn();
    reset(this.#terminal);
  }
}

/** Closes both directions, behind the bytes that still wait to be written. */
function closeSoon(socket: Socket): void {
  if (socket.writableLength === 0) socket.destroy();
  else socket.destroySoon();
}
