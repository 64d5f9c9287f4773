/** Fields of replies that are neither options nor commands. */

import { words, type FieldSpec } from './field.ts';
import { sysId, cardNo } from './columns.ts';

const observed = { section: 'observed', evidence: 'observed' } as const;

/** `Time=…` (section 9); real servers write `YYYYMMDDhhmmss`. */
export const timeField: FieldSpec = {
  key: 'time',
  wire: 'Time',
  type: 'time',
  label: words('Time of the server', '服务器时间'),
  section: '9',
  evidence: 'both',
  aliases: ['date', 'datetime'],
  remark: words('Terminals set their clock by it.', '终端以此校时。'),
};

/** RET=OK or RET=NO, and Ret= of online consumption. */
export const returnField: FieldSpec = {
  key: 'answer',
  wire: 'RET',
  type: 'text',
  label: words('Answer', '应答'),
  ...observed,
  aliases: ['ret'],
};
export const reasonField: FieldSpec = {
  key: 'reason',
  wire: 'RESON',
  type: 'text',
  label: words('Reason', '原因'),
  ...observed,
  aliases: ['reason'],
  remark: words('Spelt so.', '原文如此拼写。'),
};

export const ONLINE_FIELDS: readonly FieldSpec[] = [
  reasonField,
  {
    key: 'returnNumber',
    wire: 'retnumber',
    type: 'integer',
    label: words('Return code', '返回码'),
    ...observed,
  },
  {
    key: 'errorMessage',
    wire: 'errmsg',
    type: 'text',
    label: words('Error', '错误信息'),
    ...observed,
  },
];

/** A row of the online subsidy (RepType 10). */
export const SUBSIDY_COLUMNS: readonly FieldSpec[] = [
  sysId,
  cardNo,
  {
    key: 'batch',
    wire: 'Batch',
    type: 'text',
    label: words('Subsidy batch', '补贴批号'),
    ...observed,
  },
  {
    key: 'money',
    wire: 'Money',
    type: 'money',
    unit: 'cents',
    label: words('Amount', '补贴金额'),
    ...observed,
  },
  {
    key: 'allowDate',
    wire: 'allowDate',
    type: 'packed-day',
    label: words('Valid until', '补贴有效期'),
    ...observed,
  },
];
