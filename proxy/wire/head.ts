/**
 * The few facts of a head that forwarding hangs on, read in one pass over its bytes.
 *
 * Everything else in a head is the decoder's business. Reading is lenient on purpose: blanks before the
 * colon, folded lines, bare LF, odd case and a missing version are forwarded as they are, so they must
 * not confuse where the message ends.
 */

import type { Buffer } from 'node:buffer';
import { COLON, CR, LF, SP, TAB } from './octets.ts';

/** Content-Length and Transfer-Encoding as far as they say where the body ends. */
export interface Lengths {
  /** 'unclear': no plain number, or several that differ (RFC 9112 section 6.3 rule 5). */
  readonly contentLength: number | 'absent' | 'unclear';
  /** 'other': present, but chunked is not its last coding. */
  readonly transferEncoding: 'absent' | 'chunked' | 'other';
}

export interface RequestHead extends Lengths {
  readonly method: string;
  readonly target: string;
  readonly userAgent: string;
  /** Whether the terminal said that nothing follows this request (RFC 9112 section 9.6). */
  readonly closes: boolean;
  /** Whether it asks for another protocol on this connection: a WebSocket, CONNECT, HTTP/2 (`PRI *`). */
  readonly asksForTunnel: boolean;
}

export interface ReplyHead extends Lengths {
  /** Null when the start line is no status line. */
  readonly status: number | null;
}

const DIGIT_0 = 0x30;
const DIGIT_9 = 0x39;

const isDigit = (octet: number | undefined): boolean =>
  octet !== undefined && octet >= DIGIT_0 && octet <= DIGIT_9;
const isBlank = (octet: number | undefined): boolean => octet === SP || octet === TAB;

/** Whether the field name at [from, to) is `name` (given in lower case), whatever its case. */
function isNamed(head: Buffer, from: number, to: number, name: string): boolean {
  if (to - from !== name.length) return false;
  for (let at = 0; at < name.length; at++) {
    if (((head[from + at] as number) | 0x20) !== name.charCodeAt(at)) return false;
  }
  return true;
}

/** The number that stands at [from, to) between blanks; -1 when something else does, or too long a number. */
function plainNumber(head: Buffer, from: number, to: number): number {
  let at = from;
  while (at < to && isBlank(head[at])) at++;
  const first = at;
  let value = 0;
  for (; at < to && isDigit(head[at]); at++) value = value * 10 + ((head[at] as number) - DIGIT_0);
  if (at === first || at - first > 15) return -1;
  while (at < to && (isBlank(head[at]) || head[at] === CR || head[at] === LF)) at++;
  return at === to ? value : -1;
}

/** Content-Length values: digits only, in a list or in several lines only when all are the same. */
function readLength(before: Lengths['contentLength'], text: string): Lengths['contentLength'] {
  let length = before;
  for (const part of text.split(',')) {
    const digits = part.trim();
    if (!/^\d{1,15}$/.test(digits)) return 'unclear';
    const value = Number(digits);
    if (length !== 'absent' && length !== value) return 'unclear';
    length = value;
  }
  return length;
}

/** RFC 9112 section 6.1: the last coding decides. `identity` is what RFC 2616 called no coding at all. */
function readEncoding(
  before: Lengths['transferEncoding'],
  text: string,
): Lengths['transferEncoding'] {
  const last = text
    .slice(text.lastIndexOf(',') + 1)
    .trim()
    .toLowerCase();
  if (last === 'chunked') return 'chunked';
  return last === 'identity' || last === '' ? before : 'other';
}

const textOf = (head: Buffer, from: number, to: number): string =>
  head.toString('latin1', from, to).trim();

class FieldReader implements Lengths {
  contentLength: Lengths['contentLength'] = 'absent';
  transferEncoding: Lengths['transferEncoding'] = 'absent';
  userAgent = '';
  upgrade = '';
  closes = false;

