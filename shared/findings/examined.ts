/** An exchange as rules look at it: the frame, the bytes, and a few facts that many rules ask for. */

import type { Field, Frame, Span } from '../codec/frame.ts';
import { isForPeople } from '../codec/for-people.ts';
import { latin1 } from '../codec/latin1.ts';
import { isCut, type RawExchange, type RawMessage } from '../codec/message.ts';

const LONGEST_ANSWER = 200;

export class Examined {
  readonly raw: RawExchange;
  readonly frame: Frame;
  readonly requestHead: readonly Field[];
  readonly responseHead: readonly Field[];
  /** Of the reply; null without one, or where its status line cannot be read. */
  readonly status: number | null;
  readonly statusSpan: Span | null;
  /** Whether pushscope answered in the server's place. */
  readonly isOurs: boolean;
  /** What several rules ask for is made when the first of them does. */
  #answer: string | null = null;
  #isAnswered: boolean | null = null;
  #isUnknownDevice: boolean | null = null;
  #dateMs: number | null = null;
  #commands: readonly Field[] | null = null;
  #results: readonly Field[] | null = null;

  constructor(raw: RawExchange, frame: Frame) {
    this.raw = raw;
    this.frame = frame;
    this.requestHead = headOf(frame.request.fields);
    this.responseHead = headOf(frame.response?.fields ?? []);
    const status = this.responseHead.find(({ key }) => key === 'status');
    this.status = status === undefined || !/^\d{3}$/.test(status.raw) ? null : Number(status.raw);
    this.statusSpan = status?.span ?? null;
    const { response } = raw;
    this.isOurs = response !== null && 'by' in response && response.by === 'pushscope';
  }

  /** A reply of the server with status 200 that came whole and can be judged: one that terminals act upon. */
  get isAnswered(): boolean {
    return (this.#isAnswered ??= this.#judge());
  }

  #judge(): boolean {
    const { response } = this.raw;
    if (response === null || response.incomplete === true) return false;
    // Of what we cut so short, the answer is not known.
    if (response.truncated === true && response.body.length < LONGEST_ANSWER) return false;
    return this.status === 200 && !this.isOurs;
  }

  /** Whether a person asked, by a browser: what terminals need of a reply does not count for it. */
  get isForPeople(): boolean {
    return this.frame.kind === 'other' && isForPeople(this.raw.request);
  }

  /** Whether it did so because the request was about a command of ours: no fault of the server's. */
  get isOfOurCommand(): boolean {
    const { response } = this.raw;
    return this.isOurs && response !== null && 'changedBy' in response;
  }

  /** The beginning of the reply's body, without blanks around it. */
  get answer(): string {
    if (this.#answer === null) {
      const body = this.raw.response?.body;
      const kept = Math.min(body?.length ?? 0, LONGEST_ANSWER);
      this.#answer = body === undefined ? '' : latin1(body, 0, kept).trim();
    }
    return this.#answer;
  }

  get isUnknownDevice(): boolean {
    return (this.#isUnknownDevice ??= this.isAnswered && /^UNKNOWN ?DEVICE/.test(this.answer));
  }

  /** All of the reply's body; null when it is empty. */
  get answerSpan(): Span | null {
    const length = this.raw.response?.body.length ?? 0;
    return length === 0 ? null : { part: 'body', from: 0, to: length };
  }

  /** A header of one side, its name in lower case. */
  header(part: 'request' | 'response', name: string): Field | undefined {
    const head = part === 'request' ? this.requestHead : this.responseHead;
    // Most names differ in length already.
    return head.find(({ wire }) => wire.length === name.length && wire.toLowerCase() === name);
  }

  /** The reply's Date, milliseconds since 1970; NaN without one that can be read. */
  get dateMs(): number {
    return (this.#dateMs ??= dateMs(this.header('response', 'date')?.raw ?? ''));
  }

  message(part: 'request' | 'response'): RawMessage | null {
    return part === 'request' ? this.raw.request : this.raw.response;
  }

  /** Whether that is the last of a body that was cut or broke off: its peer may have written more. */
  isTorn(part: 'request' | 'response', span: Span | null): boolean {
    const message = this.message(part);
    return (
      span?.part === 'body' && message !== null && isCut(message) && span.to === message.body.length
    );
  }

  /** The commands of a poll's reply. */
  get commands(): readonly Field[] {
    return (this.#commands ??= this.responseFields('command'));
  }

  /** The results of commands in the request. */
  get results(): readonly Field[] {
    return (this.#results ??= this.requestFields('result'));
  }

  /** Top-level fields of the request or its target with that key. */
  requestFields(key: string): readonly Field[] {
    return this.frame.request.fields.filter((field) => field.key === key);
  }

  responseFields(key: string): readonly Field[] {
    return this.frame.response?.fields.filter((field) => field.key === key) ?? [];
  }

  /** The first of them. */
  requestField(key: string): Field | undefined {
    return this.frame.request.fields.find((field) => field.key === key);
  }

  responseField(key: string): Field | undefined {
    return this.frame.response?.fields.find((field) => field.key === key);
  }
}

/** Replies of one second have one Date. */
let lastDate = '';
let lastDateMs = Number.NaN;

function dateMs(date: string): number {
  if (date !== lastDate) [lastDate, lastDateMs] = [date, Date.parse(date)];
  return lastDateMs;
}

const headOf = (fields: readonly Field[]): readonly Field[] =>
  fields.find(({ key }) => key === 'head')?.fields ?? [];

export const childOf = ({ fields = [] }: Field, key: string): Field | undefined =>
  fields.find((field) => field.key === key);

/** Texts of peers in sentences: short, and without control characters. */
export function shown(text: string): string {
  const plain = text.replace(/[\p{Cc}\p{Cf}]+/gu, ' ').trim();
  return plain.length > 60 ? `${plain.slice(0, 60)}…` : plain;
}
