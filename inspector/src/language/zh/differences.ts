/** Two captures compared, in Chinese. */

import type { differences as english } from '../en/differences.ts';
import type { Widened } from '../widened.ts';
import { figures } from './figures.ts';

export const differences: Widened<typeof english> = {
  diff: {
    title: '两个抓包文件对比',
    recorded: '原记录',
    observed: '对比对象',
    choose: '选择抓包文件',
    leave: '返回抓包文件',
    chooseBoth: '请选择两个抓包文件；将按终端、数据表、记录和命令进行对比。',
    comparing: (percent) => `已对比 ${percent}`,
    stop: '停止',
    goOn: '继续',
    stopped: (percent) => `已停在 ${percent}。`,
    verdicts: {
      identical: '每次交互的字节完全相同。',
      'same-meaning': '含义相同：仅有无意义的差异。',
      different: '两者不同。',
    },
    compared: '已对比',
    identical: '完全相同',
    sameMeaning: '含义相同',
    different: '不同',
    missing: '缺少',
    extra: '多出',
    differing: (exchanges) => `${figures(exchanges)} 次交互不同`,
    missingList: (exchanges) => `${figures(exchanges)} 次交互仅原记录有`,
    extraList: (exchanges) => `${figures(exchanges)} 次交互仅对比对象有`,
    openIn: (n, name) => `在 ${name} 中打开 #${n}`,
    closest: '最相近的交互',
    nothingLike: '没有相近的交互。',
    more: (rest) => `另有 ${figures(rest)} 项未列出。`,
    noise: (kinds) => `${figures(kinds)} 类无意义的差异`,
    kind: '交互',
    times: '次数',
    tooLarge: '这两个抓包文件过大，无法在页面中对比；请使用 pushscope diff。',
  },
};
