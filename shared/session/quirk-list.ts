/** What is told apart in the way a firmware speaks: each trait read from an exchange, beside the document's form of it. */

import { words, type Words } from '../spec/field.ts';
import { RECORD_TIMES } from '../spec/record-times.ts';
import type { Field } from '../codec/frame.ts';
import { fieldOf, textOf, type Seen } from './seen.ts';

export interface Trait {
  readonly code: string;
  readonly title: Words;
  /** The form that the vendor's document has; every other one is a quirk. */
  readonly documented: string;
  /** Null when the exchange does not show it. */
  readonly of: (seen: Seen, head: readonly Field[]) => string | null;
  /** Forms in words, those without one are shown as they are. */
  readonly forms: Readonly<Record<string, Words>>;
}

const LONGEST_FORM = 40;

/** A terminal asks for few paths, so the last one is kept. */
let lastPath = '';
let lastForm: string | null = null;

/** `/iclock/`, `/api/iclock/….aspx` */
function pathForm(path: string): string | null {
  if (path !== lastPath) {
    const found = /^(.*\/)[^/]*?(\.aspx)?$/i.exec(path);
    const suffix = found?.[2] === undefined ? '' : '….aspx';
    lastPath = path;
    lastForm = found === null ? null : `${(found[1] ?? '').slice(0, LONGEST_FORM)}${suffix}`;
  }
  return lastForm;
}

const firstRecord = ({ frame }: Seen) =>
  frame.kind === 'upload' ? fieldOf(frame.request.fields, 'record') : undefined;
const firstResult = ({ frame }: Seen) =>
  frame.kind === 'command-result' ? fieldOf(frame.request.fields, 'result') : undefined;

const DASH = 0x2d;
const TIME_LENGTH = 19;

function timeForm(text: string): string {
  // Nearly all of them.
  if (text.length === TIME_LENGTH && text.charCodeAt(4) === DASH) {
    if (text[10] === 'T') return 'iso';
    if (text[10] === ' ') return 'text';
  }
  if (/^\s*\d{1,13}\s*$/.test(text)) return 'integer';
  if (/^\s*\d{14}\s*$/.test(text)) return 'compact';
  if (/^\s*\d{4}-\d{1,2}-\d{1,2}T/.test(text)) return 'iso';
  return /^\s*\d{4}-\d{1,2}-\d{1,2} /.test(text) ? 'text' : 'other';
}

const TIME_FORMS = {
  integer: words('a whole number', '整数'),
  compact: words('digits without separators', '无分隔的数字'),
  iso: words('date, T and time', '日期 T 时间'),
  text: words('date and time with a blank', '日期与时间以空格分隔'),
  other: words('something else', '其他形式'),
};

export const TRAITS: readonly Trait[] = [
  {
    code: 'path',
    title: words('Path of requests', '请求路径'),
    documented: '/iclock/',
    of: (_, head) => pathForm(fieldOf(head, 'path')?.raw ?? ''),
    forms: {},
  },
  {
    code: 'connection',
    title: words('Connection header', 'Connection 头'),
    documented: 'close',
    of: (_, head) =>
      head.length === 0
        ? null
        : (fieldOf(head, 'connection')?.raw.toLowerCase().slice(0, LONGEST_FORM) ?? 'none'),
    forms: { none: words('none', '无') },
  },
  {
    code: 'http-version',
    title: words('HTTP version', 'HTTP 版本'),
    documented: 'HTTP/1.1',
    of: (_, head) => fieldOf(head, 'version')?.raw.slice(0, LONGEST_FORM) ?? null,
    forms: {},
  },
  {
    code: 'stamp',
    title: words('Form of Stamp', 'Stamp 的形式'),
    documented: 'iso',
    of: ({ frame }) => {
      const stamp = fieldOf(frame.request.fields, 'stamp')?.raw;
      // A zero asks for nothing and shows no form.
      return frame.kind !== 'upload' || stamp === undefined || stamp === '0'
        ? null
        : timeForm(stamp);
    },
    forms: TIME_FORMS,
  },
  {
    code: 'record-time',
    title: words('Form of times in records', '记录中时间的形式'),
    documented: 'text',
    of: (seen) => {
      const time = firstRecord(seen)?.fields?.find(({ key }) => RECORD_TIMES.has(key));
      return time === undefined ? null : timeForm(time.raw);
    },
    forms: TIME_FORMS,
  },
  {
    code: 'record-separator',
    title: words('Between the columns of records', '记录各列之间'),
    documented: 'tab',
    of: (seen) => {
      const raw = firstRecord(seen)?.raw;
      if (raw === undefined) return null;
      return raw.includes('\t') ? 'tab' : /[ ,;]/.test(raw) ? 'other' : null;
    },
    forms: { tab: words('TAB', 'TAB'), other: words('no TAB', '非 TAB') },
  },
  {
    code: 'fulllog-order',
    title: words('Last columns of FULLLOG', 'FULLLOG 的最后两列'),
    documented: 'OPID, RecNo',
    of: (seen) => {
      if (!/^FULLLOG/i.test(seen.frame.table)) return null;
      const last = firstRecord(seen)?.fields?.slice(-2);
      return last?.length === 2 ? last.map(({ wire }) => wire).join(', ') : null;
    },
    forms: {},
  },
  {
    code: 'detail-stamp',
    title: words('Stamp of details', '明细上传的 Stamp'),
    documented: 'none',
    of: ({ frame }) =>
      frame.kind === 'upload' && /detail$/i.test(frame.table)
        ? fieldOf(frame.request.fields, 'stamp') === undefined
          ? 'none'
          : 'sent'
        : null,
    forms: { none: words('none', '无'), sent: words('sent', '带') },
  },
  {
    code: 'result-form',
    title: words('Form of INFO and short results', '命令结果的形式'),
    documented: 'line',
    of: (seen) => {
      const result = firstResult(seen);
      const verb = textOf(result?.fields, 'cmd');
      // The document itself gives these a key a line.
      if (result === undefined || /^(?:Shell|GetFile|PutFile)$/i.test(verb)) return null;
      return result.raw.includes('&') ? 'line' : 'key-a-line';
    },
    forms: {
      line: words('a line with &', '以 & 连接的一行'),
      'key-a-line': words('a key a line (LF form)', '每行一个键（LF 形式）'),
    },
  },
  {
    code: 'result-serial',
    title: words('Serial of results', '命令结果的序列号'),
    documented: 'target',
    of: ({ frame }) =>
      frame.kind !== 'command-result'
        ? null
        : fieldOf(frame.request.fields, 'sn')?.span?.part === 'body' ||
            fieldOf(frame.request.fields, 'sn') === undefined
          ? 'body'
          : 'target',
    forms: {
      target: words('in the address', '在地址中'),
      body: words('not in the address', '不在地址中'),
    },
  },
  {
    code: 'data-echo',
    title: words('CMD in results of UPDATE and DELETE', 'UPDATE、DELETE 结果中的 CMD'),
    documented: 'verb',
    of: (seen) => {
      const verb = textOf(firstResult(seen)?.fields, 'cmd').toUpperCase();
      if (verb === 'DATA') return 'DATA';
      return verb === 'UPDATE' || verb === 'DELETE' ? 'verb' : null;
    },
    forms: { verb: words('the verb', '命令本身') },
  },
];
