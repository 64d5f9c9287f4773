/** Fields that several messages share, defined once (vendor's document sections 10 and 11). */

import { words, type FieldSpec } from './field.ts';

const both = { evidence: 'both' } as const;

export const sysId: FieldSpec = { key: 'sysId', wire: 'SysID', type: 'integer', label: words('Card account', '系统ID'), section: '10.2', ...both };
export const cardNo: FieldSpec = { key: 'cardNo', wire: 'CardNo', type: 'integer', label: words('Card number', '卡号'), section: '10.2', ...both };
export const balance: FieldSpec = { key: 'balance', wire: 'Balance', type: 'money', unit: 'cents', label: words('Balance', '余额'), section: '10.2', ...both };
export const recNo: FieldSpec = { key: 'recNo', wire: 'RecNo', type: 'integer', label: words('Record number', '机器流水号'), section: '10.2', ...both };
export const opId: FieldSpec = { key: 'opId', wire: 'OPID', type: 'integer', label: words('Operator', '操作员ID'), section: '10.2', ...both };
export const cardRecId: FieldSpec = { key: 'cardRecId', wire: 'CardRecID', type: 'integer', label: words('Card sequence', '卡流水号'), section: '10.2', ...both };
export const detailRecNo: FieldSpec = { ...recNo, section: '10.3', label: words('Record number of the sale', '对应消费记录流水号') };
export const detailPrice: FieldSpec = { key: 'price', wire: 'Price', type: 'money', unit: 'cents', label: words('Price', '商品价格'), section: '10.3', ...both };
export const recSum: FieldSpec = { key: 'recSum', wire: 'RecSum', type: 'integer', label: words('Sequence in this sale', '本次消费流水'), section: '10.3', ...both };
