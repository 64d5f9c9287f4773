/** FULLLOG: recharge records, in two column orders (vendor's document section 10.5). */

import { balance, cardNo, opId, recNo, sysId } from '../columns.ts';
import { words, type FieldSpec } from '../field.ts';
import type { TableSpec } from '../table.ts';

const both = { section: '10.5', evidence: 'both' } as const;

// prettier-ignore
const head: readonly FieldSpec[] = [
  sysId,
  cardNo,
  { key: 'cardRecNo', wire: 'CardRecNo', type: 'integer', label: words('Card sequence', '卡流水号'), ...both },
  { key: 'supTime', wire: 'SupTime', type: 'time', label: words('Time of recharge', '充值时间'), ...both },
  { key: 'money', wire: 'Money', type: 'money', unit: 'cents', label: words('Amount', '充值金额'), ...both },
  balance,
  { key: 'logType', wire: 'LogType', type: 'choice', choices: { 0: words('recharge', '充值'), 1: words('refund', '退款'), 2: words('bonus', '优惠') }, label: words('Kind', '出纳类型'), ...both },
];

export const fulllog: TableSpec = {
  name: 'FULLLOG',
  label: words('Recharge records', '充值记录'),
  noun: { one: 'recharge record', many: 'recharge records', zh: '条充值记录' },
  told: ['cardNo', 'supTime', 'money', 'logType', 'recNo'],
  sumOf: 'money',
  apart: { column: 'logType', values: ['1', '2'] },
  ...both,
  remark: words(
    'ZKECO reads RecNo before OPID; the order is told from StampId and from which column rises.',
    'ZKECO 先读 RecNo 后读 OPID；由 StampId 及递增的列判断顺序。',
  ),
  layouts: [
    { name: words('documented order', '文档顺序'), columns: [...head, opId, recNo] },
    { name: words('order of the server', '服务器顺序'), columns: [...head, recNo, opId] },
  ],
  sample: '10023\t10023\t30\t2018-11-02 09:30:00\t10000\t25000\t0\t90001\t12',
};
