/** A decoded exchange as indented lines for a person. */

import type { Field, HalfFrame, Language } from '../../shared/codec/frame.ts';
import { holdsSecret } from '../../shared/codec/secret.ts';
import type { DecodedExchange, Finding } from '../../shared/findings/finding.ts';
import { printable } from './printable.ts';

const WORDS = {
  en: {
    request: 'request',
    response: 'reply',
    noReply: 'reply: none',
    findings: 'findings',
    section: 'section',
    muted: 'muted',
  },
  zh: {
    request: '请求',
    response: '应答',
    noReply: '应答：无',
    findings: '发现',
    section: '章节',
    muted: '已静音',
  },
} as const satisfies Record<Language, Record<string, string>>;

type Words = (typeof WORDS)[Language];

const INDENT = '  ';

function* fieldLines(field: Field, indent: string): Generator<string> {
  const name = field.wire === '' ? field.key : field.wire;
  const isSaid = field.raw === field.text || field.fields !== undefined || holdsSecret(field);
  const raw = isSaid ? '' : `  (${field.raw})`;
  const note = field.note === undefined ? '' : `  – ${field.note}`;
  yield `${indent}${printable(`${name}: ${field.text}${raw}${note}`)}`;
  for (const inner of field.fields ?? []) yield* fieldLines(inner, indent + INDENT);
}

function* halfLines(name: string, half: HalfFrame, indent: string): Generator<string> {
  yield `${indent}${name}: ${printable(half.summary)}`;
  for (const field of half.fields) yield* fieldLines(field, indent + INDENT);
}

function findingLine({ code, severity, section, message, muted }: Finding, words: Words): string {
  const basis = /^\d/.test(section) ? `${words.section} ${section}` : section;
  const silenced = muted === undefined ? '' : `  – ${words.muted}: ${muted}`;
  return printable(`${severity} ${code} (${basis}): ${message}${silenced}`);
}

/** The fields of request and reply, then the findings. */
export function* bodyOfTree(
  decoded: DecodedExchange,
  language: Language,
  indent = '',
): Generator<string> {
  const words = WORDS[language];
  yield* halfLines(words.request, decoded.request, indent);
  if (decoded.response === null) yield `${indent}${words.noReply}`;
  else yield* halfLines(words.response, decoded.response, indent);
  if (decoded.findings.length === 0) return;
  yield `${indent}${words.findings}:`;
  for (const finding of decoded.findings) {
    yield `${indent}${INDENT}${findingLine(finding, words)}`;
  }
}

/** The tree under a line that says what it is. */
export function* treeLines(decoded: DecodedExchange, language: Language): Generator<string> {
  yield printable(
    [decoded.kind, decoded.table, decoded.sn].filter((part) => part !== '').join('  '),
  );
  yield* bodyOfTree(decoded, language);
}
