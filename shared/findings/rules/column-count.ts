/** A record with more columns than its table has, or fewer. */

import { words } from '../../spec/field.ts';
import { tableNamed } from '../../spec/tables/index.ts';
import type { Found, Rule } from '../rule.ts';

export const columnCount: Rule = {
  code: 'column-count',
  severity: 'warning',
  section: '10.2',
  fault: 'terminal',
  title: words('Too few or too many columns', '字段过少或过多'),
  remedy: words(
    'Servers answer OK before they parse: look for this record in their error file.',
    '服务器在解析之前就回复 OK：请在其错误文件中查找该记录。',
  ),
  find: (exchange) => {
    const { frame } = exchange;
    const table = frame.kind === 'upload' ? tableNamed(frame.table) : undefined;
    if (table === undefined) return [];
    const counts = [...new Set(table.layouts.map(({ columns }) => columns.length))];
    const least = Math.min(...counts);
    return exchange.requestFields('record').flatMap(({ raw, span }): Found[] => {
      // A TAB at the end of a line separates nothing.
      const count = raw.replace(/(?<=.)\t$/, '').split('\t').length;
      if (counts.includes(count)) return [];
      return [
        {
          part: 'request',
          span,
          section: table.section,
          // Servers read the columns they know and pass over the rest.
          severity: count < least ? 'error' : 'note',
          message: words(
            `A record of ${table.name} has ${counts.join(' or ')} columns, this one has ${count}.`,
            `${table.name} 的记录有 ${counts.join(' 或 ')} 个字段，此条有 ${count} 个。`,
          ),
        },
      ];
    });
  },
};
