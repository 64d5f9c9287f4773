/** Commands that somebody gave a name, as they are kept and as they stand in a file. */

import type { CommandInput } from '../../../shared/codec/commands/compose.ts';
import { readList } from '../parts/kept-list.ts';

export interface SavedCommand {
  readonly name: string;
  /** In the shape of POST /api/commands, in the order in which they leave. */
  readonly commands: readonly CommandInput[];
  /** Whether `{sn}`, `{date}` and other words in braces are filled in when it is sent. */
  readonly fills: boolean;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isRow = (value: unknown): boolean =>
  isObject(value) &&
  Object.values(value).every((each) => ['string', 'number', 'boolean'].includes(typeof each));

function isCommand(value: unknown): value is CommandInput {
  if (!isObject(value)) return false;
  const { text, verb, table, values } = value;
  if (text !== undefined) return typeof text === 'string';
  const isTable = table === undefined || typeof table === 'string';
  const rows = Array.isArray(values) ? (values as readonly unknown[]) : [values ?? {}];
  return typeof verb === 'string' && isTable && rows.every(isRow);
}

export function isSaved(value: unknown): value is SavedCommand {
  if (!isObject(value)) return false;
  const { name, commands, fills } = value;
  const isNamed = typeof name === 'string' && name.trim() !== '' && typeof fills === 'boolean';
  return isNamed && Array.isArray(commands) && commands.length > 0 && commands.every(isCommand);
}

/** Reads any text; what is no saved command is left out. */
export const readLibrary = (text: string | null): readonly SavedCommand[] =>
  readList(text, isSaved);

export const libraryText = (items: readonly SavedCommand[]): string =>
  `${JSON.stringify(items, null, 2)}\n`;
