/** A talk between terminal and server, told to a session exchange by exchange. */

import type { Outcome } from '../../shared/capture/exchange.ts';
import type { RawMessage } from '../../shared/codec/message.ts';
import { Examined, findingsOf } from '../../shared/findings/index.ts';
import type { Heard } from '../../shared/session/heard.ts';
import { Sessions } from '../../shared/session/sessions.ts';
import type { Session } from '../../shared/session/session.ts';
import { decoded } from '../kit/samples.ts';

/** 2018-11-02 09:05:36 UTC, as the samples' Date. */
export const START_MS = Date.UTC(2018, 10, 2, 9, 5, 36);

export class Talk {
  readonly sessions: Sessions;
  #n = 0;
  #atMs = START_MS;

  constructor(sessions = new Sessions()) {
    this.sessions = sessions;
  }

  /** The number of the newest exchange. */
  get n(): number {
    return this.#n;
  }

  wait(ms: number): this {
    this.#atMs += ms;
    return this;
  }

  say(
    request: RawMessage,
    response: RawMessage | null,
    outcome: Outcome = 'complete',
    heard: Heard | null = null,
  ): Session | null {
    this.#n += 1;
    const raw = { request, response };
    const frame = decoded(request, response);
    return this.sessions.take({
      n: this.#n,
      atMs: this.#atMs,
      peer: '::ffff:192.168.1.50:40213',
      outcome,
      frame,
      findings: findingsOf(new Examined(raw, frame), 'en'),
      heard,
      isShortened: request.truncated === true,
    });
  }
}
