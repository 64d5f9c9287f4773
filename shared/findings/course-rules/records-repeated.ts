/** Records that the server has taken before, uploaded again as they were, unasked. */

import { words } from '../../spec/field.ts';
import type { CourseFound, CourseRule } from '../course-rule.ts';
import { shown } from '../examined.ts';
import type { Twice, UploadedRecord } from '../upload.ts';

export const recordsRepeated: CourseRule = {
  code: 'records-repeated',
  severity: 'note',
  section: '10.2',
  fault: 'terminal',
  kinds: ['upload'],
  title: words('Records uploaded twice', '记录重复上传'),
  remedy: words(
    'Nothing is lost; a server that does not compare record numbers books them twice.',
    '不会丢失数据；但若服务器不比对流水号，会重复入账。',
  ),
  take: ({ exchange, course, table, atMs }) => {
    if (table === null) return [];
    const { upload } = exchange;
    const again = table.records
      .again(upload, 'same')
      .filter(({ recordNumber }) => !course.isAsked(table, recordNumber, atMs));
    const within = upload.twice.filter(({ isSame }) => table.isLog && isSame);
    return [...before(table.name, again), ...within.map((each) => twice(table.name, each))];
  },
};

const twice = (table: string, { record: { field, recNo } }: Twice): CourseFound => ({
  part: 'request',
  span: field.span,
  message: words(
    `Record ${shown(recNo.raw)} of ${table} stands twice in this upload.`,
    `${table} 的记录 ${shown(recNo.raw)} 在此次上传中出现两次。`,
  ),
});

function before(table: string, again: readonly UploadedRecord[]): readonly CourseFound[] {
  const [first] = again;
  if (first === undefined) return [];
  const last = again.at(-1) ?? first;
  const said = first === last ? first.recNo.raw : `${first.recNo.raw}-${last.recNo.raw}`;
  const from = first.field.span?.from ?? 0;
  const to = last.field.span?.to ?? from;
  return [
    {
      part: 'request',
      span: { part: 'body', from, to },
      message: words(
        first === last
          ? `Record ${said} of ${table} was taken before, with the same content.`
          : `${again.length} records of ${table} (RecNo ${said}) were taken before, with the same content.`,
        `${table} 的 ${again.length} 条记录（流水号 ${said}）此前已被接收，内容相同。`,
      ),
    },
  ];
}
