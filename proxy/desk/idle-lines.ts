/**
 * Idle polls read from their bytes: nine exchanges of ten are one of a few hundred texts with another
 * time. What was read once of such a text, its reply's Date aside, holds for all its repeats.
 */

import { checkSeal } from '../../shared/capture/seal.ts';
import type { Language } from '../../shared/codec/frame.ts';
import type { RowFacts } from '../../shared/filter/subject.ts';
import type { Row } from '../../shared/link/api.ts';
import { lineTools } from '../record/line-tools.ts';
import { rowOf, rowOfFacts, type Reading } from './reading.ts';

/** Longer lines are no idle polls. */
const LONGEST = 2_048;
const MOST_KEPT = 20_000;

/** The skeleton that our own writer gives a line; anything else is read the long way. */
const HEAD =
  /^\{"type":"exchange","n":(\d{1,15}),"at":"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)","connection":\d+,"peer":"([^"\\]*)",$/;
const TAIL =
  /^"timing":\{"requestMs":[\d.]+,"firstByteMs":[\d.]+,"totalMs":([\d.]+)\},"outcome":"complete","crc":"[0-9a-f]{8}"\}$/;
/** A Date that no finding is made of. */
const DATE = /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT\\r\\n/;
const DATE_NAME = 'Date: ';
const DATE_LENGTH = 29;
/** It moves with every sale. */
const DEV_NO = /&devno=(\d{1,9})(?=[& ])/;

interface Parts {
  readonly shape: string;
  readonly n: number;
  readonly at: string;
  readonly peer: string;
  readonly totalMs: number;
  readonly devNo: number | null;
}

export interface IdlePoll {
  readonly facts: RowFacts;
  /** The newest record number that the terminal names. */
  readonly devNo: number | null;
  /** Its row, where a poll with the same words was read in that language; null where none was. */
  readonly row: (language: Language) => Row | null;
}

/** How the newest poll of a shape reads; the record number is part of its words. */
interface Words {
  readonly devNo: number | null;
  readonly summary: string;
  readonly reply: string;
}

interface Known {
  readonly facts: RowFacts;
  readonly words: Partial<Record<Language, Words>>;
}

export class IdleLines {
  readonly #known = new Map<string, Known>();

  /** A repeat of an idle poll that was learnt; null for every other line, damaged ones among them. */
  read(line: Uint8Array): IdlePoll | null {
    const parts = this.#known.size === 0 ? null : partsOf(line);
    const known = parts === null ? undefined : this.#known.get(parts.shape);
    if (parts === null || known === undefined || checkSeal(line, lineTools) !== 'good') return null;
    const { n, peer, totalMs, devNo } = parts;
    const facts: RowFacts = {
      n,
      atMs: Date.parse(parts.at),
      sn: known.facts.sn,
      kind: known.facts.kind,
      table: known.facts.table,
      outcome: known.facts.outcome,
      totalMs,
      size: known.facts.size,
      severity: null,
      changed: false,
      idle: true,
      peer,
    };
    const row = (language: Language) => {
      const words = known.words[language];
      return words?.devNo === devNo ? rowOfFacts(facts, words.summary, words.reply) : null;
    };
    return { facts, devNo, row };
  }

  /** Keeps what was read, in that language, of an idle poll that has no findings. */
  learn(line: Uint8Array, reading: Reading, language: Language): void {
    const { facts } = reading;
    if (!facts.idle || facts.severity !== null || facts.changed) return;
    const parts = partsOf(line);
    if (parts === null) return;
    // Old shapes are polls of yesterday's record numbers.
    if (this.#known.size >= MOST_KEPT) this.#known.clear();
    const known = this.#known.get(parts.shape) ?? { facts, words: {} };
    const { summary, reply } = rowOf(reading);
    known.words[language] = { devNo: parts.devNo, summary, reply };
    this.#known.set(parts.shape, known);
  }
}

function partsOf(line: Uint8Array): Parts | null {
  if (line.length > LONGEST) return null;
  const text = Buffer.from(line.buffer, line.byteOffset, line.length).toString('latin1');
  const request = text.indexOf('"request":{');
  const timing = text.lastIndexOf('"timing":{');
  if (request < 0 || timing < request) return null;
  const head = HEAD.exec(text.slice(0, request));
  const tail = TAIL.exec(text.slice(timing));
  if (head === null || tail === null) return null;
  const response = text.indexOf(',"response":{', request);
  const date = response < 0 ? -1 : text.indexOf(DATE_NAME, response) + DATE_NAME.length;
  const hasDate = date > response && date < timing && DATE.test(text.slice(date, date + DATE_LENGTH + 4)); // prettier-ignore
  const whole = text.slice(request, timing);
  const devNo = DEV_NO.exec(whole);
  const devNoEnd = devNo === null ? request : request + devNo.index + devNo[0].length;
  const untilDate = hasDate ? date : timing;
  const shape =
    whole.slice(0, devNo?.index ?? 0) +
    text.slice(devNoEnd, untilDate) +
    (hasDate ? text.slice(date + DATE_LENGTH, timing) : '');
  return {
    shape,
    n: Number(head[1]),
    at: head[2] as string,
    peer: head[3] as string,
    totalMs: Number(tail[1]),
    devNo: devNo === null ? null : Number(devNo[1]),
  };
}
