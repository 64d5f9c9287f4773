/** The head of a message as fields: what its start line says, then each header field as it stands. */

import { headerNamed } from '../spec/headers.ts';
import type { Field, Language } from './frame.ts';
import { fieldOf, unknownField } from './read-field.ts';

const NO_COLON = { en: 'no colon in this line', zh: '此行没有冒号' } as const;
const HEAD_WORDS = {
  en: (start: string, headers: number) => `${start}, ${headers} header fields`,
  zh: (start: string, headers: number) => `${start}，${headers} 个头域`,
} as const;

const isBlank = (code: number): boolean => code === 0x20 || code === 0x09;

/** A leaf of the start line; `wire` is empty because it has no name there. */
export function startField(
  head: string,
  key: string,
  from: number,
  to: number,
  value?: number,
): Field {
  const raw = head.slice(from, to);
  return { key, wire: '', raw, value: value ?? raw, text: raw, span: { part: 'head', from, to } };
}

/** The group of all fields of a head; `start` are those of the start line, `next` the offset behind it. */
export function headGroup(
  head: string,
  next: number,
  start: readonly Field[],
  language: Language,
): Field {
  const headers = readHeaders(head, next, language);
  const words = start.map((field) => field.raw).join(' ');
  return {
    key: 'head',
    wire: '',
    raw: head,
    value: head,
    text: HEAD_WORDS[language](words, headers.length),
    span: { part: 'head', from: 0, to: head.length },
    fields: [...start, ...headers],
  };
}

function readHeaders(head: string, next: number, language: Language): Field[] {
  const fields: Field[] = [];
  let from = next;
  while (from < head.length) {
    const end = endOfField(head, from);
    let to = end;
    while (to > from && isLineEnd(head.charCodeAt(to - 1))) to--;
    if (to > from) fields.push(readHeader(head, from, to, language));
    from = end;
  }
  return fields;
}

const isLineEnd = (code: number): boolean => code === 0x0d || code === 0x0a;

/** Behind the line's LF; lines that begin with a blank belong to the one before (RFC 9112 section 5.2). */
function endOfField(head: string, from: number): number {
  let end = head.indexOf('\n', from) + 1;
  while (end !== 0 && end < head.length && isBlank(head.charCodeAt(end))) {
    end = head.indexOf('\n', end) + 1;
  }
  return end === 0 ? head.length : end;
}

function readHeader(head: string, from: number, to: number, language: Language): Field {
  const colon = head.indexOf(':', from);
  if (colon === -1 || colon >= to) {
    const raw = head.slice(from, to);
    const span = { part: 'head', from, to } as const;
    return { key: 'line', wire: '', raw, value: null, text: raw, span, note: NO_COLON[language] };
  }
  const wire = head.slice(from, colon).trim();
  let valueFrom = colon + 1;
  while (valueFrom < to && isBlank(head.charCodeAt(valueFrom))) valueFrom++;
  let valueTo = to;
  while (valueTo > valueFrom && isBlank(head.charCodeAt(valueTo - 1))) valueTo--;
  const raw = head.slice(valueFrom, valueTo);
  const value = raw.includes('\n') ? raw.replace(/\r?\n[ \t]+/g, ' ') : raw;
  const spec = headerNamed(wire.toLowerCase());
  if (spec !== undefined) {
    return fieldOf(spec, wire, raw, value, 'head', valueFrom, valueTo, language);
  }
  return unknownField(wire, raw, value, 'head', valueFrom, valueTo);
}
