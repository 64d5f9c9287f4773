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
): FieldSpec => ({
  key: lowerFirst(wire),
  wire,
  type,
  label: words(en, zh),
  section: '6',
  evidence: 'both',
  ...more,
});

/** PosLogStamp, PosLogStampId, PosBakLogStamp, PosBakLogStampId and their sisters. */
const stamps: readonly FieldSpec[] = ALL.filter((name) => name !== '').flatMap((name) => {
  const [en, zh] = NOUN[name] ?? ['', ''];
  return [
    option(`${name}LogStamp`, 'stamp', `Stamp of ${en}`, `${zh}时间戳`, {
      aliases: [`${name.toLowerCase()}stamp`],
    }),
    option(`${name}LogStampId`, 'stamp', `Record number of ${en}`, `${zh}流水号`, {
      aliases: [`${name.toLowerCase()}logstamped`],
    }),
    option(`${name}BakLogStamp`, 'stamp', `Stamp of ${en}, backup`, `${zh}备份时间戳`, {
      evidence: 'observed',
      aliases: [`${name.toLowerCase()}logbakstamp`],
    }),
    option(`${name}BakLogStampId`, 'stamp', `Record number of ${en}, backup`, `${zh}备份流水号`, {
      aliases: [`${name.toLowerCase()}baklogstamped`, `${name.toLowerCase()}bklogstampid`],
    }),
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
  option('ErrorDelay', 'integer', 'Wait after an error', '联网失败后重连间隔', {
    unit: 'seconds',
    remark: words('Servers give 1, or 30 and more.', '服务器下发 1，或 30 以上。'),
  }),
  option('Delay', 'integer', 'Poll interval', '正常联网间隔', {
    unit: 'seconds',
    remark: words('Servers give 10 and more.', '服务器下发 10 以上。'),
  }),
  option('TransTimes', 'text', 'Upload at these times', '定时传送时间', {
    remark: words('HH:MM, separated by semicolons, 10 at most.', '时：分，以分号分隔，最多10个。'),
  }),
  option('TransInterval', 'integer', 'Upload interval', '传送间隔', {
    unit: 'minutes',
    remark: words('No effect while Realtime is 1.', 'Realtime 为 1 时不起作用。'),
  }),
  option('TransFlag', 'text', 'Data to upload', '传送标识', {
    remark: words(
      'At most 90 characters; a digit for each kind of data.',
      '最长 90 个字符；每类数据一位。',
    ),
  }),
  option('Realtime', 'flag', 'Upload at once', '实时传送'),
  option('Encrypt', 'choice', 'Encryption', '加密传送', {
    choices: { 0: no, 1: yes, None: no },
    remark: words('The document asks for 0.', '文档要求返回 0。'),
  }),
  option('SyncTime', 'integer', 'Set the clock every', '同步时间间隔', {
    unit: 'seconds',
    remark: words('0: never by itself.', '0 表示不自动同步。'),
  }),
  option('TimeZone', 'integer', 'Time zone of the server', '服务器时区', { evidence: 'observed' }),
  option('Timeout', 'integer', 'HTTP time-out', '连接超时时间', {
    unit: 'seconds',
    remark: words('60 where absent.', '缺省 60。'),
  }),
  option('ServerVer', 'text', 'Version of the server', '服务器版本'),
  option('PushProtVer', 'text', 'Protocol version of the server', '服务器的协议版本', {
    section: 'appendix 3',
    evidence: 'documented',
  }),
  option('AllowOnline', 'flag', 'Online subsidy', '在线补贴', { evidence: 'observed' }),
  option('MachineType', 'choice', 'Use of the terminal', '机器类型', {
    choices: {
      0: words('consumption', '消费机'),
      1: words('recharge', '充值机'),
      2: words('subsidy', '补贴机'),
    },
  }),
  option('CustomSector', 'flag', 'Own card sectors', '自定义扇区', { evidence: 'observed' }),
  option('UseSection', 'integer', 'Main card sector', '主扇区'),
  option('BackSection', 'integer', 'Backup card sector', '备份扇区'),
  option('CardPass', 'text', 'Card password', '卡片密码', {
    secret: true,
    remark: words(
      'Veiled: each character XOR the word zksoft. Sent at first contact only.',
      '逐字符与 zksoft 异或；仅首次联系时下发。',
    ),
  }),
];

const byName = new Map(
  OPTIONS.flatMap((spec) =>
    [spec.wire.toLowerCase(), ...(spec.aliases ?? [])].map((name) => [name, spec] as const),
  ),
);

/** In the vendor's print StampId is Stampld or Stamped, and ZhiWei once ZhiWeil; servers copied some of it. */
const asPrinted = (name: string): string =>
  name.replace(/stamp(?:ld|ed)$/, 'stampid').replace(/^zhiweil(?=l)/, 'zhiwei');

export const optionNamed = (wire: string): FieldSpec | undefined => {
  const name = wire.toLowerCase();
  return byName.get(name) ?? byName.get(asPrinted(name));
};
