/** Columns that several tables share, defined once (vendor's document section 10). */

import { words, type FieldSpec, type FieldType } from './field.ts';

const column = (
  key: string,
  wire: string,
  type: FieldType,
  en: string,
  zh: string,
  section = '10.2',
): FieldSpec => ({
  key,
  wire,
  type,
  ...(type === 'money' ? { unit: 'cents' as const } : {}),
  label: words(en, zh),
  section,
  evidence: 'both',
});

export const sysId = column('sysId', 'SysID', 'integer', 'Card account', '系统ID');
export const cardNo = column('cardNo', 'CardNo', 'integer', 'Card number', '卡号');
export const balance = column('balance', 'Balance', 'money', 'Balance', '余额');
export const recNo = column('recNo', 'RecNo', 'integer', 'Record number', '机器流水号');
export const opId = column('opId', 'OPID', 'integer', 'Operator', '操作员ID');
export const cardRecId = column('cardRecId', 'CardRecID', 'integer', 'Card sequence', '卡流水号');

export const detailRecNo = column(
  'recNo',
  'RecNo',
  'integer',
  'Record number of the sale',
  '对应消费记录流水号',
  '10.3',
);
export const detailPrice = column('price', 'Price', 'money', 'Price', '商品价格', '10.3');
export const recSum = column(
  'recSum',
  'RecSum',
  'integer',
  'Line of the sale',
  '本次消费流水',
  '10.3',
);
