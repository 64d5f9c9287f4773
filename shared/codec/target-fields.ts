/** The parameters of a request target as fields, in the order of the wire. */

import { parameterNamed } from '../spec/parameters.ts';
import { charsetOf } from './body-charset.ts';
import type { Field } from './frame.ts';
import { latin1Bytes } from './latin1.ts';
import { fieldOf, unknownField, type Reading } from './read-field.ts';
import type { Parameter, Target } from './target.ts';

const REPEATED = {
  en: 'given more than once: servers go by the last',
  zh: '出现多次：服务器以最后一个为准',
} as const;

/** Raw bytes outside ASCII were never seen in targets of real devices, but nothing forbids them. */
const isAscii = (text: string): boolean => {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0x7f) return false;
  return true;
};

/** Latin-1 text into text of the terminal's charset. */
function inCharset(text: string, reading: Reading, language: string): string {
  if (isAscii(text)) return text;
  const bytes = latin1Bytes(text);
  const charset = charsetOf(bytes, false, reading.text, language);
  return reading.text.decode(bytes, 0, bytes.length, charset);
}

export interface TargetFields {
  readonly fields: Field[];
  /** Values by lower-case name; of several the last. */
  readonly parameters: ReadonlyMap<string, string>;
}

/** `text` is the target as Latin-1; `terminalLanguage` a number of appendix 2 or empty. */
export function readTargetFields(
  text: string,
  target: Target,
  reading: Reading,
  terminalLanguage: string,
): TargetFields {
  const parameters = new Map<string, string>();
  const fields: Field[] = [];
  for (const parameter of target.parameters) {
    const value = inCharset(parameter.value, reading, terminalLanguage);
    const raw = inCharset(text.slice(parameter.from, parameter.to), reading, terminalLanguage);
    if (parameters.has(parameter.name)) noteRepetition(fields, parameter, reading);
    parameters.set(parameter.name, value);
    fields.push(parameterField(parameter, raw, value, reading));
  }
  return { fields, parameters };
}

function parameterField(
  { wire, name, from, to }: Parameter,
  raw: string,
  value: string,
  { language }: Reading,
): Field {
  const spec = parameterNamed(name);
  if (spec !== undefined) return fieldOf(spec, wire, raw, value, 'target', from, to, language);
  return unknownField(wire, raw, value, 'target', from, to);
}

function noteRepetition(fields: Field[], { name }: Parameter, { language }: Reading): void {
  const earlier = fields.findLastIndex((field) => field.wire.toLowerCase() === name);
  const field = fields[earlier];
  if (field !== undefined) fields[earlier] = { ...field, note: REPEATED[language] };
}
