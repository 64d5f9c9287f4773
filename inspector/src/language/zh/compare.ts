/** Two exchanges side by side, in Chinese. */

import type { compare as english } from '../en/compare.ts';
import type { Widened } from '../widened.ts';
import { figures } from './figures.ts';

export const compare: Widened<typeof english> = {
  compare: '两次交互对比',
  compareWith: '对比…',
  compareWithTitle: '记住此次交互，与接下来选择的交互对比',
  compareChosen: '已记住：请打开另一次交互进行对比',
  compareWithNumber: (n) => `与 #${n} 对比`,
  swap: '左右互换',
  leaveCompare: '返回通信',
  compareFailed: '无法对比这两次交互。',
  verdicts: {
    identical: '字节完全相同。',
    'same-meaning': '含义相同：仅有无意义的差异。',
    different: '两者不同。',
  },
  differing: (fields) => `${figures(fields)} 处差异`,
  noise: (fields) => `${figures(fields)} 处无意义的差异`,
  sameFields: (fields) => `${figures(fields)} 个字段相同`,
  onlyIn: (n) => `仅 #${n} 有`,
  differingField: '字段',
  reason: '原因',
};
