/** The bar, the connection, and the way in, in Chinese. */

import type { frame as english } from '../en/frame.ts';
import type { Widened } from '../widened.ts';
import { figures } from './figures.ts';

export const frame: Widened<typeof english> = {
  // frame
  views: '视图',
  traffic: '通信',
  terminals: '终端',
  captures: '抓包文件',
  reference: '参考',
  statistics: '统计',
  commands: '命令',
  replay: '重放',
  toList: '跳到内容',
  upstream: '服务器',
  upstreamTitle: (upstream, listen) => `终端连接 ${listen}，数据转发至 ${upstream}`,
  otherLanguage: 'English',
  otherLanguageTitle: 'Switch to English',
  help: '帮助',
  close: '关闭',
  cancel: '取消',

  // connection truth
  connecting: '正在连接',
  live: '实时',
  behind: (exchanges) => `落后 ${figures(exchanges)} 次交互`,
  reconnecting: '正在重新连接',
  paused: '已暂停',
  pause: '暂停',
  resume: '继续',
  liveTitle: '发生的一切即时显示',
  connectingTitle: '等待后台应答',
  behindTitle: '这些交互已存盘，但后台尚未读取',
  reconnectingTitle: '与后台的连接已断开；终端通信与记录不受影响',
  pausedTitle: '列表静止不动；转发与记录照常进行',
  recording: '正在记录',
  notRecording: '未记录',
  recordingTitle: (path) => `每次交互都写入 ${path}`,
  keptPlain: '强制明文',
  keptPlainTitle:
    '以 --force-plaintext 启动：改动初始化时双方提出的协议版本，使终端和服务器不协商加密',
  readOnly: '只读',
  readOnlyTitle: '以 --read-only 启动：页面只能查看，不能更改',
  exchanges: (number) => `${figures(number)} 次交互`,
  notRecorded: (number) => `${figures(number)} 次未存盘`,
  connections: (number) => `${figures(number)} 个打开的连接`,
  signedOut: '此页面已无权读取后台数据。',
  signedOutNext: 'pushscope 可能已重新启动。请打开它启动时显示的地址，或在此输入它的令牌。',
  signIn: '登录',
  signInNext: '请打开 pushscope 启动时显示的地址，其中带有令牌；或在此输入令牌。',
  signInDo: '登录',
  token: '令牌',
  tokenWrong: '这不是当前运行的 pushscope 的令牌。',
};
