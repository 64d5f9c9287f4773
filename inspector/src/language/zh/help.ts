/** The keys, in Chinese. */

import type { help as english } from '../en/help.ts';
import type { Widened } from '../widened.ts';

export const help: Widened<typeof english> = {
  helpTitle: '快捷键',
  helpRows: [
    ['Ctrl+K', '按名称查找所有操作'],
    ['/', '输入筛选'],
    ['H', '输入高亮条件'],
    ['N  Shift+N', '下一个、上一个高亮的交互'],
    ['j  k  ↓  ↑', '下一次、上一次交互'],
    ['Enter', '打开交互并转到其字段'],
    ['Esc', '关闭详情，离开筛选'],
    ['F', '跟随最新'],
    ['Home  End', '最早、最新'],
    ['P', '暂停与继续列表'],
    ['I', '折叠与展开空轮询'],
    ['M', '标记交互，取消标记'],
    ['Shift+M', '写交互的备注'],
    [']  [', '下一个、上一个标记'],
    ['Shift+F10', '所选字段的菜单'],
    ['?', '显示此列表'],
  ],
  helpFields:
    '在字段树中用方向键移动、展开与收起。字段与字节互相点亮：指向即预览，单击或 Enter 选定。',
};
