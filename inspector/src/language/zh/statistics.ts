/** Charts, in Chinese. */

import type { statistics as english } from '../en/statistics.ts';
import type { Widened } from '../widened.ts';

export const statistics: Widened<typeof english> = {
  chartsHint: '点击任一柱形或名称，即可查看对应的交互。',
  exchangesASecond: '每秒交互次数',
  bytesASecond: '每秒字节数',
  recordsAnHour: '每小时记录数',
  moneyAnHour: '每小时金额',
  latencies: '各类耗时',
  pollIntervals: '轮询间隔分布',
  refusingAnswers: '拒绝应答',
  nothingYet: '无。',
};
