/** What is to be written to one socket at the end of the turn, in its order. */

import type { Buffer } from 'node:buffer';
import type { Socket } from 'node:net';

type Sent = (whole: boolean) => void;

export class Outbox {
  readonly #socket: Socket;
  #waiting: Buffer[] = [];
  #waitingBytes = 0;
  /** Whom to tell that a piece has left, by its place; most pieces have nobody. */
  #sent: Map<number, Sent> | null = null;
  #writes = 0;

  constructor(socket: Socket) {
    this.#socket = socket;
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0;
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

  /** Writes everything; false when the socket wants to be waited for. */
  leave(): boolean {
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
    // Nagle's delay needs unacknowledged bytes, so a first write goes out at once without this call.
    if (this.#writes++ === 1) socket.setNoDelay(true);
    if (waiting.length === 1) return this.#write(waiting[0] as Buffer, sent?.get(0));
    socket.cork();
    let isTaken = true;
    waiting.forEach((bytes, place) => (isTaken = this.#write(bytes, sent?.get(place))));
    socket.uncork();
    return isTaken;
  }

  #write(bytes: Buffer, sent: Sent | undefined): boolean {
    return this.#socket.write(bytes, sent && ((error) => sent(!error)));
  }
}
