/** MEALTYPE, TIMESEG and FIXED: meals, time segments, and the price of a time. */

import { words } from '../../field.ts';
import { argument, clock, saying } from '../argument.ts';
import type { DataTable } from './data-table.ts';

const start = clock('Start', 'start', 'Begin', '开始时间', '1100');
const end = clock('End', 'end', 'End', '结束时间', '1330');

export const mealtype: DataTable = {
  name: 'MEALTYPE',
  label: words('Meals', '餐别'),
  columns: [
    argument('Mlid', 'mealId', 'integer', 'Meal number', '餐别编号', {
      required: true,
      example: '2',
    }),
    argument('Name', 'name', 'text', 'Name', '名称', { example: '午餐' }),
    start,
    end,
  ],
  update: [
    saying(
      'update meal {Mlid}[ {Name}][, {Start}-{End}]',
      '更新餐别 {Mlid}[ {Name}][，{Start}-{End}]',
    ),
  ],
  remove: [saying('delete meal {Mlid}', '删除餐别 {Mlid}')],
  samples: {
    update: ['UPDATE MEALTYPE Mlid=2\tName=午餐\tStart=1000\tEnd=1459'],
    remove: ['DELETE MEALTYPE Mlid=1'],
  },
};

export const timeseg: DataTable = {
  name: 'TIMESEG',
  label: words('Time segments', '时间段'),
  columns: [
    argument('SegID', 'segId', 'integer', 'Group of segments', '时间段组', {
      required: true,
      example: '1',
    }),
    argument('TsID', 'tsId', 'integer', 'Segment', '时间段编号', { required: true, example: '1' }),
    start,
    end,
  ],
  update: [
    saying(
      'update time segment {SegID}/{TsID}[, {Start}-{End}]',
      '更新时间段 {SegID}/{TsID}[，{Start}-{End}]',
    ),
  ],
  remove: [
    saying(
      'delete time segment {SegID}/{TsID}[, {Start}-{End}]',
      '删除时间段 {SegID}/{TsID}[，{Start}-{End}]',
    ),
  ],
  samples: {
    update: ['UPDATE TIMESEG SegID=1\tTsID=1\tStart=0600\tEnd=0900'],
    remove: ['DELETE TIMESEG SegID=1\tTsID=1\tStart=0600\tEnd=0900'],
  },
};

export const fixed: DataTable = {
  name: 'FIXED',
  aliases: ['fixd'],
  label: words('Fixed prices by time', '分段定值'),
  remark: words(
    'The example of the print says FIXD; servers write FIXED.',
    '文档示例写作 FIXD；服务器写 FIXED。',
  ),
  columns: [
    argument('TsID', 'tsId', 'integer', 'Segment', '时间段编号', { required: true, example: '1' }),
    start,
    end,
    argument('Price', 'price', 'money', 'Price', '价格', {
      unit: 'cents',
      required: true,
      example: '850',
    }),
  ],
  update: [
    saying(
      'set the fixed price of segment {TsID}[, {Start}-{End}][: {Price}]',
      '设置时间段 {TsID}[，{Start}-{End}] 的定值[：{Price}]',
    ),
  ],
  remove: [
    saying(
      'delete the fixed price of segment {TsID}[, {Start}-{End}]',
      '删除时间段 {TsID}[，{Start}-{End}] 的定值',
    ),
  ],
  samples: {
    update: ['UPDATE FIXED TsID=1\tStart=1100\tEnd=1330\tPrice=850'],
    remove: ['DELETE FIXED TsID=1\tStart=1100\tEnd=1330\tPrice=850'],
  },
};
