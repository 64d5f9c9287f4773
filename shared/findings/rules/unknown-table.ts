/** A table that neither the document nor known servers have. */

import { words } from '../../spec/field.ts';
import { tableNamed } from '../../spec/tables/index.ts';
import { shown } from '../examined.ts';
import type { Rule } from '../rule.ts';

export const unknownTable: Rule = {
  code: 'unknown-table',
  severity: 'warning',
  section: '10',
  fault: 'terminal',
  kinds: ['upload'],
  title: words('An unknown table', '未知数据表'),
  remedy: words(
    'Its records are kept as they stand; see whether the server took them, and ask the vendor for their columns.',
    '记录按原样保留；请确认服务器是否接收，并向厂商询问字段含义。',
  ),
  find: (exchange) => {
    const { table } = exchange.frame;
    if (tableNamed(table) !== undefined) return [];
    const field = exchange.requestField('table');
    const message =
      table === ''
        ? words('The upload names no table.', '上传未指明数据表。')
        : words(
            `No table “${shown(table)}” is known; ZKECO answers ERROR to it.`,
            `没有已知的数据表 “${shown(table)}”；ZKECO 会回复 ERROR。`,
          );
    return [{ part: 'request', span: field?.span ?? null, message }];
  },
};
