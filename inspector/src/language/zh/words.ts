/** Words of the protocol and of what becomes of an exchange, in Chinese. */

import type { words as english } from '../en/words.ts';
import type { Widened } from '../widened.ts';

export const words: Widened<typeof english> = {
  kinds: {
    init: '初始化',
    time: '对时',
    'key-exchange': '公钥交换',
    'factor-exchange': '因子交换',
    upload: '上传',
    poll: '轮询',
    'card-loss': '挂失',
    'card-restore': '解挂',
    'password-check': '密码校验',
    'password-change': '修改密码',
    'subsidy-query': '补贴查询',
    'command-result': '命令结果',
    'file-download': '文件下载',
    other: '其他',
  },
  severities: { error: '错误', warning: '警告', note: '提示' },
  outcomes: {
    complete: '完整',
    'terminal-aborted': '终端断开',
    'server-aborted': '服务器断开',
    refused: '服务器拒绝',
    timeout: '超时',
    malformed: '格式错误',
  },
  justNow: '刚刚',
};
