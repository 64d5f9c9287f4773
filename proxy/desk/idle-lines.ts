/**
 * Idle polls read from their bytes: nine exchanges of ten are one of a few hundred texts with another
 * time. What was read once of such a text, its reply's Date aside, holds for all its repeats.
 */

import { checkSeal } from '../../shared/capture/seal.ts';
import type { Language } from '../../shared/codec/frame.ts';
import type { Row } from '../../shared/link/api.ts';
import { textOf } from '../../shared/session/seen.ts';
import { lineTools } from '../record/line-tools.ts';
import { IdlePoll, type Told } from './idle-poll.ts';
import { LineCursor } from './line-cursor.ts';
import { rowOf, type Reading } from './reading.ts';

/** Longer lines are no idle polls. */
const LONGEST = 2_048;
const MOST_KEPT = 20_000;
const MOST_DIGITS = 15;

const DEV_NO = '&devno=';
/** It moves with every sale. */
const MOST_DEV_NO = 9;
/** The skeleton that our own writer gives a line; anything else is read the long way. */
const HEAD =
  /^\{"type":"exchange","n":\d{1,15},"at":"[^"]{24}","connection":\d{1,15},"peer":"[^"\\]*:[1-9]\d{0,4}",$/;
const TAIL =
  /^"timing":\{"requestMs":[\d.]+,"firstByteMs":[\d.]+,"totalMs":[\d.]+\},"outcome":"complete","crc":"[0-9a-f]{8}"\}$/;
const DATE_NAME = 'Date: ';
const DATE_LENGTH = 29;
/** A Date that no finding is made of. */
const DATE = /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT\\r\\n/;

/** Where the pieces of a line lie that are the same in all its repeats. */
interface Parts {
  readonly request: number;
  /** Of the record number's digits; both where the request begins in a line without any. */
  readonly devNo: readonly [from: number, to: number];
  /** Where the Date begins; null without one. */
  readonly date: number | null;
  readonly timing: number;
  readonly key: number;
}

interface Shape {
  readonly beforeDevNo: Uint8Array;
  readonly hasDevNo: boolean;
  readonly beforeDate: Uint8Array;
  readonly hasDate: boolean;
  readonly beforeTiming: Uint8Array;
  readonly told: Told;
}

export class IdleLines {
  /** By a number of the request's first line. */
  readonly #known = new Map<number, Shape[]>();
  #count = 0;
  readonly #cursor = new LineCursor();

  /** A repeat of an idle poll that was learnt; null for every other line, damaged ones among them. */
  read(line: Uint8Array): IdlePoll | null {
    if (this.#count === 0 || line.length > LONGEST) return null;
    const poll = this.#match(line);
    return poll !== null && checkSeal(line, lineTools) === 'good' ? poll : null;
  }

  /** Keeps what was read, in that language, of an idle poll at that position that has no findings. */
  learn(line: Uint8Array, reading: Reading, position: number, language: Language): void {
    const { facts } = reading;
    if (!facts.idle || facts.severity !== null || facts.changed) return;
    const parts = line.length > LONGEST ? null : partsOf(line);
    if (parts === null) return;
    const { summary, reply }: Row = rowOf(reading);
    const known = this.#match(line);
    const told = known?.told ?? this.#keep(line, parts, reading, position);
    const devNo = devNoIn(line, parts);
    told.words[language] = { devNo, summary, reply };
  }

  #keep(line: Uint8Array, parts: Parts, { facts, frame }: Reading, position: number): Told {
    const { request, devNo, date, timing, key } = parts;
    const type = textOf(frame.request.fields, 'type');
    const told: Told = { position, facts, type, host: hostOf(facts.peer ?? ''), words: {} };
    // Old shapes are polls of yesterday's record numbers.
    if (this.#count >= MOST_KEPT) {
      this.#known.clear();
      this.#count = 0;
    }
    const shape: Shape = {
      beforeDevNo: line.slice(request, devNo[0]),
      hasDevNo: devNo[1] > devNo[0],
      beforeDate: line.slice(devNo[1], date ?? timing),
      hasDate: date !== null,
      beforeTiming: date === null ? new Uint8Array(0) : line.slice(date + DATE_LENGTH, timing),
      told,
    };
    const same = this.#known.get(key);
    if (same === undefined) this.#known.set(key, [shape]);
    else same.push(shape);
    this.#count++;
    return told;
  }

