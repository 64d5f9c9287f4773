/** UPDATE, DELETE, QUERY: the data commands (vendor's document section 11.6). */

import type { ArgumentSpec, CommandSpec, SubjectSpec } from '../command.ts';
import { words } from '../field.ts';
import { saying } from './argument.ts';
import type { DataTable } from './tables/data-table.ts';
import { DATA_TABLES } from './tables/index.ts';

const pairs = { separator: '\t' } as const;

const subject = (
  table: DataTable,
  rest: Pick<SubjectSpec, 'arguments' | 'sayings' | 'samples'>,
): SubjectSpec => ({
  name: table.name,
  label: table.label,
  ...(table.aliases ? { aliases: table.aliases } : {}),
  ...(table.evidence ? { evidence: table.evidence } : {}),
  ...(table.remark ? { remark: table.remark } : {}),
  ...rest,
});

/** In a condition every column may be left out. */
const asConditions = (columns: readonly ArgumentSpec[]): readonly ArgumentSpec[] =>
  columns.map((column) => ({ ...column, required: false }));

const lower = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);

const sampleQuery = ({ name, columns: [key] }: DataTable): string =>
  `QUERY ${name} ${key?.wire}=${key?.example}`;

export const update: CommandSpec = {
  verb: 'UPDATE',
  aliases: ['data update'],
  label: words('Write data', '下发数据'),
  sentence: words(
    'Adds rows to a table of the terminal, or replaces them.',
    '向终端的数据表新增或覆盖记录。',
  ),
  form: {
    kind: 'subject',
    style: pairs,
    subjects: DATA_TABLES.map((table) => ({
      ...subject(table, {
        arguments: table.columns,
        sayings: [
          ...table.update,
          saying(
            `update ${lower(table.label.en)}[: {#conditions}]`,
            `更新${table.label.zh}[：{#conditions}]`,
          ),
        ],
        samples: table.samples.update,
      }),
      ...(table.repeatable === undefined ? {} : { repeatable: table.repeatable }),
    })),
  },
  dangerous: false,
  last: false,
  repeatable: true,
  result: 'plain',
  section: '11.6.1',
  evidence: 'both',
  remark: words(
    'Several rows may follow, a line each. Results say CMD=UPDATE or CMD=DATA.',
    '可多条记录，每行一条。结果为 CMD=UPDATE 或 CMD=DATA。',
  ),
  samples: [],
};

export const remove: CommandSpec = {
  verb: 'DELETE',
  aliases: ['data delete'],
  label: words('Delete data', '删除数据'),
  sentence: words(
    'Deletes the rows that fit all conditions; without a condition, every row of the table.',
    '删除符合全部条件的记录；没有条件时删除整个表。',
  ),
  form: {
    kind: 'subject',
    style: pairs,
    subjects: DATA_TABLES.map((table) => ({
      ...subject(table, {
        arguments: asConditions(table.columns),
        sayings: [
          ...table.remove,
          saying(
            `delete ${lower(table.label.en)} where {#conditions}`,
            `删除${table.label.zh}：{#conditions}`,
          ),
          saying(`delete all ${lower(table.label.en)}`, `删除全部${table.label.zh}`),
        ],
        samples: table.samples.remove,
      }),
      section: '11.6.2',
    })),
  },
  dangerous: true,
  last: false,
  repeatable: true,
  result: 'plain',
  section: '11.6.2',
  evidence: 'both',
  samples: [],
};

export const query: CommandSpec = {
  verb: 'QUERY',
  aliases: ['data query'],
  label: words('Ask for data', '查询数据'),
  sentence: words(
    'Has the terminal upload the rows that fit; the rows come in POSTs of their own.',
    '让终端上传符合条件的记录；记录另行上传。',
  ),
  form: {
    kind: 'subject',
    style: pairs,
    subjects: DATA_TABLES.map((table) => ({
      ...subject(table, {
        arguments: asConditions(table.columns),
        sayings: [
          saying(
            `query ${lower(table.label.en)} where {#conditions}`,
            `查询${table.label.zh}：{#conditions}`,
          ),
          saying(`query all ${lower(table.label.en)}`, `查询全部${table.label.zh}`),
        ],
        samples: table.samples.query ?? [sampleQuery(table)],
      }),
      section: '11.6.3',
    })),
  },
  dangerous: false,
  last: false,
  repeatable: true,
  result: 'uploads',
  section: '11.6.3',
  evidence: 'documented',
  remark: words(
    'The print says that without a condition all data is deleted; its text is copied from DELETE.',
    '文档称无条件时"删除所有数据"，系抄自 DELETE。',
  ),
  samples: [],
};
