/** storedetail, keydetail, timedetail: what a sale was made of (vendor's document sections 10.3 and 10.4). */

import { detailPrice, detailRecNo, recSum } from '../columns.ts';
import { words } from '../field.ts';
import type { TableSpec } from '../table.ts';

const oneOrder = words('documented order', '文档顺序');

// prettier-ignore
export const storedetail: TableSpec = {
  name: 'storedetail',
  label: words('Goods of a sale', '商品消费明细'),
  noun: { one: 'goods detail', many: 'goods details', zh: '条商品明细' },
  told: ['recNo', 'storeNo', 'price', 'recSum'],
  sumOf: 'price',
  section: '10.3',
  remark: words('Printed without Stamp; ZKECO answers UNKNOWN without it.', '文档未印 Stamp；缺少时 ZKECO 回复 UNKNOWN。'),
  evidence: 'both',
  layouts: [
    {
      name: oneOrder,
      columns: [
        detailRecNo,
        { key: 'storeNo', wire: 'StoreNo', type: 'integer', label: words('Goods number', '商品编号'), section: '10.3', evidence: 'both' },
        detailPrice,
        recSum,
      ],
    },
  ],
  sample: '37\t3\t500\t1',
};

// prettier-ignore
export const keydetail: TableSpec = {
  name: 'keydetail',
  label: words('Keys of a sale', '键值消费明细'),
  noun: { one: 'key detail', many: 'key details', zh: '条键值明细' },
  told: ['recNo', 'keyId', 'price', 'recSum'],
  sumOf: 'price',
  section: '10.4',
  remark: words('Printed without Stamp; ZKECO answers UNKNOWN without it.', '文档未印 Stamp；缺少时 ZKECO 回复 UNKNOWN。'),
  evidence: 'both',
  layouts: [
    {
      name: oneOrder,
      columns: [
        detailRecNo,
        { key: 'keyId', wire: 'KeyID', type: 'integer', label: words('Key number', '键值编号'), section: '10.4', evidence: 'both' },
        detailPrice,
        recSum,
      ],
    },
  ],
  sample: '38\t1\t600\t1',
};

const observed = { section: 'observed', evidence: 'observed' } as const;

// prettier-ignore
export const timedetail: TableSpec = {
  name: 'timedetail',
  label: words('Times of a sale', '计时消费明细'),
  noun: { one: 'time detail', many: 'time details', zh: '条计时明细' },
  told: ['recNo', 'beginTime', 'endTime', 'endMoney'],
  ...observed,
  layouts: [
    {
      name: words('observed order', '观察到的顺序'),
      columns: [
        detailRecNo,
        { key: 'beginTime', wire: 'BeginTime', type: 'time', label: words('Begin', '开始时间'), ...observed },
        { key: 'beginMoney', wire: 'BeginMoney', type: 'money', unit: 'cents', label: words('Amount at the beginning', '开始金额'), ...observed },
        { key: 'endTime', wire: 'EndTime', type: 'time', label: words('End', '结束时间'), ...observed },
        { key: 'endMoney', wire: 'EndMoney', type: 'money', unit: 'cents', label: words('Amount at the end', '结束金额'), ...observed },
      ],
    },
  ],
  sample: '45\t2018-11-02 12:10:00\t0\t2018-11-02 13:00:00\t500',
};
