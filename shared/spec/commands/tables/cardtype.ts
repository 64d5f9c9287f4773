/** CARDTYPE: what the holders of a kind of card may spend. */

import { words } from '../../field.ts';
import { argument, saying } from '../argument.ts';
import type { DataTable } from './data-table.ts';

const unit = words('The document names no unit.', '文档未说明单位。');

export const cardtype: DataTable = {
  name: 'CARDTYPE',
  label: words('Kinds of cards', '卡类'),
  remark: words('Servers write a blank before Maxlimit.', '服务器在 Maxlimit 前多写一个空格。'),
  columns: [
    argument('SortID', 'sortId', 'integer', 'Kind of card', '卡类编号', {
      required: true,
      example: '1',
    }),
    argument('Name', 'name', 'text', 'Name', '名称', { example: '员工卡' }),
    argument('rebate', 'rebate', 'integer', 'Discount', '折扣', { example: '100' }),
    argument('Timemaxmoney', 'maxPerSale', 'integer', 'Most money a sale', '单次最大消费金额', {
      remark: unit,
    }),
    argument('Daymaxmoney', 'maxPerDay', 'integer', 'Most money a day', '日最大消费金额', {
      remark: unit,
    }),
    argument('Mealmaxmoney', 'maxPerMeal', 'integer', 'Most money a meal', '餐最大消费金额', {
      remark: unit,
    }),
    argument('Daymaxtimes', 'timesPerDay', 'integer', 'Most sales a day', '日最大消费次数'),
    argument('Mealmaxtimes', 'timesPerMeal', 'integer', 'Most sales a meal', '餐最大消费次数'),
    argument('Lowlimit', 'lowLimit', 'integer', 'Least balance', '最小卡余额', { remark: unit }),
    argument('Maxlimit', 'highLimit', 'integer', 'Highest balance', '最大卡余额', {
      blankBefore: true,
      remark: unit,
    }),
    argument('MealType', 'meals', 'bits', 'Meals', '可用餐别', {
      remark: words('A bit for each meal, meal 1 first.', '每个餐别一位，餐别1在最低位。'),
    }),
    argument('Enable', 'enable', 'flag', 'Usable', '是否可用'),
    argument('limit', 'validDays', 'integer', 'Days of validity', '有效使用天数'),
    argument('BatchNo', 'batchNo', 'integer', 'Group of segments', '消费时间段编号'),
    argument('UseFinger', 'useFinger', 'flag', 'Fingerprint', '使用指纹'),
  ],
  update: [saying('update card type {SortID}[ {Name}]', '更新卡类 {SortID}[ {Name}]')],
  remove: [saying('delete card type {SortID}', '删除卡类 {SortID}')],
  samples: {
    update: [
      'UPDATE CARDTYPE SortID=1\tName=员工卡\trebate=100\tTimemaxmoney=50\tDaymaxmoney=100\tMealmaxmoney=50\tDaymaxtimes=10\tMealmaxtimes=3\tLowlimit=0\t Maxlimit=999\tMealType=15\tEnable=1\tlimit=0\tBatchNo=0\tUseFinger=0',
    ],
    remove: ['DELETE CARDTYPE SortID=1'],
  },
};
