/** What playing one terminal needs to remember from one exchange to the next. */

import type { Exchange } from '../../shared/capture/exchange.ts';
import type { Brief } from '../../shared/codec/brief.ts';
import { NO_HINTS } from '../../shared/codec/decode.ts';
import type { Frame } from '../../shared/codec/frame.ts';
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
  readonly sn: string;
  readonly polls: PollPairs;
  readonly answers: Answers;
  /** The recorded connection that is being played, and what it is played on. */
  connection = NaN;
  readonly line = new KeptLine();
  hints = NO_HINTS;

  constructor(sn: string, listener: PollListener) {
    this.sn = sn;
    this.polls = new PollPairs(listener);
    this.answers = new Answers(this.polls);
  }

  /** Another recorded connection is another connection now. */
  goTo(connection: number): void {
    if (connection !== this.connection) this.line.close();
    this.connection = connection;
  }

  /** An init tells how what follows is to be read. */
  learnHints({ request, response }: Frame): void {
    const language = request.fields.find(({ key }) => key === 'language')?.raw;
    const encrypt = response?.fields.find(({ key }) => key === 'encrypt')?.raw;
    this.hints = {
      language: language ?? this.hints.language,
      encrypted: encrypt === undefined ? this.hints.encrypted : encrypt === '1',
    };
  }
}
