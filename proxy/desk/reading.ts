/** One exchange, read: its frame, what is to be said of it, its row in the list, its answers to a filter. */

import type { Changes, Exchange, Message } from '../../shared/capture/exchange.ts';
import { readBrief } from '../../shared/codec/brief.ts';
import type { Charset } from '../../shared/codec/charset.ts';
import { decodeExchange, type TerminalHints } from '../../shared/codec/decode.ts';
import type { Frame, Language } from '../../shared/codec/frame.ts';
import {
  mayCarryCommands,
  tablesNamed,
  type FrameSubject,
  type RowFacts,
} from '../../shared/filter/index.ts';
import type { Finding } from '../../shared/findings/finding.ts';
import {
  type IdlePollFacts,
  type Courses,
  Examined,
  type Mutes,
  findingsOf,
  sayTold,
  worstOf,
  type Told,
} from '../../shared/findings/index.ts';
import type { DecodedExchange, Row } from '../../shared/link/api.ts';
import { heardOf, type Heard } from '../../shared/session/heard.ts';
import type { Seen } from '../../shared/session/seen.ts';
import { textCodec } from '../charset.ts';
import { foundIn } from './found.ts';

/** A line of the list is not the place for a whole body. */
const LONGEST_SUMMARY = 400;

export interface Reading {
  readonly exchange: Exchange;
  readonly facts: RowFacts;
  readonly frame: Frame;
  /** The same as the rules look at it. */
  readonly examined: Examined;
  readonly findings: readonly Finding[];
  /** What reached the other side, where the wire changed it. */
  readonly heard: Heard | null;
}

/** What our own code makes of the bytes. */
type Decoded = Pick<Reading, 'examined' | 'findings' | 'heard'>;

/** What stands in for a frame that our own code failed to make: the traffic stays on screen. */
function unread(exchange: Exchange, error: unknown): Decoded {
  const message = `pushscope could not read this exchange: ${error instanceof Error ? error.message : String(error)}`;
  const half = { summary: '', fields: [] };
  const frame: Frame = { kind: 'other', sn: '', table: '', request: half, response: exchange.response && half }; // prettier-ignore
  return {
    examined: new Examined(exchange, frame),
    findings: [
      {
        code: 'unreadable',
        severity: 'error',
        section: 'observed',
        message,
        part: 'request',
        span: null,
      },
    ],
    heard: null,
  };
}

export type HintsOf = (sn: string) => TerminalHints;

function decode(exchange: Exchange, language: Language, hints: TerminalHints): Decoded {
  const options = { text: textCodec, language, hints };
  try {
    const frame = decodeExchange(exchange, options);
    const examined = new Examined(exchange, frame);
    const heard = heardOf(
      exchange,
      frame.kind,
      (response) => decodeExchange({ ...exchange, response }, options).response?.fields ?? [],
    );
    return { examined, findings: findingsOf(examined, language), heard };
  } catch (error) {
    return unread(exchange, error);
  }
}

/** A message that went on with another body, or that a pass answered itself. */
const wasChanged = (message: Changes | null): boolean =>
  message?.forwarded !== undefined || message?.changedBy !== undefined;

/** Letters of the tables that an index keeps of an exchange. */
const MOST_NAMED = 64;

function namedIn(frame: Frame): readonly string[] | null {
  const named = [...new Set(tablesNamed(frame))].sort();
  const letters = named.reduce((sum, { length }) => sum + length, named.length);
  return letters > MOST_NAMED || named.some((name) => name.includes('\n')) ? null : named;
}

