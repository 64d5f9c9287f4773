/** All tables that terminals upload, and how a name on the wire finds its definition. */

import { words } from '../field.ts';
import type { TableSpec } from '../table.ts';
import { allowlog } from './allowlog.ts';
import { buylog } from './buylog.ts';
import { keydetail, storedetail, timedetail } from './details.ts';
import { fulllog } from './fulllog.ts';

/** A table of backup records: same columns, its own name. */
const backupOf = (table: TableSpec): TableSpec => ({
  ...table,
  name: `${table.name}BAK`,
  label: words(`${table.label.en}, backup`, `${table.label.zh}(备份)`),
  noun: { one: `backup ${table.noun.one}`, many: `backup ${table.noun.many}`, zh: table.noun.zh.replace('条', '条备份') },
  evidence: 'observed',
});

export const TABLES: readonly TableSpec[] = [
  buylog,
  fulllog,
  allowlog,
  storedetail,
  keydetail,
  timedetail,
  backupOf(buylog),
  backupOf(fulllog),
  backupOf(allowlog),
];

const byName = new Map(TABLES.map((table) => [table.name.toLowerCase(), table]));

export const tableNamed = (name: string): TableSpec | undefined => byName.get(name.toLowerCase());
