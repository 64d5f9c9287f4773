/** A record number that was taken before, uploaded again with other content. */

import { words, type Words } from '../../spec/field.ts';
import type { CourseRule } from '../course-rule.ts';
import { shown } from '../examined.ts';
import type { UploadedRecord } from '../upload.ts';

export const recordsChanged: CourseRule = {
  code: 'records-changed',
  severity: 'error',
  section: '10.2',
  fault: 'terminal',
  kinds: ['upload'],
  title: words('A record number with another content', '同一流水号内容不同'),
  remedy: words(
    'Compare both uploads: two terminals under one serial, or a memory that began anew. Servers keep the first and drop the second.',
    '请对比两次上传：可能是两台终端共用序列号，或存储被清空重新计数。服务器保留第一条，丢弃第二条。',
  ),
  take: ({ exchange, table }) => {
    if (table === null) return [];
    const { name, records, isLog } = table;
    const { upload } = exchange;
    const of = ({ field }: UploadedRecord, message: Words) => ({ part: 'request' as const, span: field.span, message }); // prettier-ignore
    const before = records
      .again(upload, 'other')
      .map((record) =>
        of(
          record,
          words(
            `Record ${shown(record.recNo.raw)} of ${name} was taken before, with another content.`,
            `${name} 的记录 ${shown(record.recNo.raw)} 此前已被接收，但内容不同。`,
          ),
        ),
      );
    const within = upload.twice
      .filter(({ isSame }) => isLog && !isSame)
      .map(({ record }) =>
        of(
          record,
          words(
            `Record ${shown(record.recNo.raw)} of ${name} stands twice in this upload, with two contents.`,
            `${name} 的记录 ${shown(record.recNo.raw)} 在此次上传中出现两次，且内容不同。`,
          ),
        ),
      );
    return [...before, ...within];
  },
};
