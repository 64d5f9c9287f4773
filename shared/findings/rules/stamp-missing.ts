/** An upload without Stamp: real servers answer UNKNOWN to it, whatever the table. */

import { words } from '../../spec/field.ts';
import { tableNamed } from '../../spec/tables/index.ts';
import type { Rule } from '../rule.ts';

/** Sections 10.3 and 10.4 print the target without a Stamp. */
const PRINTED_WITHOUT: ReadonlySet<string> = new Set(['10.3', '10.4']);

export const stampMissing: Rule = {
  code: 'stamp-missing',
  severity: 'warning',
  section: '10.2',
  fault: 'terminal',
  kinds: ['upload'],
  cue: 'missing',
  title: words('An upload without Stamp', '上传缺少 Stamp'),
  remedy: words(
    'ZKECO needs Stamp for every table: have the firmware send it, or expect the same batch again and again.',
    'ZKECO 要求每个表都带 Stamp：请升级固件使其发送，否则同一批记录会反复上传。',
  ),
  find: (exchange) => {
    const { frame } = exchange;
    if (frame.table === '') return [];
    if (exchange.requestField('stamp') !== undefined) return [];
    const table = exchange.requestField('table');
    const isRefused = exchange.isAnswered && exchange.answer !== 'OK';
    const section = tableNamed(frame.table)?.section ?? '10.2';
    return [
      {
        part: 'request',
        span: table?.span ?? null,
        section,
        severity: isRefused ? 'error' : 'warning',
        message: words(
          `The upload of ${frame.table} carries no Stamp; ZKECO answers UNKNOWN to it.`,
          `${frame.table} 的上传没有 Stamp；ZKECO 会回复 UNKNOWN。`,
        ),
        ...(PRINTED_WITHOUT.has(section) ? { fault: 'document' } : {}),
      },
    ];
  },
};
