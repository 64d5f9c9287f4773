/** STOREINFO and PRESSKEY: what is sold, by goods number or by key. */

import { words } from '../../field.ts';
import { argument, saying } from '../argument.ts';
import type { DataTable } from './data-table.ts';

export const storeinfo: DataTable = {
  name: 'STOREINFO',
  label: words('Goods', '商品'),
  columns: [
    argument('StoreNo', 'storeNo', 'integer', 'Goods number', '商品编号', {
      required: true,
      example: '3',
    }),
    argument('Name', 'name', 'text', 'Name', '名称', { example: '红烧肉' }),
    argument('Bc', 'barcode', 'text', 'Bar code', '条码', {
      evidence: 'documented',
      remark: words('The document does not explain it.', '文档未解释。'),
    }),
    argument('Price', 'price', 'money', 'Price', '价格', {
      unit: 'cents',
      required: true,
      example: '500',
      remark: words(
        'Servers print cents with two places: 300.00 is 3.00.',
        '服务器以"分"并带两位小数打印：300.00 即 3.00。',
      ),
    }),
    argument('agio', 'discount', 'text', 'Discount', '折扣', { example: '100' }),
  ],
  update: [
    saying('update goods {StoreNo}[ {Name}][, {Price}]', '更新商品 {StoreNo}[ {Name}][，{Price}]'),
  ],
  remove: [saying('delete goods {StoreNo}', '删除商品 {StoreNo}')],
  samples: {
    update: ['UPDATE STOREINFO StoreNo=3\tName=红烧肉\tPrice=1200.00\tagio=100'],
    remove: ['DELETE STOREINFO StoreNo=3'],
  },
};

export const presskey: DataTable = {
  name: 'PRESSKEY',
  label: words('Prices of keys', '键值价格'),
  columns: [
    argument('KeyID', 'keyId', 'integer', 'Key number', '键值编号', {
      required: true,
      example: '2',
    }),
    argument('Price', 'price', 'money', 'Price', '价格', {
      unit: 'cents',
      required: true,
      example: '1200',
    }),
  ],
  update: [saying('set key {KeyID}[ to {Price}]', '将按键 {KeyID}[ 设为 {Price}]')],
  remove: [saying('delete key {KeyID}', '删除按键 {KeyID}')],
  samples: { update: ['UPDATE PRESSKEY KeyID=2\tPrice=1200'], remove: ['DELETE PRESSKEY KeyID=1'] },
};
