/** A request in one line of plain words. Passwords, keys and tokens never come into it. */

import { LANGUAGES } from '../spec/languages.ts';
import { parameterNamed } from '../spec/parameters.ts';
import type { Kind, Language } from './frame.ts';

/** What a summary is made of. */
export interface Told {
  /** Value of a parameter by lower-case name; empty when absent. */
  readonly value: (name: string) => string;
  /** What the body adds: its records or results in words. */
  readonly body: string;
  readonly method: string;
  readonly path: string;
  /** What stands behind /iclock/, or null. */
  readonly resource: string | null;
  readonly language: Language;
}

type Phrase = (told: Told) => string;
type Phrases = Readonly<Record<Kind, Phrase>>;

/** What stands behind /iclock/, in the case of the wire. */
const fileOf = (path: string): string =>
  path.slice(path.toLowerCase().lastIndexOf('/iclock/') + '/iclock/'.length);

/** Parts that are there, joined. */
const joined = (separator: string, ...parts: readonly string[]): string =>
  parts.filter((part) => part !== '').join(separator);
const prefixed = (prefix: string, value: string): string =>
  value === '' ? '' : `${prefix}${value}`;

function languageName(code: string, language: Language): string {
  return (Object.hasOwn(LANGUAGES, code) ? LANGUAGES[code]?.[language] : undefined) ?? code;
}

/** What a poll is about, as the definition of `type` has it; empty for `pos`, which most polls say. */
function pollType(raw: string, language: Language): string {
  return raw === 'pos' ? '' : (parameterNamed('type')?.choices?.[raw]?.[language] ?? raw);
}

const EN: Phrases = {
  init: ({ value }) =>
    joined(
      ', ',
      `start-up${prefixed(' of ', value('devicename'))}`,
      prefixed('firmware ', value('firever')),
      languageName(value('language'), 'en'),
      prefixed('protocol ', value('pushver')),
    ),
  time: () => 'asks for the time',
  'key-exchange': () => 'sends its public key',
  'factor-exchange': () => 'sends its encrypted factor',
  upload: ({ body }) => body,
  poll: ({ value }) =>
    joined(
      ', ',
      'asks for commands',
      pollType(value('type'), 'en'),
      prefixed('up to RecNo ', value('devno')),
    ),
  'card-loss': ({ value }) => `reports card ${value('card')} lost`,
  'card-restore': ({ value }) => `restores card ${value('card')}`,
  'password-check': ({ value }) => `checks the old password of card ${value('card')}`,
  'password-change': ({ value }) => `has changed the password of card ${value('card')}`,
  'subsidy-query': ({ value }) =>
    joined(
      ', ',
      `asks for the subsidy of card ${value('card')}`,
      prefixed('batch ', value('batch')),
    ),
  'command-result': ({ body }) => body,
  'file-download': ({ path }) => `downloads ${fileOf(path)}`,
  other: (told) => other(told, 'online consumption: ', 'card request of unknown RepType', ', '),
};

const ZH: Phrases = {
  init: ({ value }) =>
    joined(
      '，',
      joined(' ', '开机初始化', value('devicename')),
      prefixed('固件 ', value('firever')),
      languageName(value('language'), 'zh'),
      prefixed('协议 ', value('pushver')),
    ),
  time: () => '获取时间',
  'key-exchange': () => '发送设备公钥',
  'factor-exchange': () => '发送加密因子',
  upload: ({ body }) => body,
  poll: ({ value }) =>
    joined(
      '，',
      '获取命令',
      pollType(value('type'), 'zh'),
      prefixed('最大流水号 ', value('devno')),
    ),
  'card-loss': ({ value }) => `挂失卡 ${value('card')}`,
  'card-restore': ({ value }) => `解挂卡 ${value('card')}`,
  'password-check': ({ value }) => `验证卡 ${value('card')} 的旧密码`,
  'password-change': ({ value }) => `卡 ${value('card')} 已修改密码`,
  'subsidy-query': ({ value }) =>
    joined('，', `查询卡 ${value('card')} 的补贴`, prefixed('批号 ', value('batch'))),
  'command-result': ({ body }) => body,
  'file-download': ({ path }) => `下载 ${fileOf(path)}`,
  other: (told) => other(told, '在线消费：', '未知 RepType 的卡片请求', '，'),
};

function other(
  { value, method, path, resource, body }: Told,
  online: string,
  card: string,
  between: string,
): string {
  if (value('reptype') !== '') return `${card} ${value('reptype')}`;
  const isOnline = resource?.startsWith('pos_') === true || value('sequ') !== '';
  return joined(between, `${isOnline ? online : ''}${joined(' ', method, path)}`, body);
}

export const summaryOf = (kind: Kind, told: Told): string =>
  (told.language === 'en' ? EN : ZH)[kind](told);
