/** BUYLOG: consumption records, of one wallet or two (vendor's document section 10.2). */

import { balance, cardNo, cardRecId, opId, recNo, sysId } from '../columns.ts';
import { words, type FieldSpec } from '../field.ts';
import type { TableSpec } from '../table.ts';

const both = { section: '10.2', evidence: 'both' } as const;

const STATES = {
  1: words('fixed amount', '定值消费'),
  2: words('amount', '金额消费'),
  3: words('key', '键值消费'),
  4: words('count', '计次消费'),
  5: words('goods', '商品消费'),
  6: words('time', '计时消费'),
  7: words('credit', '记账消费'),
  8: words('manual', '手工补单'),
  9: words('correction', '纠错'),
};

// prettier-ignore
const single: readonly FieldSpec[] = [
  sysId,
  cardNo,
  { key: 'posTime', wire: 'PosTime', type: 'time', label: words('Time of sale', '消费时间'), ...both, remark: words('The document says integer seconds; servers expect YYYY-MM-DD HH:MM:SS. Both are read.', '文档写为整数秒；服务器要求 YYYY-MM-DD HH:MM:SS。两者都能读。') },
  { key: 'posMoney', wire: 'PosMoney', type: 'money', unit: 'cents', label: words('Amount', '消费金额'), ...both },
  balance,
  cardRecId,
  { key: 'state', wire: 'State', type: 'choice', choices: STATES, label: words('Kind of sale', '消费类型'), ...both, remark: words('In count mode ZKECO stores the amount 0.', '计次消费时 ZKECO 存储的金额为 0。') },
  { key: 'mealType', wire: 'MealType', type: 'choice', choices: { 0: words('none', '无') }, label: words('Meal', '餐别'), ...both },
  { key: 'mealDate', wire: 'MealDate', type: 'packed-day', label: words('Day of the meal', '记餐日期'), ...both, remark: words('Servers ignore it. Vendor’s packed day: ((Y-2000)*12+M)*31+D.', '服务器忽略此列。压缩日期：((Y-2000)*12+M)*31+D。') },
  recNo,
  opId,
];

// prettier-ignore
export const buylog: TableSpec = {
  name: 'BUYLOG',
  label: words('Consumption records', '消费记录'),
  noun: { one: 'consumption record', many: 'consumption records', zh: '条消费记录' },
  told: ['cardNo', 'posTime', 'posMoney', 'state', 'recNo'],
  sumOf: 'posMoney',
  alsoSumOf: 'subPosMoney',
  apart: { column: 'state', values: ['9'] },
  section: '10.2',
  evidence: 'both',
  layouts: [
    { name: words('single wallet', '单钱包'), columns: single },
    {
      name: words('dual wallet', '双钱包'),
      columns: [
        ...single,
        { key: 'subPosMoney', wire: 'SubPosMoney', type: 'money', unit: 'cents', label: words('Amount from the second wallet', '子钱包消费金额'), section: '10.2', evidence: 'documented' },
        { key: 'subBalance', wire: 'SubBalance', type: 'money', unit: 'cents', label: words('Balance of the second wallet', '子钱包余额'), section: '10.2', evidence: 'documented' },
        { key: 'userPin', wire: 'UserPIN', type: 'text', label: words('Person', '人员编号'), section: '10.2', evidence: 'documented', remark: words('Printed without separators; read as TAB separated.', '文档未印分隔符；按 TAB 分隔读取。') },
      ],
    },
  ],
  sample: '10023\t10023\t2018-11-02 12:01:07\t850\t14150\t26\t2\t2\t7039\t37\t0',
};
