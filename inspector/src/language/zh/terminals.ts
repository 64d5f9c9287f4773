/** The board of terminals, in Chinese. */

import type { terminals as english } from '../en/terminals.ts';
import type { Widened } from '../widened.ts';
import { figures } from './figures.ts';

export const terminals: Widened<typeof english> = {
  terminal: '终端',
  more: '更多',
  orderBy: (column) => `排序方式：${column}`,
  exchangeCount: '交互次数',
  model: '型号',
  firmware: '固件',
  pushVersion: 'PUSH 版本',
  spokenLanguage: '语言',
  lastSeen: '最近通信',
  firstSeen: '首次通信',
  pollInterval: '轮询间隔',
  told: (delay) => `设定 ${delay}`,
  board: {
    phase: '状态',
    firmware: '固件、语言',
    silent: '静默',
    gaps: (polls, longest) => `最近 ${figures(polls)} 次轮询间隔，最长 ${longest}`,
    toldDelay: '服务器下发的轮询间隔',
    backlog: '积压',
    records: (records) => `${figures(records)} 条记录`,
    backlogTitle: (devNo, acknowledged) =>
      `终端最大流水号：${devNo ?? '未知'}；服务器已确认：${acknowledged ?? '未知'}`,
    devNo: '终端最大流水号',
    acknowledged: '服务器已确认',
    clock: '时钟',
    inStep: '一致',
    skewBy: {
      records: '最新记录的时间晚于服务器时钟：终端时钟偏快',
      server: '服务器时钟与本机时钟之差；终端按服务器时钟校时',
    },
  },
  overdue: '超时',
  overdueTitle: '静默时间已超过其轮询间隔的三倍',
  stamps: '时间戳',
  newestStamp: '最新时间戳',
  stampName: '时间戳',
  stampTold: '服务器下发',
  stampSent: '终端上报',
  pending: '待应答',
  pendingCommands: '已下发但尚未应答的命令',
  pendingCount: (commands) => `${figures(commands)} 条命令`,
  none: '–',
  noTerminals: '尚无终端通信。',
  scopeTo: (sn) => `查看 ${sn} 的通信`,
  moreOf: (sn) => `${sn} 的详细信息`,
  findingCounts: (errors, warnings, notes) =>
    `${figures(errors)} 个错误，${figures(warnings)} 个警告，${figures(notes)} 个提示`,
  noFindings: '无发现',
  address: '地址',
};
