/** What a column of the exchange list is called. */

import type { Words } from '../language/en.ts';
import { fieldOf, type Column } from './columns.ts';

export function columnName(column: Column, say: Words): string {
  const names: Readonly<Record<string, string>> = {
    finding: say.columnFinding,
    number: say.columnNumber,
    time: say.columnTime,
    terminal: say.columnTerminal,
    what: say.columnWhat,
    said: say.columnSaid,
    duration: say.columnDuration,
    size: say.columnSize,
  };
  return fieldOf(column) ?? names[column.id] ?? column.id;
}
