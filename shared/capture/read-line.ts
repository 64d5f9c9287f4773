/** What a line of a capture file says; damage is an answer here, not an exception. */

import {
  OUTCOMES,
  type Changes,
  type Exchange,
  type Framing,
  type Message,
  type Outcome,
  type RequestMessage,
  type ResponseMessage,
} from './exchange.ts';
import type { CaptureEntry, CaptureHeader, Gap, LineTools, Mute, Note } from './line.ts';
import { checkSeal } from './seal.ts';

type Values = Readonly<Record<string, unknown>>;

/** Says which key of a line is not what the format wants. */
class Unfit extends Error {}

const isValues = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function values(from: Values, key: string): Values {
  const value = from[key];
  if (!isValues(value)) throw new Unfit(`"${key}" is no object`);
  return value;
}

function text(from: Values, key: string, absent?: string): string {
  const value = from[key] ?? absent;
  if (typeof value !== 'string') throw new Unfit(`"${key}" is no text`);
  return value;
}

function number(from: Values, key: string, absent?: number): number {
  const value = from[key] ?? absent;
  if (typeof value !== 'number') throw new Unfit(`"${key}" is no number`);
  return value;
}

function list<Item>(
  from: Values,
  key: string,
  isItem: (value: unknown) => value is Item,
): readonly Item[] {
  const value = from[key];
  if (!Array.isArray(value) || !value.every(isItem)) throw new Unfit(`"${key}" is no such list`);
  return value;
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isNumber = (value: unknown): value is number => typeof value === 'number';
const isAbsent = (value: unknown): boolean => value === undefined || value === null;
const isOutcome = (value: string): value is Outcome =>
  OUTCOMES.some((outcome) => outcome === value);

function octets(latin1: string, key: string, tools: LineTools): Uint8Array {
  const bytes = tools.text.encode(latin1, 'latin1');
  if (bytes === null) throw new Unfit(`"${key}" is not Latin-1`);
  return bytes;
}

function readBody(from: Values, { text: codec, base64 }: LineTools): Uint8Array {
  const body = text(from, 'body', '');
  const encoding = text(from, 'encoding', 'utf-8');
  const bytes =
    encoding === 'base64'
      ? base64.decode(body)
      : encoding === 'utf-8' || encoding === 'gb18030'
        ? codec.encode(body, encoding)
        : null;
  if (bytes === null) throw new Unfit(`"body" is no ${encoding}`);
  return bytes;
}

function readFraming(from: Values): Framing {
  const kind = text(from, 'framing', 'length');
  if (kind === 'length' || kind === 'close') return { kind };
  if (kind !== 'chunked') throw new Unfit(`"framing" is ${kind}`);
  return {
    kind,
    chunks: list(from, 'chunks', isNumber),
    ...(from['chunkLines'] !== undefined && { lines: list(from, 'chunkLines', isText) }),
    ...(from['trailer'] !== undefined && { trailer: text(from, 'trailer') }),
  };
}

function readMessage(from: Values, tools: LineTools): Message {
  const body = readBody(from, tools);
  return {
    head: octets(text(from, 'head'), 'head', tools),
    body,
    size: number(from, 'size', body.length),
    framing: readFraming(from),
    ...(from['truncated'] === true && { truncated: true }),
    ...(from['sha256'] !== undefined && { sha256: text(from, 'sha256') }),
    ...(from['incomplete'] === true && { incomplete: true }),
    ...(from['excess'] !== undefined && { excess: octets(text(from, 'excess'), 'excess', tools) }),
  };
}

const readChanges = (from: Values, tools: LineTools): Changes => ({
  ...(from['forwarded'] !== undefined && {
    forwarded: readMessage(values(from, 'forwarded'), tools),
  }),
  ...(from['changedBy'] !== undefined && { changedBy: text(from, 'changedBy') }),
});

const readRequest = (from: Values, tools: LineTools): RequestMessage => ({
  ...readMessage(from, tools),
  ...readChanges(from, tools),
});

const readResponse = (from: Values, tools: LineTools): ResponseMessage => ({
  ...readMessage(from, tools),
  by: from['by'] === 'pushscope' ? 'pushscope' : 'server',
  ...(from['interim'] !== undefined && {
    interim: list(from, 'interim', isText).map((head) => octets(head, 'interim', tools)),
  }),
  ...readChanges(from, tools),
});

function readExchange(from: Values, tools: LineTools): Exchange {
  const atMs = Date.parse(text(from, 'at'));
  if (Number.isNaN(atMs)) throw new Unfit('"at" is no time');
  const outcome = text(from, 'outcome', 'complete');
  if (!isOutcome(outcome)) throw new Unfit(`"outcome" is ${outcome}`);
  const timing = isValues(from['timing']) ? from['timing'] : {};
  return {
    n: number(from, 'n'),
    atMs,
    connection: number(from, 'connection', 0),
    peer: text(from, 'peer', ''),
    request: readRequest(values(from, 'request'), tools),
    response: isAbsent(from['response']) ? null : readResponse(values(from, 'response'), tools),
    timing: {
      requestMs: number(timing, 'requestMs', 0),
      firstByteMs: isAbsent(timing['firstByteMs']) ? null : number(timing, 'firstByteMs'),
      totalMs: number(timing, 'totalMs', 0),
    },
    outcome,
  };
}

const readHeader = (from: Values): CaptureHeader => ({
  version: number(from, 'version'),
  createdAt: text(from, 'createdAt', ''),
  upstream: text(from, 'upstream', ''),
  host: text(from, 'host', ''),
});

const readGap = (from: Values): Gap => ({
  exchanges: number(from, 'exchanges'),
  firstN: number(from, 'firstN', 0),
  lastN: number(from, 'lastN', 0),
  from: text(from, 'from'),
  to: text(from, 'to'),
  why: text(from, 'why', ''),
});

const readNote = (from: Values): Note => ({
  at: text(from, 'at', ''),
  ...(from['n'] !== undefined && { n: number(from, 'n') }),
  ...(from['mark'] !== undefined && { mark: from['mark'] === true }),
  ...(from['text'] !== undefined && { text: text(from, 'text') }),
  ...(from['mute'] !== undefined && { mute: readMute(values(from, 'mute')) }),
});

const readMute = (from: Values): Mute => ({
  code: text(from, 'code'),
  ...(from['sn'] !== undefined && { sn: text(from, 'sn') }),
  reason: text(from, 'reason', ''),
});

function readValues(from: Values, isSealed: boolean, tools: LineTools): CaptureEntry {
  if (from['pushscope'] === 'capture') return { type: 'header', header: readHeader(from) };
  const type = text(from, 'type');
  switch (type) {
    case 'exchange':
      if (!isSealed) throw new Unfit('it has no checksum');
      return { type, exchange: readExchange(from, tools) };
    case 'gap':
      return { type, gap: readGap(from) };
    case 'note':
      return { type, note: readNote(from) };
    case 'injection': {
      const own = Object.entries(from).filter(([key]) => key !== 'type' && key !== 'crc');
      return { type, injection: Object.fromEntries(own) };
    }
    default:
      return { type: 'unknown', name: type };
  }
}

/** Reads one line, given without its LF. Never throws. */
export function readLine(bytes: Uint8Array, tools: LineTools): CaptureEntry {
  const seal = checkSeal(bytes, tools);
  if (seal === 'broken') return { type: 'damaged', reason: 'its checksum does not hold' };
  try {
    const parsed: unknown = JSON.parse(tools.text.decode(bytes, 0, bytes.length, 'utf-8'));
    if (!isValues(parsed)) return { type: 'damaged', reason: 'it is no JSON object' };
    return readValues(parsed, seal === 'good', tools);
  } catch (error) {
    return { type: 'damaged', reason: error instanceof Unfit ? error.message : 'it is no JSON' };
  }
}
