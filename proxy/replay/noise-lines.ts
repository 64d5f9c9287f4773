/** The rules of a golden about what may differ: lines of type `noise` that a person can read and edit. */

import { Buffer } from 'node:buffer';
import { appendFileSync, closeSync, openSync, readSync, statSync, truncateSync } from 'node:fs';
import { readLine } from '../../shared/capture/read-line.ts';
import { KINDS, type Kind } from '../../shared/codec/frame.ts';
import { isNeverNoise, type Difference, type NoiseRule } from '../../shared/compare/index.ts';
import { lineTools } from '../record/line-tools.ts';
import { WriteError } from './capture-writer.ts';
import { linesWith } from '../record/lines-with.ts';

/** A line that says something else than a rule, or a rule that may not be. */
export class NoiseError extends Error {}

const isKind = (text: unknown): text is Kind => KINDS.some((kind) => kind === text);

function readRule(text: string, place: string): NoiseRule {
  const refuse = (fact: string) => new NoiseError(`${place} ${fact}.`);
  let value: Readonly<Record<string, unknown>>;
  try {
    value = JSON.parse(text) as Readonly<Record<string, unknown>>;
  } catch {
    throw refuse('is no JSON; mend or remove the line');
  }
  const { field, kind, part, within, reason } = value;
  if (typeof field !== 'string' || field === '') throw refuse('names no field; write "field":"…"');
  if (typeof reason !== 'string' || reason === '')
    throw refuse('gives no reason; write "reason":"…"');
  if (isNeverNoise(field)) {
    throw refuse(
      `calls ${field} noise; money, record numbers and return codes never are, so remove the rule`,
    );
  }
  if (kind !== undefined && !isKind(kind))
    throw refuse(`names a kind that does not exist; one of ${KINDS.join(', ')} is wanted`);
  if (part !== undefined && part !== 'request' && part !== 'response')
    throw refuse('names a part that is neither request nor response');
  return {
    field,
    reason,
    ...(kind !== undefined && { kind }),
    ...(part !== undefined && { part }),
    ...(typeof within === 'string' && { within }),
  };
}

/** Throws NoiseError that names the line's offset. */
export async function rulesIn(path: string): Promise<NoiseRule[]> {
  const rules: NoiseRule[] = [];
  // In a body the quotes would be escaped, so few lines are looked at closer.
  for await (const { offset, bytes } of linesWith(path, '"noise"')) {
    const entry = readLine(bytes, lineTools);
    if (entry.type !== 'unknown' || entry.name !== 'noise') continue;
    rules.push(readRule(bytes.toString('utf8'), `${path}: the rule at offset ${offset}`));
  }
  return rules;
}

/** Rules for what differed between two good runs; null for what may never be noise. */
export function ruleFor(
  difference: Pick<Difference, 'key' | 'field' | 'part' | 'within'>,
  kind: Kind,
  reason: string,
): NoiseRule | null {
  const { key, field, part, within } = difference;
  if (isNeverNoise(key) || isNeverNoise(field)) return null;
  // Of a command its verb and table; of a record its table.
  const words = within.split(',')[0]?.split(' ').slice(0, 2).join(' ') ?? '';
  return { field, kind, part, ...(words !== '' && { within: words }), reason };
}

const LF = 0x0a;

/** Whether nothing of a line stands behind its last line end. */
function endsWithLine(path: string, size: number): boolean {
  const last = Buffer.alloc(1);
  const file = openSync(path, 'r');
  try {
    return readSync(file, last, 0, 1, size - 1) === 0 || last[0] === LF;
  } finally {
    closeSync(file);
  }
}

/** Without a seal, so that people may edit them; all of them or none. Throws WriteError. */
export function appendRules(path: string, rules: readonly NoiseRule[]): void {
  const lines = rules.map((rule) => `${JSON.stringify({ type: 'noise', ...rule })}\n`);
  const { size } = statSync(path);
  // Editors may leave the last line without its end.
  if (!endsWithLine(path, size)) lines.unshift('\n');
  try {
    appendFileSync(path, lines.join(''));
  } catch (error) {
    truncateSync(path, size);
    const { code } = error as NodeJS.ErrnoException;
    throw new WriteError(`${path} cannot be written on (${code}), it is as it was; make room or change its rights.`); // prettier-ignore
  }
}
