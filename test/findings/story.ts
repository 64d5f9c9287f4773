/** The exchanges of one terminal in order, as the rules over a course hear of them. */

import type { Outcome } from '../../shared/capture/exchange.ts';
import type { Language } from '../../shared/codec/frame.ts';
import type { RawExchange, RawMessage } from '../../shared/codec/message.ts';
import type { Finding } from '../../shared/findings/finding.ts';
import { Courses, Examined, sayTold, type IdlePollFacts } from '../../shared/findings/index.ts';
import { Sessions } from '../../shared/session/sessions.ts';
import { decoded } from '../kit/samples.ts';
import { marked, poll, reply, SN } from './exchange.ts';

/** 2018-11-02 09:05:36 UTC, as the Date of the replies. */
export const START_MS = Date.UTC(2018, 10, 2, 9, 5, 36);

export interface StoryFinding extends Finding {
  readonly n: number;
  /** The bytes it marks. */
  readonly marks: string;
}

export class Story {
  readonly courses: Courses;
  readonly #sessions = new Sessions();
  readonly #said: RawExchange[] = [];
  readonly #language: Language;
  readonly findings: StoryFinding[] = [];
  #atMs = START_MS;
  #peer = '192.168.1.50:40213';

  constructor(language: Language = 'en', most?: number) {
    this.#language = language;
    this.courses = new Courses(this.#sessions, most);
  }

  wait(seconds: number): this {
    this.#atMs += seconds * 1000;
    return this;
  }

  from(address: string): this {
    this.#peer = `${address}:40213`;
    return this;
  }

  say(
    request: RawMessage,
    response: RawMessage | null = reply('OK'),
    outcome: Outcome = 'complete',
  ): this {
    const raw = { request, response };
    this.#said.push(raw);
    const n = this.#said.length;
    const frame = decoded(request, response, { hints: this.#sessions.hints(SN) });
    const facts = { n, atMs: this.#atMs, peer: this.#peer, outcome };
    for (const told of this.courses.take(facts, new Examined(raw, frame))) {
      const of = this.#said[told.n - 1] as RawExchange;
      const finding = sayTold(told, this.#language);
      const marks = marked(finding, of.request, of.response);
      this.findings.push({ ...finding, n: told.n, marks });
    }
    this.#sessions.take({ ...facts, frame, findings: [] });
    return this;
  }

  #idlePoll(n: number): IdlePollFacts {
    return { n, atMs: this.#atMs, host: this.#peer.replace(/\d+$/, ''), dateMs: this.#atMs };
  }

  /** Idle polls, a second apart, as those who do not read them tell of them. */
  idle(count: number): this {
    for (let each = 0; each < count; each++) {
      this.wait(1);
      this.#said.push({ request: poll, response: reply('OK') });
      const n = this.#said.length;
      for (const told of this.courses.takeIdlePoll(SN, this.#idlePoll(n)) ?? []) {
        const of = this.#said[told.n - 1] as RawExchange;
        const finding = sayTold(told, this.#language);
        this.findings.push({ ...finding, n: told.n, marks: marked(finding, of.request, of.response) }); // prettier-ignore
      }
      this.#sessions.takeIdlePoll(SN, { atMs: this.#atMs });
    }
    return this;
  }
}
