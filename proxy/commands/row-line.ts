/** One exchange as one line for a person: when, which, who, what → answer, and what is odd about it. */

import type { Row } from '../../shared/link/api.ts';
import { printable } from './printable.ts';

const NUMBER_WIDTH = 6;
const SERIAL_WIDTH = 13;
const KIND_WIDTH = 15;

export function rowLine(row: Row): string {
  const marks = [
    row.outcome === 'complete' ? '' : row.outcome,
    row.changed ? 'changed' : '',
    row.severity ?? '',
  ].filter((mark) => mark !== '');
  const columns = [
    row.at.replace('T', ' '),
    String(row.n).padStart(NUMBER_WIDTH),
    (row.sn === '' ? '-' : row.sn).padEnd(SERIAL_WIDTH),
    row.kind.padEnd(KIND_WIDTH),
    `${row.summary}${row.reply === '' ? '' : ` → ${row.reply}`}`,
    ...(marks.length > 0 ? [`[${marks.join(', ')}]`] : []),
  ];
  return printable(columns.join('  ')).trimEnd();
}
