/** The sessions of all terminals; beyond a limit the one that was silent longest is forgotten. */

import { NO_HINTS, type TerminalHints } from '../codec/decode.ts';
import type { Language } from '../codec/frame.ts';
import type { TerminalDetail } from '../link/api.ts';
import type { Severity } from '../findings/severity.ts';
import type { Seen } from './seen.ts';
import { Session, type IdlePollSeen } from './session.ts';
import type { TerminalState } from './terminal-state.ts';

/** A serial is some 13 characters; what peers make up may be anything, and is no terminal's. */
export const LONGEST_SERIAL = 64;

export class Sessions {
  readonly #bySerial = new Map<string, Session>();
  readonly #most: number;
  #version = 0;
  #forgotten = 0;
  /** Told when a terminal's bodies become unreadable, or readable again. */
  onEncryption: (sn: string, isEncrypted: boolean) => void = () => {};

  constructor(most = 10_000) {
    this.#most = most;
  }

  /** Null when the exchange does not tell whose it is. */
  take(seen: Seen): Session | null {
    return this.#touch(seen.frame.sn, (session) => {
      const was = session.hints;
      session.take(seen);
      const { encrypted } = session.hints;
      if (encrypted !== was.encrypted) this.onEncryption(session.sn, encrypted);
    });
  }

  /** An idle poll, for those who do not decode every one of them. */
  takeIdlePoll(sn: string, poll: IdlePollSeen): Session | null {
    return this.#touch(sn, (session) => session.takeIdlePoll(poll));
  }

  /** Something is to be said of one of the terminal's exchanges after all. */
  tell(sn: string, severity: Severity): void {
    if (this.#bySerial.has(sn)) this.#touch(sn, (session) => session.tell(severity));
  }

  get(sn: string): Session | undefined {
    return this.#bySerial.get(sn);
  }

  hints(sn: string): TerminalHints {
    return this.#bySerial.get(sn)?.hints ?? NO_HINTS;
  }

  /** All rows, by serial. */
  rows(language: Language): TerminalState[] {
    return [...this.#bySerial.values()]
      .sort((left, right) => (left.sn < right.sn ? -1 : 1))
      .map((session) => session.row(language));
  }

  /** All rows with what their sessions know, by serial. */
  known(language: Language): (TerminalState & TerminalDetail)[] {
    return [...this.#bySerial.keys()].sort().flatMap((sn) => this.knownOne(sn, language) ?? []);
  }

  /** One of them; null when nothing is known of that terminal. */
  knownOne(sn: string, language: Language): (TerminalState & TerminalDetail) | null {
    const session = this.#bySerial.get(sn);
    if (session === undefined) return null;
    return { ...session.row(language), knowledge: session.knowledge(language) };
  }

  /** Sessions that changed after `version`; keep `this.version` of the moment of asking for the next time. */
  changedSince(version: number): readonly Session[] {
    return version >= this.#version
      ? []
      : [...this.#bySerial.values()].filter((session) => session.version > version);
  }

  /** Rises with every exchange. */
  get version(): number {
    return this.#version;
  }

  get size(): number {
    return this.#bySerial.size;
  }

  /** Terminals that were forgotten because there were too many. */
  get forgotten(): number {
    return this.#forgotten;
  }

  #touch(sn: string, change: (session: Session) => void): Session | null {
    if (sn === '' || sn.length > LONGEST_SERIAL) return null;
    const session = this.#bySerial.get(sn) ?? this.#begin(sn);
    change(session);
    session.version = ++this.#version;
    return session;
  }

  #begin(sn: string): Session {
    if (this.#bySerial.size >= this.#most) this.#forgetMostSilent();
    const session = new Session(sn);
    this.#bySerial.set(sn, session);
    return session;
  }

  #forgetMostSilent(): void {
    let silent: Session | undefined;
    for (const session of this.#bySerial.values()) {
      if (silent === undefined || session.version < silent.version) silent = session;
    }
    if (silent !== undefined) this.#bySerial.delete(silent.sn);
    this.#forgotten += 1;
  }
}
