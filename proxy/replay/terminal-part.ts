/** What playing one terminal needs to remember from one exchange to the next. */

import type { Exchange } from '../../shared/capture/exchange.ts';
import type { Brief } from '../../shared/codec/brief.ts';
import type { TerminalHints } from '../../shared/codec/decode.ts';
import type { Frame, Kind } from '../../shared/codec/frame.ts';
import { IS_SAID_BY } from '../../shared/session/encryption.ts';
import { Session } from '../../shared/session/session.ts';
import { Answers } from './answers.ts';
import { PollPairs } from './polls.ts';
import type { PollListener } from './telling.ts';
import { KeptLine } from './send.ts';

/** A recorded exchange that is to be played. */
export interface Due {
  readonly exchange: Exchange;
  readonly brief: Brief;
  /** Whether a part of it was said already, and this is what is left. */
  readonly isRest: boolean;
}

export class TerminalPart {
  readonly polls: PollPairs;
  readonly answers: Answers;
  /** The recorded connection that is being played, and what it is played on. */
  connection = NaN;
  readonly line = new KeptLine();
  readonly #session: Session;

  constructor(sn: string, listener: PollListener) {
    this.#session = new Session(sn);
    this.polls = new PollPairs(listener);
    this.answers = new Answers(this.polls);
  }

  /** Another recorded connection is another connection now. */
  goTo(connection: number): void {
    if (connection !== this.connection) this.line.close();
    this.connection = connection;
  }

  /** How what follows is to be read. */
  get hints(): TerminalHints {
    return this.#session.hints;
  }

  /** Whether such exchanges tell that; others need not be read for it. */
  static learnsOf(kind: Kind): boolean {
    return IS_SAID_BY.has(kind);
  }

  learn({ n, atMs, peer, outcome }: Exchange, frame: Frame): void {
    this.#session.take({ n, atMs, peer, outcome, frame, findings: [] });
  }
}
