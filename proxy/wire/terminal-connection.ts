/** One connection from outside: its first request decides which lane carries it. */

import type { Buffer } from 'node:buffer';
import type { Socket } from 'node:net';
import type { ConsoleServer } from './console-lane.ts';
import { ConsoleRelay } from './console-relay.ts';
import type { Lane } from './lane.ts';
import type { WireSettings } from './options.ts';
import { Pairing } from './pairing.ts';
import { Relay } from './relay.ts';

/** A head that takes longer is passed on as it is: the server shall be the one to lose patience. */
const SLOW_HEAD_MS = 5_000;
/** A connection on which nothing ever came is nobody's. */
const SILENT_MS = 120_000;

export interface TerminalConnectionHost {
  readonly settings: WireSettings;
  readonly consoleServer: ConsoleServer;
  closed(connection: TerminalConnection): void;
}

export class TerminalConnection {
  readonly #host: TerminalConnectionHost;
  readonly #socket: Socket;
  readonly #pairing: Pairing;
  #lane: Lane | null = null;
  /** Bytes before the lane is known. */
  #held: Buffer[] = [];
  /** When it was opened, then when its first bytes came. */
  #sinceMs: number;
  #isClosing = false;

  constructor(host: TerminalConnectionHost, socket: Socket, number: number) {
    this.#host = host;
    this.#socket = socket;
    this.#sinceMs = host.settings.monotonicMs();
    this.#pairing = new Pairing(
      host.settings,
      number,
      `${socket.remoteAddress ?? ''}:${socket.remotePort ?? ''}`,
    );
    socket
      .on('data', (bytes: Buffer) => this.#take(bytes))
      .on('end', () => this.#ends())
      .on('drain', () => this.#lane?.terminalDrained())
      .on('error', () => this.#gone())
      .on('close', () => {
        this.#gone();
        host.closed(this);
      });
  }

  sweep(nowMs: number): void {
    if (this.#lane !== null) {
      this.#lane.sweep(nowMs);
      this.#closeIfIdle();
    } else if (this.#held.length > 0) {
      if (nowMs - this.#sinceMs >= SLOW_HEAD_MS) this.#chooseWire();
    } else if (nowMs - this.#sinceMs >= SILENT_MS) this.#socket.destroy();
  }

  /** Closes as soon as what is under way has ended. */
  closeWhenIdle(): void {
    this.#isClosing = true;
    this.#closeIfIdle();
  }

  /** Ends it now, whatever is under way. */
  cut(): void {
    if (this.#lane !== null) this.#lane.cut();
    else this.#pairing.terminalAborted();
    if (!this.#socket.destroyed) this.#socket.destroy();
  }

  #take(bytes: Buffer): void {
    if (this.#lane === null) this.#takeFirst(bytes);
    else this.#lane.take(bytes);
  }

  #takeFirst(bytes: Buffer): void {
    if (this.#held.length === 0) this.#sinceMs = this.#host.settings.monotonicMs();
    this.#held.push(bytes);
    const readTo = this.#pairing.nextRequest(bytes, 0);
    switch (this.#pairing.lane) {
      case null:
        return;
      case 'console':
        return this.#enter(this.#consoleRelay(), this.#held, readTo);
      case 'wire':
        return this.#chooseWire(readTo);
    }
  }

  #consoleRelay(): ConsoleRelay {
    return new ConsoleRelay({
      server: this.#host.consoleServer,
      terminal: this.#socket,
      pairing: this.#pairing,
      monotonicMs: this.#host.settings.monotonicMs,
      toWire: (pieces, readTo) => this.#enter(this.#relay(), pieces, readTo),
      replied: () => this.#closeIfIdle(),
    });
  }

  #relay(): Relay {
    this.#pairing.keepsUnknown = true;
    return new Relay(this.#host.settings, this.#socket, this.#pairing);
  }

  #chooseWire(readTo = this.#held.at(-1)?.length ?? 0): void {
    this.#enter(this.#relay(), this.#held, readTo);
  }

  #enter(lane: Lane, pieces: readonly Buffer[], readTo: number): void {
    this.#lane = lane;
    this.#held = [];
    lane.begin(pieces, readTo);
    if (this.#socket.readableEnded) lane.terminalEnded();
  }

  #ends(): void {
    if (this.#lane !== null) this.#lane.terminalEnded();
    else if (this.#held.length > 0) this.#chooseWire();
    else this.#socket.end();
  }

  #gone(): void {
    if (this.#lane !== null) this.#lane.terminalGone();
    else this.#pairing.terminalAborted();
  }

  #closeIfIdle(): void {
    if (!this.#isClosing || this.#socket.destroyed) return;
    if (this.#lane === null ? this.#held.length > 0 : !this.#lane.isIdle) return;
    this.#socket.destroySoon();
  }
}
