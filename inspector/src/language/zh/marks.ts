/** Marks and comments, in Chinese. */

import type { marks as english } from '../en/marks.ts';
import type { Widened } from '../widened.ts';

export const marks: Widened<typeof english> = {
  mark: '标记',
  unmark: '取消标记',
  marked: '已标记',
  comment: '备注',
  commentOn: (n) => `交互 ${n} 的备注`,
  commentHint: 'Ctrl+Enter 保存；清空则删除备注',
  keep: '保存',
  notesReadOnly: '不能标记：pushscope 以 --read-only 启动。',
  chooseToMark: '请先选择一次交互，再标记。',
  noMarks: '此处没有已标记的交互；按 M 标记所选交互。',
  nextMark: '下一个标记',
  previousMark: '上一个标记',
};
