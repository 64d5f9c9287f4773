/** The palette of actions, and saved filters, in Chinese. */

import type { palette as english } from '../en/palette.ts';
import type { Widened } from '../widened.ts';

export const palette: Widened<typeof english> = {
  palette: '操作',
  paletteHint: '要做什么、某台终端，或交互的编号',
  nothingToDo: '此处没有这个名称的操作。',
  enterKeeps: 'Enter 保存名称，Esc 放弃。',
  goTo: (view) => `转到：${view}`,
  goToExchange: (n) => `打开交互 ${n}`,
  openSession: '此终端的会话',
  chooseExchange: '请先打开一次交互',
  writeFilter: '输入筛选',
  pauseList: '暂停列表',
  resumeList: '继续列表',
  followNewest: '跟随最新的交互',
  stopFollowing: '不再跟随最新',
  followsLiveOnly: '较早的抓包文件没有新内容',
  markExchange: '标记交互',
  writeComment: '写交互的备注',
  showKeys: '显示所有按键',
  savedFilters: '已保存的筛选',
  noSavedFilters: '尚未保存任何筛选。',
  saveFilter: '保存当前筛选',
  noFilterToSave: '请先输入筛选，然后才能命名保存。',
  filterName: '筛选的名称',
  applySaved: (name) => `筛选：${name}`,
  renameSaved: (name) => `重命名筛选 ${name}`,
  deleteSaved: (name) => `删除筛选 ${name}`,
  savedDeleted: (name, filter) => `已删除筛选 ${name}，其内容为：${filter}`,
  demonstration: '这是演示。',
  demonstrationNext: '服务器与终端均为内置，速度是真实终端的十倍。连接真实服务器：',
};
