/** ALLOWLOG: subsidy records (vendor's document section 10.6). */

import { balance, cardNo, cardRecId, recNo, sysId } from '../columns.ts';
import { words } from '../field.ts';
import type { TableSpec } from '../table.ts';

const both = { section: '10.6', evidence: 'both' } as const;

// prettier-ignore
export const allowlog: TableSpec = {
  name: 'ALLOWLOG',
  label: words('Subsidy records', '补贴记录'),
  noun: { one: 'subsidy record', many: 'subsidy records', zh: '条补贴记录' },
  told: ['cardNo', 'allowTime', 'allowMoney', 'batch', 'recNo'],
  sumOf: 'allowMoney',
  ...both,
  layouts: [
    {
      name: words('documented order', '文档顺序'),
      columns: [
        sysId,
        cardNo,
        cardRecId,
        { key: 'batch', wire: 'Batch', type: 'text', label: words('Subsidy batch', '补贴批号'), ...both, remark: words('YYMM, or a packed day in online mode.', 'YYMM，或在线模式下的压缩日期。') },
        { key: 'allowTime', wire: 'AllowTime', type: 'time', label: words('Time of subsidy', '补贴时间'), ...both },
        { key: 'allowMoney', wire: 'AllowMoney', type: 'money', unit: 'cents', label: words('Amount', '补贴金额'), ...both },
        balance,
        { key: 'state', wire: 'State', type: 'integer', label: words('Kind of subsidy', '补贴类型'), ...both },
        { key: 'baseBatch', wire: 'BaseBatch', type: 'text', label: words('Base batch', '补贴基次'), ...both },
        recNo,
      ],
    },
  ],
  sample: '10023\t10023\t31\t1811\t2018-11-02 07:00:03\t30000\t56000\t0\t1811\t5',
};