  /** Reads the field lines that begin at `at`. */
  read(head: Buffer, at: number): void {
    const end = head.length;
    while (at < end) {
      const first = (head[at] as number) | 0x20;
      // Only names that begin with c, t or u concern us; all other lines are skipped.
      const concerns = first === 0x63 || first === 0x74 || first === 0x75;
      const from = at;
      while (at < end && head[at] !== LF) at++;
      at++;
      // RFC 9112 section 5.2: a line that begins with a blank continues the one before it.
      while (at < end && isBlank(head[at])) {
        while (at < end && head[at] !== LF) at++;
        at++;
      }
      if (concerns) this.#line(head, from, Math.min(at, end));
    }
  }

  #line(head: Buffer, from: number, to: number): void {
    let colon = from;
    while (colon < to && head[colon] !== COLON) colon++;
    if (colon === to) return;
    let name = colon;
    while (name > from && isBlank(head[name - 1])) name--;
    if (isNamed(head, from, name, 'content-length')) this.#length(head, colon + 1, to);
    else if (isNamed(head, from, name, 'transfer-encoding')) {
      this.transferEncoding = readEncoding(this.transferEncoding, textOf(head, colon + 1, to));
    } else if (isNamed(head, from, name, 'user-agent')) {
      this.userAgent = textOf(head, colon + 1, to);
    } else if (isNamed(head, from, name, 'upgrade')) {
      this.upgrade = textOf(head, colon + 1, to);
    } else if (isNamed(head, from, name, 'connection')) {
      this.closes ||= /(?:^|,)\s*close\s*(?:,|$)/i.test(textOf(head, colon + 1, to));
    }
  }

  #length(head: Buffer, from: number, to: number): void {
    const plain = this.contentLength === 'absent' ? plainNumber(head, from, to) : -1;
    this.contentLength =
      plain >= 0 ? plain : readLength(this.contentLength, textOf(head, from, to));
  }
}

/** [begin, end) of the start line without its line end; blank lines before it do not count. */
function startLine(head: Buffer): readonly [number, number, number] {
  let from = 0;
  while (head[from] === CR || head[from] === LF) from++;
  let to = from;
  while (to < head.length && head[to] !== LF) to++;
  const next = to + 1;
  if (to > from && head[to - 1] === CR) to--;
  return [from, to, next];
}

/** Where ` HTTP/x.y` begins at the end of the line, or the line's end where no version stands. */
function versionStart(line: string): number {
  const match = /[ \t]+HTTP\/\d(?:\.\d)?[ \t]*$/i.exec(line.slice(-16));
  return match === null ? line.length : Math.max(0, line.length - 16) + match.index;
}

/** Null when the start line is no request line. */
export function readRequestHead(head: Buffer): RequestHead | null {
  const [from, to, next] = startLine(head);
  const line = head.toString('latin1', from, to);
  const methodEnd = line.search(/[ \t]/);
  if (methodEnd <= 0) return null;
  const fields = new FieldReader();
  fields.read(head, next);
  return {
    method: line.slice(0, methodEnd),
    // Observed: raw blanks inside the target (`INFO=Ver 8.0`), so it reaches to the version, not to a blank.
    target: line.slice(methodEnd, Math.max(methodEnd, versionStart(line))).trim(),
    userAgent: fields.userAgent,
    closes: fields.closes,
    asksForTunnel:
      /^(connect|pri)$/i.test(line.slice(0, methodEnd)) || /\bwebsocket\b/i.test(fields.upgrade),
    contentLength: fields.contentLength,
    transferEncoding: fields.transferEncoding,
  };
}

export function readReplyHead(head: Buffer): ReplyHead {
  const [from, to, next] = startLine(head);
  const match = /^HTTP\/\d(?:\.\d)?[ \t]+(\d{3})(?!\d)/i.exec(head.toString('latin1', from, to));
  const fields = new FieldReader();
  fields.read(head, next);
  return {
    status: match === null ? null : Number(match[1]),
    contentLength: fields.contentLength,
    transferEncoding: fields.transferEncoding,
  };
}
