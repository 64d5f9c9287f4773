/** Parameters of request targets, all messages together (vendor's document sections 6 to 13). */

import { words, type FieldSpec } from './field.ts';
import { LANGUAGES } from './languages.ts';

const at = (section: string, evidence: FieldSpec['evidence'] = 'both') => ({ section, evidence });

// prettier-ignore
export const PARAMETERS: readonly FieldSpec[] = [
  { key: 'sn', wire: 'SN', type: 'text', label: words('Serial number', '序列号'), ...at('6') },
  { key: 'options', wire: 'options', type: 'text', label: words('Options asked for', '请求的参数'), ...at('6') },
  { key: 'firmware', wire: 'fireVer', type: 'text', label: words('Firmware version', '固件版本'), ...at('6') },
  { key: 'build', wire: 'build', type: 'text', label: words('Build', '构建号'), ...at('6') },
  { key: 'ip', wire: 'ip', type: 'text', label: words('IP address', 'IP 地址'), ...at('6'), remark: words('The text says the server’s; the example fits either side.', '正文写为服务器地址；示例两者皆可。') },
  { key: 'language', wire: 'language', type: 'choice', choices: LANGUAGES, label: words('Language of the terminal', '终端语言'), ...at('6') },
  { key: 'deviceName', wire: 'deviceName', type: 'text', label: words('Model', '型号'), ...at('6'), remark: words('ZKECO of 2013 reads devicename only.', '2013 年的 ZKECO 只认 devicename。') },
  { key: 'deviceType', wire: 'device_type', type: 'choice', choices: { 30: words('consumption terminal', '消费机') }, label: words('Device type', '设备类型'), ...at('6') },
  { key: 'consumeFunctions', wire: 'IsConsumeFunType', type: 'bits', bits: [words('consumption and subsidy in one', '消费补贴一体'), words('dual wallet', '双钱包')], label: words('Functions', '支持的功能'), ...at('6', 'documented') },
  { key: 'pushVersion', wire: 'pushver', type: 'text', aliases: ['pushhver'], label: words('Protocol version of the terminal', '终端的协议版本'), ...at('6'), remark: words('Absent means 2.2.14 (appendix 3). Both sides use the lower version.', '缺省为 2.2.14（附录 3）。双方使用较低的版本。') },
  { key: 'pushCommKey', wire: 'pushcommkey', type: 'text', secret: true, label: words('Communication key', '通信密钥'), ...at('appendix 3', 'documented') },
  { key: 'type', wire: 'type', type: 'choice', choices: { pos: words('consumption records', '消费记录'), full: words('recharge records', '充值记录'), allow: words('subsidy records', '补贴记录'), time: words('time', '时间'), publickey: words('public key', '公钥'), factors: words('factors', '因子') }, label: words('Type', '类别'), ...at('11') },
  { key: 'devNo', wire: 'devno', type: 'integer', label: words('Highest record number', '当前最大记录流水号'), ...at('11') },
  { key: 'table', wire: 'table', type: 'text', label: words('Table', '数据表'), ...at('10.2') },
  { key: 'stamp', wire: 'Stamp', type: 'stamp', label: words('Stamp', '时间戳'), ...at('10.2'), remark: words('ISO time, or counted seconds from older terminals. ZKECO answers UNKNOWN without it, whatever the table.', 'ISO 时间，旧设备为秒数。缺少时 ZKECO 对任何表都回复 UNKNOWN。') },
  { key: 'stampId', wire: 'StampId', type: 'stamp', aliases: ['stampld'], label: words('Highest record number in the upload', '最大流水号'), ...at('10.2'), remark: words('Printed Stampld; servers know StampId only.', '文档印为 Stampld；服务器只认 StampId。') },
  { key: 'repType', wire: 'RepType', type: 'choice', choices: { 2: words('report a card lost', '挂失'), 3: words('restore a card', '解挂'), 4: words('check a password', '验证密码'), 5: words('change a password', '修改密码'), 10: words('ask for a subsidy', '查询补贴') }, label: words('Request', '请求类型'), ...at('12') },
  { key: 'card', wire: 'Card', type: 'integer', label: words('Card account', '卡账号'), ...at('12'), remark: words('The account (SysID), not the number of the chip.', '账号（SysID），不是芯片卡号。') },
  { key: 'password', wire: 'Pwd', type: 'text', secret: true, label: words('Password', '密码'), ...at('12.1') },
  { key: 'oldPassword', wire: 'OldPwd', type: 'text', secret: true, label: words('Old password', '旧密码'), ...at('12.3') },
  { key: 'newPassword', wire: 'NewPwd', type: 'text', secret: true, label: words('New password', '新密码'), ...at('12.3') },
  { key: 'batch', wire: 'Batch', type: 'text', label: words('Subsidy batch', '补贴批号'), ...at('observed', 'observed') },
  { key: 'info', wire: 'INFO', type: 'text', label: words('State of the terminal', '终端信息'), ...at('observed', 'observed') },
  { key: 'sequence', wire: 'sequ', type: 'integer', label: words('Sequence', '序号'), ...at('observed', 'observed') },
  { key: 'dataType', wire: 'datatype', type: 'choice', choices: { 1: words('time', '时间'), 2: words('management cards', '管理卡'), 3: words('keys', '键值'), 4: words('meals', '餐别'), 5: words('goods', '商品'), 6: words('errors', '错误') }, label: words('Data asked for', '请求的数据'), ...at('observed', 'observed') },
  { key: 'posMoney', wire: 'posmoney', type: 'money', unit: 'cents', label: words('Amount', '消费金额'), ...at('observed', 'observed') },
  { key: 'posType', wire: 'postype', type: 'integer', label: words('Kind of sale', '消费类型'), ...at('observed', 'observed') },
];

const byName = new Map(
  PARAMETERS.flatMap((parameter) =>
    [parameter.wire.toLowerCase(), ...(parameter.aliases ?? [])].map(
      (name) => [name, parameter] as const,
    ),
  ),
);

/** `name` in lower case. */
export const parameterNamed = (name: string): FieldSpec | undefined => byName.get(name);
