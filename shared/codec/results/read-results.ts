/** The body of a command-result POST as fields, one group a result (vendor's document section 13). */

import { infoValueNamed, resultFieldNamed } from '../../spec/results.ts';
import { isBinary } from '../body-charset.ts';
import type { Field } from '../frame.ts';
import { decodeText, readField, readUnknown, type Reading } from '../read-field.ts';
import { cutResults, isNamed, type CutResult, type Pair } from './cut.ts';
import { isSuccess, returnText } from './say-return.ts';

export interface ResultsBody {
  readonly summary: string;
  readonly fields: readonly Field[];
}

/** What of a result the summary tells. */
interface Told {
  readonly id: string;
  readonly cmd: string;
  readonly code: string;
  readonly text: string;
  readonly success: boolean;
}

const BINARY = { en: 'binary content', zh: '二进制内容' } as const;
const BYTES = { en: 'bytes', zh: '字节' } as const;

export function readResults(body: Uint8Array, reading: Reading): ResultsBody {
  const told: Told[] = [];
  const fields = cutResults(body).map((result) => {
    const facts = toldOf(body, result, reading);
    told.push(facts);
    return resultField(body, result, facts, reading);
  });
  return { summary: summaryOf(told, reading), fields };
}

function toldOf(body: Uint8Array, { pairs }: CutResult, reading: Reading): Told {
  const value = (wanted: string): string => {
    const pair = pairs.find(({ name }) => isNamed(name, wanted));
    return pair === undefined ? '' : decodeText(body, pair.from, pair.to, reading).trim();
  };
  const [id, cmd, code] = [value('ID'), value('CMD'), value('Return')];
  const text = returnText(code, cmd, reading.language);
  return { id, cmd, code, text, success: isSuccess(code, cmd) };
}

function resultField(body: Uint8Array, result: CutResult, told: Told, reading: Reading): Field {
  const { from, to, pairs, values, content } = result;
  const raw = decodeText(body, from, to, reading);
  const fields = [
    ...pairs.map((pair) => pairField(body, pair, told, reading)),
    ...values.map((pair) => valueField(body, pair, reading)),
  ];
  if (content !== null) {
    fields.push(contentField(body, { name: '', ...content }, reading));
  }
  return {
    key: 'result',
    wire: 'ID',
    raw,
    value: raw,
    text: [told.id, told.cmd, told.text].filter((words) => words !== '').join(' · '),
    span: { part: 'body', from, to },
    fields,
  };
}

function pairField(body: Uint8Array, pair: Pair, told: Told, reading: Reading): Field {
  const spec = resultFieldNamed(pair.name);
  if (spec === undefined) return unknownField(body, pair, reading);
  if (spec.key === 'content') return contentField(body, pair, reading);
  const field = readField(spec, body, 'body', pair.from, pair.to, reading, pair.name);
  return spec.key === 'return' ? { ...field, text: told.text } : field;
}

function valueField(body: Uint8Array, pair: Pair, reading: Reading): Field {
  const spec = infoValueNamed(pair.name);
  if (spec === undefined) return unknownField(body, pair, reading);
  return readField(spec, body, 'body', pair.from, pair.to, reading, pair.name);
}

function unknownField(body: Uint8Array, { name, from, to }: Pair, reading: Reading): Field {
  const field = readUnknown(name, body, 'body', from, to, reading);
  return name === '' ? { ...field, key: 'line' } : field;
}

/** A file may be anything: bytes that are plainly no text are counted, not shown as text. */
function contentField(body: Uint8Array, { name, from, to }: Pair, reading: Reading): Field {
  const field = { ...readUnknown(name, body, 'body', from, to, reading), key: 'content' };
  const hasNul = body.subarray(from, to).includes(0);
  if (!hasNul && !isBinary(body, from, to)) return field;
  const { language } = reading;
  return { ...field, text: `${to - from} ${BYTES[language]}`, note: BINARY[language] };
}

/** Several results: all in one phrase where they went well, the failed ones by name. */
function summaryOf(told: readonly Told[], { language }: Reading): string {
  const en = language === 'en';
  const [first] = told;
  if (first === undefined) return en ? 'no result' : '没有结果';
  const one = ({ id, cmd, text }: Told) =>
    en ? `${cmd} ${id}: ${text}`.trim() : `${cmd} ${id}：${text}`.trim();
  if (told.length === 1) return en ? `result of ${one(first)}` : `命令结果 ${one(first)}`;
  const failed = told.filter(({ success }) => !success);
  const count = en ? `${told.length} command results` : `${told.length} 条命令结果`;
  if (failed.length === 0) {
    const range = `${first.id}-${told.at(-1)?.id ?? ''}`;
    return en ? `${count}, all successful, ${range}` : `${count}，全部成功，${range}`;
  }
  const named = failed
    .slice(0, 3)
    .map(one)
    .join(en ? '; ' : '；');
  const more = failed.length > 3 ? (en ? '; …' : '；…') : '';
  return en
    ? `${count}, ${failed.length} failed: ${named}${more}`
    : `${count}，${failed.length} 条失败：${named}${more}`;
}
