/** What one terminal connection and its server connection write at the end of the turn; who is full pauses the other. */

import type { Buffer } from 'node:buffer';
import type { Socket } from 'node:net';
import { Outbox } from './outbox.ts';
import type { Leaver, Turn } from './turn.ts';

/** More bytes than this do not wait for the end of the turn. */
const MOST_WAITING_BYTES = 256 * 1024;

export class TurnWriter implements Leaver {
  readonly #turn: Turn;
  readonly #terminal: Socket;
  readonly #server: Socket;
  readonly #forTerminal: Outbox;
  readonly #forServer: Outbox;
  #hasJoined = false;

  constructor(turn: Turn, terminal: Socket, server: Socket) {
    this.#turn = turn;
    this.#terminal = terminal;
    this.#server = server;
    this.#forTerminal = new Outbox(terminal);
    this.#forServer = new Outbox(server);
  }

  /** Whether nothing waits. */
  get isIdle(): boolean {
    return !this.#hasJoined;
  }

  toServer(bytes: Buffer): void {
    this.#forServer.put(bytes);
    this.#join();
  }

  /** `sent` is told once whether these bytes left whole. */
  toTerminal(bytes: Buffer, sent?: (whole: boolean) => void): void {
    if (this.#terminal.destroyed) return sent?.(false);
    this.#forTerminal.put(bytes, sent);
    this.#join();
  }

  /** Each write to the terminal is from now on told of by itself. */
  tellEach(): void {
    this.#forTerminal.tellEach();
  }

  /** Ends the server connection in that way, behind the requests that wait. */
  endServerBy(end: () => void): void {
    this.#forServer.endBy(end);
    this.#join();
  }

  /** Ends the terminal connection in that way, behind the replies that wait and behind their record. */
  endTerminalBy(end: () => void): void {
    this.#forTerminal.endBy(end);
    this.#join();
  }

  /** Lets everything leave that waits for the server. */
  emptyForServer(): void {
    if (!this.#forServer.isEmpty) this.#turn.end();
  }

  leaveForServer(): void {
    if (!this.#forServer.leave()) this.#terminal.pause();
  }

  leaveForTerminal(): void {
    this.#hasJoined = false;
    if (!this.#forTerminal.leave()) this.#server.pause();
  }

  #join(): void {
    if (!this.#hasJoined) {
      this.#hasJoined = true;
      this.#turn.join(this);
    }
    if (this.#forServer.bytes + this.#forTerminal.bytes > MOST_WAITING_BYTES) this.#turn.end();
  }
}
