/** What is to be written to one socket at the end of the turn, in its order, and what comes behind it. */

import type { Buffer } from 'node:buffer';
import type { Socket } from 'node:net';

type Sent = (whole: boolean) => void;

export class Outbox {
  readonly #socket: Socket;
  #waiting: Buffer[] = [];
  #waitingBytes = 0;
  /** Whom to tell that a piece has left, by its place; most pieces have nobody. */
  #sent: Map<number, Sent> | null = null;
  #end: (() => void) | null = null;
  #hasWritten = false;

  constructor(socket: Socket) {
    this.#socket = socket;
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0 && this.#end === null;
  }

  get bytes(): number {
    return this.#waitingBytes;
  }

  /** `sent` is told once whether these bytes left whole. */
  put(bytes: Buffer, sent?: Sent): void {
    if (sent !== undefined) (this.#sent ??= new Map()).set(this.#waiting.length, sent);
    this.#waiting.push(bytes);
    this.#waitingBytes += bytes.length;
  }

  /** Ends the socket in that way, behind everything that waits. */
  endBy(end: () => void): void {
    this.#end = end;
  }

  /** From now on each piece is told of when it has left itself, not when all that waited with it have. */
  tellEach(): void {
    // `_writev` is what a Writable may have or not (Node's documentation for those who implement streams).
    // With it, pieces that wait leave as one, whose end alone is told.
    Reflect.set(this.#socket, '_writev', null);
  }

  /** Writes everything; false when the socket wants to be waited for. */
  leave(): boolean {
    const isTaken = this.#write();
    const end = this.#end;
    this.#end = null;
    end?.();
    return isTaken;
  }

  #write(): boolean {
    const waiting = this.#waiting;
    if (waiting.length === 0) return true;
    const sent = this.#sent;
    this.#waiting = [];
    this.#waitingBytes = 0;
    this.#sent = null;
    const socket = this.#socket;
    if (socket.destroyed) {
      sent?.forEach((tell) => tell(false));
      return true;
    }
    // Nagle's delay needs unacknowledged bytes: a first write goes out at once, and most connections have no second.
    if (this.#hasWritten) socket.setNoDelay(true);
    this.#hasWritten = true;
    if (waiting.length === 1) return this.#writePiece(waiting[0] as Buffer, sent?.get(0));
    socket.cork();
    let isTaken = true;
    waiting.forEach((bytes, place) => (isTaken = this.#writePiece(bytes, sent?.get(place))));
    socket.uncork();
    return isTaken;
  }

  #writePiece(bytes: Buffer, sent: Sent | undefined): boolean {
    return this.#socket.write(bytes, sent && ((error) => sent(!error)));
  }
}
