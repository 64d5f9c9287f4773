/** A record with more columns than its table has, or fewer. */

import type { Field } from '../../codec/frame.ts';
import { words } from '../../spec/field.ts';
import type { TableSpec } from '../../spec/table.ts';
import { tableNamed } from '../../spec/tables/index.ts';
import type { Found, Rule } from '../rule.ts';

const made = new Map<TableSpec, readonly number[]>();

/** How many columns its layouts have, each number once. */
function countsOf(table: TableSpec): readonly number[] {
  const counts = made.get(table) ?? [
    ...new Set(table.layouts.map(({ columns }) => columns.length)),
  ];
  made.set(table, counts);
  return counts;
}

/** A TAB at the end of a line separates nothing. */
const countOf = (cells: readonly Field[]): number =>
  cells.length > 1 && cells.at(-1)?.raw === '' ? cells.length - 1 : cells.length;

export const columnCount: Rule = {
  code: 'column-count',
  severity: 'warning',
  section: '10.2',
  fault: 'terminal',
  kinds: ['upload'],
  title: words('Too few or too many columns', '字段过少或过多'),
  remedy: words(
    'Servers answer OK before they parse: look for this record in their error file.',
    '服务器在解析之前就回复 OK：请在其错误文件中查找该记录。',
  ),
  find: (exchange) => {
    const { frame } = exchange;
    const table = tableNamed(frame.table);
    if (table === undefined) return [];
    const counts = countsOf(table);
    const found: Found[] = [];
    for (const { fields: cells = [], span } of exchange.upload.fields) {
      if (counts.includes(cells.length)) continue;
      const count = countOf(cells);
      if (exchange.isTorn('request', span)) continue;
      found.push({
        part: 'request',
        span,
        section: table.section,
        // Servers read the columns they know and pass over the rest.
        severity: count < Math.min(...counts) ? 'error' : 'note',
        message: words(
          `A record of ${table.name} has ${counts.join(' or ')} columns, this one has ${count}.`,
          `${table.name} 的记录有 ${counts.join(' 或 ')} 个字段，此条有 ${count} 个。`,
        ),
      });
    }
    return found;
  },
};