export function readExchange(exchange: Exchange, language: Language, hintsOf: HintsOf): Reading {
  const { request, response } = exchange;
  const brief = readBrief(exchange);
  const { examined, findings, heard } = decode(exchange, language, hintsOf(brief.sn));
  const { frame } = examined;
  return {
    exchange,
    frame,
    examined,
    findings,
    heard,
    facts: {
      n: exchange.n,
      atMs: exchange.atMs,
      sn: frame.sn,
      kind: frame.kind,
      table: frame.table,
      outcome: exchange.outcome,
      totalMs: exchange.timing.totalMs,
      size: request.size + (response?.size ?? 0),
      severity: worstOf(findings),
      found: foundIn(findings),
      changed: wasChanged(request) || wasChanged(response),
      idle: brief.idle,
      named: mayCarryCommands({ kind: frame.kind, idle: brief.idle }) ? namedIn(frame) : null,
      peer: exchange.peer,
    },
  };
}

/** As a session takes it. */
export function seenOf({ exchange, frame, findings, heard }: Reading): Seen {
  const { n, atMs, peer, outcome } = exchange;
  const isShortened = exchange.request.truncated === true;
  return { n, atMs, peer, outcome, frame, findings, heard, isShortened };
}

/** What the course of its terminal adds; a rule that fails says nothing. */
export function toldOf(courses: Courses, { exchange, examined, heard }: Reading): readonly Told[] {
  const { n, atMs, peer, outcome } = exchange;
  try {
    return courses.take({ n, atMs, peer, outcome, heard }, examined);
  } catch {
    return [];
  }
}

/** The same of an idle poll that nobody has read; null when it has to be. */
export function toldOfIdle(
  courses: Courses,
  sn: string,
  poll: IdlePollFacts,
): readonly Told[] | null {
  try {
    return courses.takeIdlePoll(sn, poll);
  } catch {
    return [];
  }
}

/** The exchange with what was told of it, each in that language. */
export function withTold(reading: Reading, told: readonly Told[], language: Language): Reading {
  if (told.length === 0) return reading;
  const findings = [...reading.findings, ...told.map((each) => sayTold(each, language))];
  const facts = { ...reading.facts, severity: worstOf(findings), found: foundIn(findings) };
  return { ...reading, findings, facts };
}

/** The exchange with those of its findings marked that somebody muted. */
export function withMutes(reading: Reading, mutes: Mutes): Reading {
  if (mutes.isEmpty || reading.findings.length === 0) return reading;
  const findings = mutes.said(reading.findings, reading.facts.sn);
  const muted = findings.some((finding) => finding.muted !== undefined);
  const facts = { ...reading.facts, severity: worstOf(findings), muted };
  return { ...reading, findings, facts };
}

const clipped = (text: string) =>
  text.length > LONGEST_SUMMARY ? `${text.slice(0, LONGEST_SUMMARY)}…` : text;

/** A row from its facts alone, where the exchange itself is gone. */
export const rowOfFacts = (facts: RowFacts, summary: string, reply = ''): Row => ({
  n: facts.n,
  at: new Date(facts.atMs).toISOString(),
  sn: facts.sn,
  kind: facts.kind,
  table: facts.table,
  summary: clipped(summary),
  reply: clipped(reply),
  outcome: facts.outcome,
  totalMs: facts.totalMs,
  size: facts.size,
  severity: facts.severity,
  changed: facts.changed,
  idle: facts.idle,
});

export const rowOf = ({ facts, frame }: Reading): Row =>
  rowOfFacts(facts, frame.request.summary, frame.response?.summary);

export const decodedOf = ({ frame, findings }: Reading): DecodedExchange => ({
  ...frame,
  findings,
});

/** Body as text for a search; bytes that are neither UTF-8 nor GB18030 stand for themselves. */
function bodyText(message: Message | null): string {
  if (message === null || message.body.length === 0) return '';
  const { body } = message;
  const charset: Charset =
    (['utf-8', 'gb18030'] as const).find((each) => textCodec.isValid(body, each)) ?? 'latin1';
  return textCodec.decode(body, 0, body.length, charset);
}

/** Bodies become text only when the filter asks for them. */
export const subjectOf = ({ exchange, facts, frame, findings }: Reading): FrameSubject => ({
  ...facts,
  frame,
  findings,
  get requestBody() {
    return bodyText(exchange.request);
  },
  get responseBody() {
    return bodyText(exchange.response);
  },
});