  /** Whatever its seal says. */
  #match(line: Uint8Array): IdlePoll | null {
    const cursor = this.#cursor;
    cursor.begin(line);
    if (!cursor.skip('{"type":"exchange","n":')) return null;
    const n = cursor.digits(MOST_DIGITS);
    if (n === null || !cursor.skip(',"at":"')) return null;
    const atMs = cursor.isoTime();
    if (atMs === null || !cursor.skip('","connection":')) return null;
    if (cursor.digits(MOST_DIGITS) === null || !cursor.skip(',"peer":"')) return null;
    const peer = cursor.peer();
    if (peer === null || !cursor.skip('",')) return null;
    const request = cursor.at;
    for (const shape of this.#known.get(keyOf(line, request)) ?? []) {
      cursor.at = request;
      const devNo = matchDevNo(cursor, shape);
      const dateMs = devNo === undefined ? undefined : matchRest(cursor, shape);
      if (devNo === undefined || dateMs === undefined) continue;
      const totalMs = readTiming(cursor);
      if (totalMs === null) return null;
      const { told } = shape;
      const host = cursor.textOf(peer.hostFrom, peer.hostTo, told.host);
      return new IdlePoll(told, { n, atMs, host, port: peer.port, totalMs, devNo, dateMs });
    }
    return null;
  }
}

/** Undefined where the line is of another shape. */
function matchDevNo(
  cursor: LineCursor,
  { beforeDevNo, hasDevNo }: Shape,
): number | null | undefined {
  if (!hasDevNo) return null;
  if (!cursor.skipBytes(beforeDevNo)) return undefined;
  return cursor.digits(MOST_DEV_NO) ?? undefined;
}

/** The Date between the other bytes; null without one, undefined where the line is of another shape. */
function matchRest(
  cursor: LineCursor,
  { beforeDate, hasDate, beforeTiming }: Shape,
): number | null | undefined {
  if (!cursor.skipBytes(beforeDate)) return undefined;
  if (!hasDate) return null;
  const dateMs = cursor.httpDate();
  return dateMs !== null && cursor.skipBytes(beforeTiming) ? dateMs : undefined;
}

/** Null where the line ends in another way. */
function readTiming(cursor: LineCursor): number | null {
  if (!cursor.skip('"timing":{"requestMs":') || cursor.decimal() === null) return null;
  if (!cursor.skip(',"firstByteMs":') || cursor.decimal() === null) return null;
  if (!cursor.skip(',"totalMs":')) return null;
  const totalMs = cursor.decimal();
  return cursor.skip('},"outcome":"complete"') && cursor.isAtSeal ? totalMs : null;
}

const hostOf = (peer: string): string => peer.slice(0, peer.lastIndexOf(':') + 1);

const SPACE = 0x20;
const LETTER_D = 0x64;

/** A number of the request's first line up to its record number, method and serial among it. */
function keyOf(line: Uint8Array, request: number): number {
  let key = 0;
  let spaces = 0;
  for (let at = request; at < line.length; at++) {
    const octet = line[at] as number;
    if (octet === SPACE && ++spaces === 2) break;
    if (octet === LETTER_D && isDevNoAt(line, at)) break;
    key = (Math.imul(key, 31) + octet) | 0;
  }
  return key;
}

/** Whether the record number's name stands there, from its second letter on. */
function isDevNoAt(line: Uint8Array, at: number): boolean {
  for (let i = 0; i < DEV_NO.length; i++) {
    if (line[at - 1 + i] !== DEV_NO.charCodeAt(i)) return false;
  }
  return true;
}

function partsOf(line: Uint8Array): Parts | null {
  const text = Buffer.from(line.buffer, line.byteOffset, line.length).toString('latin1');
  const request = text.indexOf('"request":{');
  const timing = text.lastIndexOf('"timing":{');
  if (request < 0 || timing < request) return null;
  if (!HEAD.test(text.slice(0, request)) || !TAIL.test(text.slice(timing))) return null;
  const whole = text.slice(request, timing);
  const digits = /&devno=(\d{1,9})[& ]/.exec(whole);
  const from = digits === null ? request : request + digits.index + DEV_NO.length;
  const response = text.indexOf(',"response":{', request);
  const date = response < 0 ? -1 : text.indexOf(DATE_NAME, response) + DATE_NAME.length;
  const hasDate = date > response && date < timing && DATE.test(text.slice(date, date + DATE_LENGTH + 4)); // prettier-ignore
  return {
    request,
    devNo: [from, from + (digits?.[1]?.length ?? 0)],
    date: hasDate ? date : null,
    timing,
    key: keyOf(line, request),
  };
}

function devNoIn(line: Uint8Array, { devNo: [from, to] }: Parts): number | null {
  return from === to ? null : Number(String.fromCharCode(...line.subarray(from, to)));
}
