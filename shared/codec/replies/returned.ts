/**
 * Answers that begin with RET= (observed): of the online subsidy (RepType 10), and of online consumption.
 *
 *   RET=OK                              RET=NO⇥RESON=…          Ret=NO
 *   10023⇥10023⇥1811⇥30000⇥7099                                 retnumber=-1
 */

import { ONLINE_FIELDS, SUBSIDY_COLUMNS, returnField } from '../../spec/reply-fields.ts';
import { words, type FieldSpec } from '../../spec/field.ts';
import type { Field, Language } from '../frame.ts';
import { boundedLines } from '../bounded-lines.ts';
import { decodeText, readField, readUnknown, type Reading } from '../read-field.ts';
import { moneyText } from '../read-value.ts';
import { PUNCTUATION } from '../punctuation.ts';
import { verdictField } from './answer.ts';
import { readAssignment, specAmong } from './assignments.ts';
import { bodySpan, type ReplyReader } from './reply-body.ts';

const BEGIN = /^\s*RET\s*=/i;
const ACCEPTED = words('accepted', '已接受');
const REFUSED = words('refused', '被拒绝');
const COUNT: Readonly<Record<Language, (rows: number) => string>> = {
  en: (rows) => (rows === 1 ? '1 row' : `${rows} rows`),
  zh: (rows) => `${rows} 行`,
};
const TAB = 0x09;

const specOf = specAmong([returnField, ...ONLINE_FIELDS]);

export const readReturned: ReplyReader = ({ facts, message: { body }, reading }) => {
  if (!BEGIN.test(reading.text.decode(body, 0, Math.min(body.length, 64), 'latin1'))) return null;
  const columns = facts.kind === 'subsidy-query' ? SUBSIDY_COLUMNS : [];
  const fields: Field[] = [];
  const { lines, rest } = boundedLines(body, 0, body.length, reading);
  for (const [from, to] of lines) {
    if (from === to) continue;
    if (isAssignment(body, from, to)) fields.push(...readCells(body, from, to, reading));
    else fields.push(readRecord(body, from, to, columns, reading));
  }
  if (rest !== null) fields.push(rest);
  return { summary: summaryOf(fields, reading.language), fields };
};

/** Whether a `=` stands in the line's first cell. */
function isAssignment(bytes: Uint8Array, from: number, to: number): boolean {
  const equals = bytes.subarray(from, to).indexOf(0x3d);
  const tab = bytes.subarray(from, to).indexOf(TAB);
  return equals !== -1 && (tab === -1 || equals < tab);
}

function* cellsOf(
  bytes: Uint8Array,
  from: number,
  to: number,
): Generator<readonly [number, number]> {
  let begin = from;
  while (begin <= to) {
    const tab = bytes.subarray(begin, to).indexOf(TAB);
    const end = tab === -1 ? to : begin + tab;
    yield [begin, end];
    begin = end + 1;
  }
}

function readCells(bytes: Uint8Array, from: number, to: number, reading: Reading): Field[] {
  return [...cellsOf(bytes, from, to)]
    .filter(([begin, end]) => end > begin)
    .map(([begin, end]) => {
      const field = readAssignment(bytes, begin, end, specOf, reading);
      return field.key === returnField.key ? withVerdict(field, reading.language) : field;
    });
}

function withVerdict(field: Field, language: Language): Field {
  const isAccepted = /^ok$/i.test(field.raw);
  return {
    ...field,
    text: (isAccepted ? ACCEPTED : REFUSED)[language],
    fields: [verdictField(isAccepted ? 'accepted' : 'refused', language)],
  };
}

function readRecord(
  bytes: Uint8Array,
  from: number,
  to: number,
  columns: readonly FieldSpec[],
  reading: Reading,
): Field {
  const fields = [...cellsOf(bytes, from, to)].map(([begin, end], index) => {
    const spec = columns[index];
    return spec === undefined
      ? readUnknown(`column ${index + 1}`, bytes, 'body', begin, end, reading)
      : readField(spec, bytes, 'body', begin, end, reading);
  });
  const raw = decodeText(bytes, from, to, reading);
  const text = fields.map((field) => field.text).join(PUNCTUATION[reading.language].comma);
  return { key: 'record', wire: '', raw, value: raw, text, span: bodySpan(from, to), fields };
}

function summaryOf(fields: readonly Field[], language: Language): string {
  const [answer, ...rest] = fields;
  const records = rest.filter(({ key }) => key === 'record');
  const reasons = rest
    .filter(({ key }) => key !== 'record')
    .map(({ wire, text }) => `${wire} ${text}`);
  const moneys = records.flatMap(({ fields: cells = [] }) =>
    cells.flatMap(({ key, value }) =>
      key === 'money' && typeof value === 'number' ? [value] : [],
    ),
  );
  const sum = moneyText(moneys.reduce((total, cents) => total + cents, 0));
  const { comma, bracketed } = PUNCTUATION[language];
  const told = [
    `${answer?.wire}=${answer?.raw}${bracketed(answer?.text ?? '')}`,
    ...reasons,
    ...(records.length > 0 ? [COUNT[language](records.length)] : []),
    ...(moneys.length > 0 ? [sum] : []),
  ];
  return told.join(comma);
}
