/** Whether a frame accounts for every byte of a message: each lies in a field, is its name, or separates. */

import type { Field, HalfFrame, Part, Span } from '../../shared/codec/frame.ts';
import type { RawMessage } from '../../shared/codec/message.ts';
import { readRequestLine } from '../../shared/codec/request-line.ts';

interface Leaf {
  readonly wire: string;
  readonly span: Span;
}

/** A group whose fields are all computed stands for its bytes itself. */
function leavesOf(fields: readonly Field[]): readonly Leaf[] {
  return fields.flatMap(({ wire, span, fields: parts = [] }) => {
    const leaves = leavesOf(parts);
    return leaves.length > 0 || span === null ? leaves : [{ wire, span }];
  });
}

/** All fields, groups included, in one list. */
export const allFields = (fields: readonly Field[]): readonly Field[] =>
  fields.flatMap((field) => [field, ...allFields(field.fields ?? [])]);

const SEPARATORS: Readonly<Record<Part, RegExp>> = {
  target: /^[?&=]*$/,
  head: /^[\r\n \t:]*$/,
  body: /^[\r\n \t&=:]*$/,
};

/** Texts of the protocol that stand before values and are nobody's name. */
const FRAMING: Readonly<Record<Part, RegExp>> = { target: /^/, head: /^/, body: /\bC(?=:)/ };

/** One sentence for each run of bytes that no field accounts for, and for each overlap. */
export function unaccounted(half: HalfFrame, message: RawMessage): readonly string[] {
  const head = Buffer.from(message.head).toString('latin1');
  const line = readRequestLine(head);
  const isRequest = line !== null && !/^HTTP\//i.test(head.trimStart());
  const target = isRequest ? head.slice(line.targetFrom, line.targetTo) : '';
  const leaves = leavesOf(half.fields);
  const inHead = leaves.filter(({ span }) => span.part === 'head');
  if (isRequest) {
    const span = { part: 'head', from: line.targetFrom, to: line.targetTo } as const;
    inHead.push({ wire: '', span });
  }
  const parts: readonly (readonly [Part, string, readonly Leaf[]])[] = [
    ['target', target, leaves.filter(({ span }) => span.part === 'target')],
    ['head', head, inHead],
    [
      'body',
      Buffer.from(message.body).toString('latin1'),
      leaves.filter(({ span }) => span.part === 'body'),
    ],
  ];
  return parts.flatMap(([part, text, those]) => gapsOf(part, text, those));
}

function gapsOf(part: Part, text: string, leaves: readonly Leaf[]): readonly string[] {
  const found: string[] = [];
  const inOrder = [...leaves].sort((a, b) => a.span.from - b.span.from || a.span.to - b.span.to);
  let at = 0;
  for (const { wire, span } of inOrder) {
    if (span.from < at) found.push(`${part} ${span.from}-${span.to} overlaps what ends at ${at}`);
    const gap = text.slice(at, span.from);
    if (!isFraming(part, gap, wire))
      found.push(`${part} ${at}: ${JSON.stringify(gap)} is in no field`);
    at = Math.max(at, span.to);
  }
  const rest = text.slice(at);
  if (!SEPARATORS[part].test(rest))
    found.push(`${part} ${at}: ${JSON.stringify(rest)} is in no field`);
  return found;
}

function isFraming(part: Part, gap: string, wire: string): boolean {
  const nameAt = wire === '' ? -1 : gap.lastIndexOf(Buffer.from(wire, 'utf8').toString('latin1'));
  const named = nameAt === -1 ? gap : gap.slice(0, nameAt) + gap.slice(nameAt + wire.length);
  return SEPARATORS[part].test(named.replace(FRAMING[part], ''));
}
