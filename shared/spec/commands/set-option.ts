/** SET OPTION: options of the terminal, one or many (vendor's document section 11.4). */

import type { ArgumentSpec, CommandSpec } from '../command.ts';
import { words } from '../field.ts';
import { OPTIONS } from '../options.ts';
import { argument, saying } from './argument.ts';

const no = words('no', '否');
const yes = words('yes', '是');
const yesNo = { 0: no, 1: yes };

const item = (...[wire, key, type, en, zh, more]: Parameters<typeof argument>): ArgumentSpec =>
  argument(wire, key, type, en, zh, { section: 'observed', evidence: 'observed', ...more });

/** What the document's example and a real server set; the set is open. */
const ITEMS: readonly ArgumentSpec[] = [
  item('IPAddress', 'ipAddress', 'text', 'IP address of the terminal', '终端 IP 地址', {
    section: '11.4',
    evidence: 'documented',
    example: '192.168.1.225',
  }),
  item('CardWitdh', 'cardWidth', 'integer', 'Digits of a card number', '卡号位数', {
    remark: words('Spelt so.', '原文如此拼写。'),
  }),
  item('Operatorcard', 'operatorCard', 'choice', 'Operator card needed', '需要操作卡', {
    choices: yesNo,
  }),
  item('WhiteList', 'whiteList', 'choice', 'White list only', '检查白名单', { choices: yesNo }),
  item('Consmod', 'saleMode', 'choice', 'Kind of sale', '消费模式', {
    choices: {
      1: words('fixed amount', '定值'),
      2: words('amount', '金额'),
      3: words('key', '键值'),
      4: words('count', '计次'),
      5: words('goods', '商品'),
      6: words('time', '计时'),
    },
  }),
  item('FixMoney', 'fixedMoney', 'money', 'Fixed amount', '定值金额', { unit: 'cents' }),
  item('TimeSegMod', 'byTimeSegment', 'choice', 'Fixed amount by time', '分段定值', {
    choices: yesNo,
  }),
  item('ConsKeap', 'keepAccounts', 'choice', 'Credit sales', '记账', { choices: yesNo }),
  item('GetIntmod', 'roundingTime', 'integer', 'Rounding of the time', '计时取整'),
  item('HourPrice', 'hourPrice', 'money', 'Price of an hour', '每小时价格', { unit: 'cents' }),
  item('AllowUseOK', 'confirmSubsidy', 'choice', 'Confirm a subsidy by OK', '按确认键补贴', {
    choices: yesNo,
  }),
  item('AddAllow', 'addSubsidies', 'choice', 'Add subsidies up', '累计补贴', { choices: yesNo }),
  item('ZeroAllow', 'clearSubsidies', 'choice', 'Clear before a subsidy', '清零补贴', {
    choices: yesNo,
  }),
  item('FullValueMod', 'rechargeMode', 'integer', 'Kind of recharge', '充值模式'),
  item('FullFixVaule', 'fixedRecharge', 'money', 'Fixed recharge', '定值充值金额', {
    unit: 'cents',
    remark: words('Spelt so.', '原文如此拼写。'),
  }),
  item('FullType', 'rechargeType', 'integer', 'Cashier function', '出纳类型'),
  item('Favourable', 'bonus', 'integer', 'Bonus', '优惠比例'),
  item('CardMaxMoney', 'maxBalance', 'integer', 'Highest balance', '卡最大金额', {
    remark: words('The unit is not known.', '单位未知。'),
  }),
];

const known = new Set(ITEMS.map((row) => row.wire.toLowerCase()));

export const setOption: CommandSpec = {
  verb: 'SET OPTION',
  label: words('Set options', '设置设备选项'),
  sentence: words(
    'Sets options of the terminal. A wrong address cuts it off.',
    '设置终端选项。地址设错会导致失联。',
  ),
  form: {
    kind: 'pairs',
    arguments: [...ITEMS, ...OPTIONS.filter((option) => !known.has(option.wire.toLowerCase()))],
    style: { separator: '\t', closed: 'when-several' },
  },
  sayings: [saying('set {#assignments}', '设置 {#assignments}')],
  dangerous: true,
  last: false,
  repeatable: true,
  result: 'plain',
  section: '11.4',
  evidence: 'both',
  remark: words(
    'The document shows one option; servers send several, a TAB after each.',
    '文档只示一项；服务器可发多项，每项后跟一个 TAB。',
  ),
  samples: [
    'SET OPTION IPAddress=192.168.1.225',
    'SET OPTION UseSection=1\tBackSection=2\tCardPass=KA@\t',
  ],
};
