/** What a terminal is doing, told from its newest exchange. */

import type { Kind } from '../codec/frame.ts';
import { words, type Words } from '../spec/field.ts';
import { fieldOf, type Seen } from './seen.ts';

export const PHASES = {
  unknown: words('not known', '未知'),
  initialising: words('initialising', '初始化'),
  negotiating: words('exchanging keys', '交换密钥'),
  polling: words('polling', '轮询'),
  uploading: words('uploading', '上传'),
  answering: words('answering commands', '回复命令'),
  asking: words('asking about a card', '卡片请求'),
  downloading: words('downloading a file', '下载文件'),
  refused: words('refused by the server', '被服务器拒绝'),
  unreachable: words('cannot reach the server', '无法连接服务器'),
} as const satisfies Record<string, Words>;

export type Phase = keyof typeof PHASES;

const BY_KIND: Readonly<Record<Kind, Phase | null>> = {
  init: 'initialising',
  time: null,
  'key-exchange': 'negotiating',
  'factor-exchange': 'negotiating',
  upload: 'uploading',
  poll: 'polling',
  'card-loss': 'asking',
  'card-restore': 'asking',
  'password-check': 'asking',
  'password-change': 'asking',
  'subsidy-query': 'asking',
  'command-result': 'answering',
  'file-download': 'downloading',
  other: null,
};

/** Null when the exchange says nothing about it. */
export function phaseOf({ frame, outcome }: Seen): Phase | null {
  if (outcome === 'refused' || outcome === 'timeout') return 'unreachable';
  const answer = fieldOf(frame.response?.fields, 'answer')?.raw ?? '';
  return /^UNKNOWN ?DEVICE/.test(answer) ? 'refused' : BY_KIND[frame.kind];
}
