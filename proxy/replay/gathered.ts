/** Replies as if they had brought other commands than they did: what came of a batch over several polls. */

import type { Read } from '../../shared/compare/exchange.ts';
import { endsBatch } from '../../shared/spec/commands/index.ts';
import { partOf, withFields, type Batch, type Command } from './batch.ts';

const MOST_NAMED = 3;

/** The commands in the order in which they came, in a reply with the head of the first that needs a charset. */
export function gathered(commands: readonly Command[]): Read | null {
  const batches = [...new Set(commands.map(({ batch }) => batch))];
  const isPlain = ({ read }: Batch) => read.raw.response?.body.every((octet) => octet < 0x80);
  const { raw, frame } = (batches.find((batch) => !isPlain(batch)) ?? batches[0])?.read ?? {};
  const response = frame?.response ?? null;
  if (raw === undefined || frame === undefined || response === null) return null;
  const fields = withFields(commands).map(([, field]) => field);
  const named = fields.slice(0, MOST_NAMED).map(({ text }) => text);
  const summary = [...named, ...(fields.length > MOST_NAMED ? ['…'] : [])].join('; ');
  const others = response.fields.filter(({ key }) => key !== 'command');
  return { raw, frame: { ...frame, response: { summary, fields: [...others, ...fields] } } };
}

/**
 * What came behind one that a terminal restarts by, where nothing was recorded behind it: that would not be
 * done any more (vendor's document section 11.5).
 */
export function behindRestart({ commands }: Batch): readonly Command[] {
  const last = commands.at(-1);
  const other = last?.partner ?? null;
  if (last === undefined || other === null) return [];
  const [[, field] = []] = withFields([last]);
  if (field === undefined || !endsBatch(partOf(field, 'verb'), partOf(field, 'table'))) return [];
  return other.batch.commands.slice(other.at + 1);
}
