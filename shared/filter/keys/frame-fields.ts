/** Fields that the codec makes itself: start lines, headers, lines of commands and of their results. */

import { words, type FieldSpec, type FieldType } from '../../spec/field.ts';

const field = (
  key: string,
  wire: string,
  en: string,
  zh: string,
  type: FieldType = 'text',
): FieldSpec => ({
  key,
  wire,
  type,
  label: words(en, zh),
  section: '2.2',
  evidence: 'both',
});

export const FRAME_FIELDS: readonly FieldSpec[] = [
  field('method', '', 'Method', '请求方法'),
  field('path', '', 'Path', '路径'),
  field('version', '', 'HTTP version', 'HTTP 版本'),
  field('reason', '', 'Reason phrase', '状态说明'),
  field('host', 'Host', 'Host', '主机'),
  field('userAgent', 'User-Agent', 'Program of the terminal', '终端程序'),
  field('connection', 'Connection', 'Connection', '连接方式'),
  field('contentType', 'Content-Type', 'Type of the body', '正文类型'),
  field('transferEncoding', 'Transfer-Encoding', 'Transfer encoding', '传输编码'),
  field('server', 'Server', 'Program of the server', '服务器程序'),
  field('location', 'Location', 'Redirected to', '重定向到'),
  field('answer', '', 'Plain answer', '应答'),
  field('time', 'Time', 'Time of the server', '服务器时间', 'time'),
  field('verb', 'verb', 'Verb of a command', '命令'),
  field('command', 'C', 'Command line', '命令行'),
  field('cmdId', 'CmdID', 'Id of a command', '命令编号', 'integer'),
  field('result', '', 'Result line', '结果行'),
  field('record', '', 'Record', '记录'),
];
