/** The keys, in Chinese. */

import type { help as english } from '../en/help.ts';
import type { Widened } from '../widened.ts';

export const help: Widened<typeof english> = {
  helpTitle: '快捷键',
  helpViews: '视图',
  helpSession: '一台终端与服务器的往来；从终端或交互进入',
  helpCompare: '逐字段并排对比；从打开的交互进入',
  helpDifferences: '按含义对比；从抓包文件进入',
  helpEverywhere: '所有视图',
  everywhereRows: [
    ['Ctrl+K', '按名称查找所有操作'],
    ['P', '暂停与继续列表'],
    ['Esc', '关闭已打开的内容'],
    ['?', '显示此列表'],
  ],
  trafficRows: [
    ['/', '输入筛选'],
    ['H', '输入高亮条件'],
    ['N  Shift+N', '下一个、上一个高亮的交互'],
    ['j  k  ↓  ↑', '下一次、上一次交互'],
    ['PgUp  PgDn', '上翻、下翻一页'],
    ['Home  End', '最早、最新'],
    ['Enter', '转到交互的字段'],
    ['F', '跟随最新'],
    ['I', '折叠与展开空轮询'],
    ['M', '标记交互，取消标记'],
    ['Shift+M', '写交互的备注'],
    [']  [', '下一个、上一个标记'],
    ['Shift+F10', '所选字段的菜单'],
  ],
  sessionRows: [
    ['j  k  ↓  ↑', '下一次、上一次交互'],
    ['Enter', '在通信中显示此交互'],
    ['F', '跟随最新'],
    ['I', '折叠与展开空轮询'],
  ],
  terminalsRows: [
    ['j  k  ↓  ↑', '下一个、上一个终端或抓包文件'],
    ['→  ←', '展开、收起终端的详情'],
    ['Enter', '查看终端的通信；打开抓包文件'],
  ],
  referenceRows: [
    ['/', '搜索'],
    ['j  k  ↓  ↑', '下一个、上一个条目'],
  ],
  helpFields:
    '在字段树中用方向键移动、展开与收起。字段与字节互相点亮：指向即预览，单击或 Enter 选定。',
};
