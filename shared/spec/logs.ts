/** The logs of a terminal: tables whose record numbers rise by one, under the names that each place has for them. */

import { words, type Words } from './field.ts';

export interface LogSpec {
  /** As uploads name it (sections 10.2 to 10.4). */
  readonly table: string;
  /** As commands name it (sections 11.7 to 11.9). */
  readonly command: string;
  readonly noun: Words;
  /** As stamps begin (section 6): PosLogStamp, PosLogStampId, PosBakLogStamp … */
  readonly stem: string;
  /** As polls name it in `type` (section 12). */
  readonly poll: string;
}

export const LOGS: readonly LogSpec[] = [
  {
    table: 'BUYLOG',
    command: 'POSLOG',
    noun: words('consumption records', '消费记录'),
    stem: 'Pos',
    poll: 'pos',
  },
  {
    table: 'FULLLOG',
    command: 'FULLLOG',
    noun: words('recharge records', '充值记录'),
    stem: 'Full',
    poll: 'full',
  },
  {
    table: 'ALLOWLOG',
    command: 'ALLOWLOG',
    noun: words('subsidy records', '补贴记录'),
    stem: 'Allow',
    poll: 'allow',
  },
];

const byTable = new Map(LOGS.map((log) => [log.table, log]));

/** By its name in capitals; undefined for a table that is no log. */
export const logOf = (table: string): LogSpec | undefined => byTable.get(table);
