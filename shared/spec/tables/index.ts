/** All tables that terminals upload, and how a name on the wire finds its definition. */

import { words } from '../field.ts';
import type { TableSpec } from '../table.ts';
import { allowlog } from './allowlog.ts';
import { buylog } from './buylog.ts';
import { keydetail, storedetail, timedetail } from './details.ts';
import { fulllog } from './fulllog.ts';
import { zhiweilog } from './zhiwei.ts';

/** A table of backup records: same columns, its own name. */
const backupOf = (table: TableSpec): TableSpec => ({
  ...table,
  name: `${table.name}BAK`,
  label: words(`${table.label.en}, backup`, `${table.label.zh}（备份）`),
  noun: {
    one: `backup ${table.noun.one}`,
    many: `backup ${table.noun.many}`,
    zh: table.noun.zh.replace('条', '条备份'),
  },
  evidence: 'observed',
});

export const TABLES: readonly TableSpec[] = [
  buylog,
  fulllog,
  allowlog,
  storedetail,
  keydetail,
  timedetail,
  zhiweilog,
  backupOf(buylog),
  backupOf(fulllog),
  backupOf(allowlog),
  backupOf(zhiweilog),
];

const byName = new Map(TABLES.map((table) => [table.name.toLowerCase(), table]));

/** By its name without regard to case; what else begins with ZhiWei is taken for those tables. */
export function tableNamed(name: string): TableSpec | undefined {
  const wanted = name.toLowerCase();
  const known = byName.get(wanted);
  if (known !== undefined || !wanted.startsWith('zhiwei')) return known;
  return byName.get(wanted.includes('bak') ? 'zhiweilogbak' : 'zhiweilog');
}
