/** SUBSIDYLOG: a subsidy to be paid onto a card, for one wallet or two. */

import { words } from '../../field.ts';
import { argument, saying } from '../argument.ts';
import type { DataTable } from './data-table.ts';

const dual = {
  evidence: 'documented',
  remark: words('Dual wallet only; printed without `=`.', '仅双钱包；文档未印 `=`。'),
} as const;

export const subsidylog: DataTable = {
  name: 'SUBSIDYLOG',
  label: words('Subsidies', '补贴'),
  repeatable: false,
  columns: [
    argument('SysID', 'sysId', 'integer', 'Card account', '系统ID', {
      required: true,
      example: '10023',
    }),
    argument('CardNo', 'cardNo', 'integer', 'Card number', '卡号', {
      required: true,
      example: '10023',
    }),
    argument('Batch', 'batch', 'text', 'Subsidy batch', '补贴批号', {
      required: true,
      example: '1811',
      remark: words('YYMM, or a packed day in online mode.', 'YYMM，或在线模式下的压缩日期。'),
    }),
    argument('Money', 'money', 'money', 'Amount', '补贴金额', {
      unit: 'cents',
      required: true,
      example: '30000',
    }),
    argument('allowDate', 'allowDate', 'packed-day', 'Valid until', '补贴有效期', {
      example: '7099',
    }),
    argument('downdate', 'downDate', 'packed-day', 'Day of delivery', '下发日期', {
      evidence: 'documented',
    }),
    argument('StartDate', 'startDate', 'packed-day', 'Valid from', '开始日期', dual),
    argument('ClearFlag', 'clearFlag', 'flag', 'Clear the wallet first', '清零标志', dual),
    argument('EndFlag', 'endFlag', 'flag', 'End', '结束标志', dual),
  ],
  update: [
    saying(
      'pay a subsidy of {Money} to card {CardNo}[, batch {Batch}][, valid until {allowDate}]',
      '向卡 {CardNo} 发放补贴 {Money}[，批号 {Batch}][，有效期至 {allowDate}]',
    ),
  ],
  remove: [
    saying(
      'delete the subsidy of card {CardNo}[, batch {Batch}]',
      '删除卡 {CardNo} 的补贴[，批号 {Batch}]',
    ),
  ],
  samples: {
    update: [
      'UPDATE SUBSIDYLOG SysID=10023\tCardNo=10023\tBatch=1811\tMoney=30000\tallowDate=7099',
      'UPDATE SUBSIDYLOG SysID=10023\tCardNo=10023\tBatch=1811\tMoney=30000\tallowDate=7099\tdowndate=7069\tStartDate=7040\tClearFlag=0\tEndFlag=0',
    ],
    remove: ['DELETE SUBSIDYLOG CardNo=10023\tBatch=1811'],
  },
};
