/** An exchange as rules look at it: the frame, the bytes, and a few facts that many rules ask for. */

import type { Field, Frame, Span } from '../codec/frame.ts';
import { isForPeople } from '../codec/for-people.ts';
import { latin1 } from '../codec/latin1.ts';
import { isCut, type RawExchange, type RawMessage } from '../codec/message.ts';
import { cuesOf } from './cues.ts';
import { Headers } from './headers.ts';
import { Upload } from './upload.ts';

const LONGEST_ANSWER = 200;
const UNKNOWN = /^UNKNOWN ?DEVICE/;

export class Examined {
  readonly raw: RawExchange;
  readonly frame: Frame;
  readonly requestHead: readonly Field[];
  readonly responseHead: readonly Field[];
  readonly requestHeaders: Headers;
  readonly responseHeaders: Headers;
  /** Of the reply; null without one, or where its status line cannot be read. */
  readonly status: number | null;
  readonly statusSpan: Span | null;
  /** Whether pushscope answered in the server's place. */
  readonly isOurs: boolean;
  /** Bits of what stands out. */
  readonly cues: number;
  /** What several rules ask for is made when the first of them does. */
  #answer: string | null = null;
  #isAnswered: boolean | null = null;
  #isUnknownDevice: boolean | null = null;
  #dateMs: number | null = null;
  #commands: readonly Field[] | null = null;
  #results: readonly Field[] | null = null;
  #upload: Upload | null = null;

  constructor(raw: RawExchange, frame: Frame) {
    this.raw = raw;
    this.frame = frame;
    this.requestHead = headOf(frame.request.fields);
    this.responseHead = headOf(frame.response?.fields ?? NOTHING);
    this.requestHeaders = new Headers(this.requestHead);
    this.responseHeaders = new Headers(this.responseHead);
    const status = this.responseHead.find(({ key }) => key === 'status');
    this.status = typeof status?.value === 'number' ? status.value : null;
    this.statusSpan = status?.span ?? null;
    const { response } = raw;
    this.isOurs = response !== null && 'by' in response && response.by === 'pushscope';
    this.cues = cuesOf(this);
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

  /** Whether it is what a server said behind the end of a reply: nobody asked, and it does not begin as a reply. */
  get isLeftover(): boolean {
    const { request, response } = this.raw;
    const isAsked = request.head.length + request.body.length > 0;
    return !isAsked && response !== null && this.status === null;
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

  /** The same in the charset that the reply was read in, as people shall see it; its bytes one by one where nobody read it whole. */
  get answerInWords(): string {
    const field = this.responseField('answer') ?? this.responseField('page');
    return field === undefined ? this.answer : field.raw.slice(0, LONGEST_ANSWER).trim();
  }

  /** Whether the server took what it was told. */
  get saysOk(): boolean {
    return /^OK/.test(this.answer);
  }

  get isUnknownDevice(): boolean {
    return (this.#isUnknownDevice ??= this.isAnswered && UNKNOWN.test(this.answer));
  }

  /** All of the reply's body; null when it is empty. */
  get answerSpan(): Span | null {
    const length = this.raw.response?.body.length ?? 0;
    return length === 0 ? null : { part: 'body', from: 0, to: length };
  }

  headers(part: 'request' | 'response'): Headers {
    return part === 'request' ? this.requestHeaders : this.responseHeaders;
  }

  /** The reply's Date, milliseconds since 1970; NaN without one that can be read. */
  get dateMs(): number {
    return (this.#dateMs ??= dateMs(this.responseHeaders.date));
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

  /** The records of the request; none of what is no upload. */
  get upload(): Upload {
    return (this.#upload ??=
      this.frame.kind === 'upload'
        ? new Upload(this.frame.request.fields, this.raw.request.body)
        : NO_UPLOAD);
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

function dateMs(date: Field | undefined): number {
  if (date === undefined) return Number.NaN;
  const { raw, value } = date;
  if (raw !== lastDate) {
    lastDate = raw;
    // The reading is much quicker to parse.
    const isRead = typeof value === 'string' && value.endsWith('Z');
    lastDateMs = Date.parse(isRead ? value : raw);
  }
  return lastDateMs;
}

const NOTHING: readonly Field[] = [];
const NO_UPLOAD = new Upload(NOTHING, new Uint8Array(0));

/** The head stands last in a frame. */
function headOf(fields: readonly Field[]): readonly Field[] {
  const last = fields[fields.length - 1];
  return last?.key === 'head' ? (last.fields ?? NOTHING) : NOTHING;
}

export function childOf({ fields = NOTHING }: Field, key: string): Field | undefined {
  for (const field of fields) if (field.key === key) return field;
  return undefined;
}

/** Texts of peers in sentences: short, and without control characters. */
export function shown(text: string): string {
  const plain = text.replace(/[\p{Cc}\p{Cf}]+/gu, ' ').trim();
  return plain.length > 60 ? `${plain.slice(0, 60)}…` : plain;
}
