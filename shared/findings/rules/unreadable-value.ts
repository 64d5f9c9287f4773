/** A value that is not what its definition says: it stands in the frame with its bytes, and without a meaning. */

import type { Field, Language } from '../../codec/frame.ts';
import { PUNCTUATION } from '../../codec/punctuation.ts';
import { words } from '../../spec/field.ts';
import { tableNamed } from '../../spec/tables/index.ts';
import { shown } from '../examined.ts';
import type { Found, Rule } from '../rule.ts';

/** Dates of replies have a rule of their own. */
const ELSEWHERE: ReadonlySet<string> = new Set(['date']);

/** Adds what cannot be read to `into`; most frames have nothing, so nothing is made for them. */
function collect(fields: readonly Field[], into: Field[]): Field[] {
  for (const field of fields) {
    if (field.fields !== undefined) collect(field.fields, into);
    else if (field.value === null && !ELSEWHERE.has(field.key)) into.push(field);
  }
  return into;
}

const said = ({ wire, raw, note }: Field) => {
  const reason = (language: Language) =>
    note === undefined ? '' : PUNCTUATION[language].bracketed(note);
  const name = wire === '' ? '' : `${wire} `;
  return words(
    `${name}“${shown(raw)}” cannot be read${reason('en')}.`,
    `${name}“${shown(raw)}” 无法识别${reason('zh')}。`,
  );
};

export const unreadableValue: Rule = {
  code: 'unreadable-value',
  severity: 'warning',
  section: 'observed',
  fault: 'terminal',
  cue: 'unreadable',
  title: words('A value cannot be read', '值无法识别'),
  remedy: words(
    'Compare the marked bytes with the section; a firmware or server of another version may write them in another form.',
    '请将标出的字节与该节对照；其他版本的固件或服务器可能采用不同写法。',
  ),
  find: (exchange) => {
    const { frame } = exchange;
    if (exchange.isLeftover) return [];
    const all = { request: collect(frame.request.fields, []), response: collect(frame.response?.fields ?? [], []) }; // prettier-ignore
    if (all.request.length + all.response.length === 0) return [];
    const section = tableNamed(frame.table)?.section;
    // The end of what was cut is not the peer's doing.
    const unreadable = (part: Found['part']) =>
      all[part].filter(({ span }) => !exchange.isTorn(part, span));
    const found = (field: Field): Found => ({
      part: 'request',
      span: field.span,
      message: said(field),
      ...(section === undefined ? {} : { section }),
    });
    return [
      ...unreadable('request').map(found),
      ...unreadable('response').map((field): Found => ({
        part: 'response',
        span: field.span,
        message: said(field),
        fault: 'server',
      })),
    ];
  },
};
