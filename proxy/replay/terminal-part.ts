/** What playing one terminal needs to remember from one exchange to the next. */

import { NO_HINTS } from '../../shared/codec/decode.ts';
import type { Frame } from '../../shared/codec/frame.ts';
import { PollPairs, type Unpaired } from './polls.ts';
import { KeptLine } from './send.ts';

export class TerminalPart {
  readonly sn: string;
  /** Numbers that the server under test gave, by the recorded ones. */
  readonly ids = new Map<string, string>();
  readonly polls: PollPairs;
  /** The recorded connection that is being played, and what it is played on. */
  connection = NaN;
  readonly line = new KeptLine();
  hints = NO_HINTS;

  constructor(sn: string, unpaired: (unpaired: Unpaired) => void) {
    this.sn = sn;
    this.polls = new PollPairs(unpaired);
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
