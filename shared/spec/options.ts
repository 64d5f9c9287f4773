/** What a server tells a terminal at initialisation (vendor's document section 6, and as observed). */

import { words, type FieldSpec, type FieldType } from './field.ts';

const ALL = ['', 'Pos', 'Full', 'Allow', 'ZhiWei'] as const;
const NOUN: Readonly<Record<string, readonly [string, string]>> = {
  '': ['all data', '全部数据'],
  Pos: ['consumption records', '消费记录'],
  Full: ['recharge records', '充值记录'],
  Allow: ['subsidy records', '补贴记录'],
  ZhiWei: ['Alipay and WeChat recharges', '支付宝微信充值记录'],
};

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);

const option = (
  wire: string,
  type: FieldType,
  en: string,
  zh: string,
  more: Partial<FieldSpec> = {},
): FieldSpec => ({ key: lowerFirst(wire), wire, type, label: words(en, zh), section: '6', evidence: 'both', ...more });

/** PosLogStamp, PosLogStampId, PosBakLogStamp, PosBakLogStampId and their sisters. */
const stamps: readonly FieldSpec[] = ALL.filter((name) => name !== '').flatMap((name) => {
  const [en, zh] = NOUN[name] ?? ['', ''];
  return [
    option(`${name}LogStamp`, 'stamp', `Stamp of ${en}`, `${zh}时间戳`, { aliases: [`${name.toLowerCase()}stamp`] }),
    option(`${name}LogStampId`, 'stamp', `Record number of ${en}`, `${zh}流水号`, { aliases: [`${name.toLowerCase()}logstamped`] }),
    option(`${name}BakLogStamp`, 'stamp', `Stamp of ${en}, backup`, `${zh}备份时间戳`, { evidence: 'observed', aliases: [`${name.toLowerCase()}logbakstamp`] }),
    option(`${name}BakLogStampId`, 'stamp', `Record number of ${en}, backup`, `${zh}备份流水号`, { aliases: [`${name.toLowerCase()}baklogstamped`, `${name.toLowerCase()}bklogstampid`] }),
  ];
});

const no = words('no', '否');
const yes = words('yes', '是');

export const OPTIONS: readonly FieldSpec[] = [
  option('Stamp', 'stamp', 'Stamp', '时间戳', { evidence: 'observed' }),
  option('OpStamp', 'stamp', 'Stamp of personnel data', '人员数据时间戳'),
  option('PhotoStamp', 'stamp', 'Stamp of photos', '照片时间戳', { evidence: 'observed' }),
  ...stamps,
  option('UseStampId', 'flag', 'Upload by record number', '使用机器流水号上传记录'),
  option('TableNameStamp', 'stamp', 'Stamp of further tables', '数据表时间戳'),
  option('ErrorDelay', 'integer', 'Wait after an error', '联网失败后重连间隔', { unit: 'seconds' }),
  option('Delay', 'integer', 'Poll interval', '正常联网间隔', { unit: 'seconds' }),
  option('TransTimes', 'text', 'Upload at these times', '定时传送时间'),
  option('TransInterval', 'integer', 'Upload interval', '传送间隔', { unit: 'minutes' }),
  option('TransFlag', 'text', 'Data to upload', '传送标识'),
  option('Realtime', 'flag', 'Upload at once', '实时传送'),
  option('Encrypt', 'choice', 'Encryption', '加密传送', { choices: { 0: no, 1: yes, None: no } }),
  option('SyncTime', 'integer', 'Set the clock every', '同步时间间隔', { unit: 'seconds' }),
  option('TimeZone', 'integer', 'Time zone of the server', '服务器时区', { evidence: 'observed' }),
  option('Timeout', 'integer', 'HTTP time-out', '连接超时时间', { unit: 'seconds' }),
  option('ServerVer', 'text', 'Version of the server', '服务器版本'),
  option('PushProtVer', 'text', 'Protocol version of the server', '服务器的协议版本', { section: 'appendix 3', evidence: 'documented' }),
  option('AllowOnline', 'flag', 'Online subsidy', '在线补贴', { evidence: 'observed' }),
  option('MachineType', 'choice', 'Use of the terminal', '机器类型', { choices: { 0: words('consumption', '消费机'), 1: words('recharge', '充值机'), 2: words('subsidy', '补贴机') } }),
  option('CustomSector', 'flag', 'Own card sectors', '自定义扇区', { evidence: 'observed' }),
  option('UseSection', 'integer', 'Main card sector', '主扇区'),
  option('BackSection', 'integer', 'Backup card sector', '备份扇区'),
  option('CardPass', 'text', 'Card password', '卡片密码', { secret: true }),
];
