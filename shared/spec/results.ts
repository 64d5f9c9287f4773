/** What terminals say about commands: keys of a result, and the values that INFO brings (vendor's document sections 11.3, 11.10, 13). */

import { words, type FieldSpec } from './field.ts';

const both = { evidence: 'both' } as const;

// prettier-ignore
export const RESULT_FIELDS: readonly FieldSpec[] = [
  { key: 'resultId', wire: 'ID', type: 'text', label: words('Command', '命令编号'), section: '13', ...both, remark: words('The number after C: in the poll reply. ZKECO parses it as an integer.', '轮询回复中 C: 后的编号。ZKECO 按整数解析。') },
  { key: 'return', wire: 'Return', type: 'integer', label: words('Result', '返回值'), section: '13', ...both },
  { key: 'cmd', wire: 'CMD', type: 'text', label: words('Kind of command', '命令描述'), section: '13', ...both, remark: words('May hold a blank (SET OPTION), and often is DATA for all data commands.', '可含空格（SET OPTION）；数据命令常统一写为 DATA。') },
  { key: 'sn', wire: 'SN', type: 'text', label: words('Serial number', '序列号'), section: '11.10', ...both },
  { key: 'fileName', wire: 'FILENAME', type: 'text', label: words('File', '文件名称'), section: '11.10', ...both },
  { key: 'content', wire: 'Content', type: 'text', label: words('Content', '文件内容'), section: '11.10', ...both, remark: words('Reaches to the end of the message; may be binary.', '直到消息结束；可为二进制。') },
];

// prettier-ignore
export const INFO_VALUES: readonly FieldSpec[] = [
  { key: 'blackUserCount', wire: 'BlackUserCount', type: 'integer', label: words('Cards on the black list', '黑名单数量'), section: '11.3', evidence: 'documented' },
  { key: 'whiteUserCount', wire: 'WhiteUserCount', type: 'integer', label: words('Cards on the white list', '白名单数量'), section: '11.3', evidence: 'documented' },
  { key: 'fpCount', wire: 'FPCount', type: 'integer', label: words('Fingerprints', '指纹数量'), section: '11.3', evidence: 'documented' },
  { key: 'flashSize', wire: 'FlashSize', type: 'integer', label: words('Memory', '内存大小'), section: '11.3', evidence: 'documented' },
  { key: 'freeSize', wire: 'FreeSize', type: 'integer', label: words('Free memory', '剩余内存大小'), section: '11.3', evidence: 'documented' },
  { key: 'pushVersion', wire: 'PUSHVersion', type: 'text', label: words('PUSH version', 'Push 版本号'), section: '11.3', evidence: 'documented' },
  { key: 'posLog', wire: 'PosLog', type: 'integer', label: words('Consumption records', '消费记录数量'), section: '11.3', evidence: 'documented' },
  { key: 'fullLog', wire: 'FullLog', type: 'integer', label: words('Recharge records', '充值记录数量'), section: '11.3', evidence: 'documented' },
  { key: 'allowLog', wire: 'AllowLog', type: 'integer', label: words('Subsidy records', '补贴记录数量'), section: '11.3', evidence: 'documented' },
];

const named = (fields: readonly FieldSpec[]) => {
  const byName = new Map(fields.map((field) => [field.wire.toLowerCase(), field]));
  return (wire: string): FieldSpec | undefined => byName.get(wire.toLowerCase());
};

export const resultFieldNamed = named(RESULT_FIELDS);

const infoNamed = named(INFO_VALUES);

/** Observed: some firmware writes `~` before the name. */
export const infoValueNamed = (wire: string): FieldSpec | undefined =>
  infoNamed(wire.startsWith('~') ? wire.slice(1) : wire);
