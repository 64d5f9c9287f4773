/** The protocol, in Chinese. */

import type { reference as english } from '../en/reference.ts';
import type { Widened } from '../widened.ts';

export const reference: Widened<typeof english> = {
  findInReference: '查找名称、词语或章节',
  nothingFound: '协议中没有此名称。',
  entries: '条目',
  editCommand: '编辑后发送',
  whatIsThis: '这是什么？',
  topicGroups: {
    messages: '消息',
    tables: '上传数据表',
    commands: '命令',
    options: '初始化应答的选项',
    parameters: 'URL 参数',
    exchange: '密钥交换',
    results: '命令结果',
    info: 'INFO 的值',
    answers: '简单应答',
    codes: '返回码',
    languages: '语言',
  },
  evidences: { documented: '文档', observed: '实测', both: '文档与实测' },
  fieldKey: '筛选键',
  fieldType: '类型',
  fieldMeaning: '含义',
  fieldSource: '来源',
  aliasesOf: (names) => `又作 ${names}`,
  secret: '保密',
  required: '必填',
  sample: '样例',
  dangerous: '危险',
  lastInReply: '须为应答中的最后一条',
  repeatable: '重复执行无害',
};
