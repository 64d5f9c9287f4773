/** Capture files, in Chinese. */

import type { captures as english } from '../en/captures.ts';
import type { Widened } from '../widened.ts';

export const captures: Widened<typeof english> = {
  captureName: '文件',
  created: '开始时间',
  size: '大小',
  notCounted: '读完整个文件后才有计数：写入结束后打开即可',
  writingNow: '正在写入',
  open: '打开',
  download: '下载',
  openNamed: (name) => `打开 ${name}`,
  downloadNamed: (name) => `下载 ${name}`,
  rotate: '开始新文件',
  rotateTitle: '关闭正在写入的文件，并在新文件中继续',
  rotated: '已开始新文件。',
  compareCapture: '对比…',
  compareNamed: (name) => `将 ${name} 与另一个抓包文件对比`,
  rename: '重命名',
  renameNamed: (name) => `重命名 ${name}`,
  newName: '新名称',
  renamed: (name) => `现名为 ${name}。`,
  deleteCapture: '删除',
  deleteNamed: (name) => `删除 ${name}`,
  deleteAsk: (size) => `将永久删除 ${size} 的记录。`,
  deleted: (name) => `已删除 ${name}。`,
  upload: '上传抓包文件',
  uploadTitle: '将本机的抓包文件 (.jsonl) 放入文件夹',
  uploadingNamed: (name) => `正在上传 ${name}`,
  uploaded: (name) => `已上传 ${name}。`,
  captureRefusal: ({ code, message }) =>
    ({
      IN_USE: '此文件属于正在记录的运行，请在运行结束后更改。',
      NAME: '名称只能含字母、数字、“.”、“_”和“-”，以字母或数字开头，以 .jsonl 结尾。',
      NAME_TAKEN: '已有同名抓包文件，请另选名称。',
      NO_CAPTURE: '此抓包文件已不存在，请重新打开此视图。',
      NO_CAPTURE_FILE: '这不是抓包文件，请选择 pushscope 写出的 .jsonl 文件。',
      TOO_LARGE: '文件过大，请直接复制到抓包文件夹。',
      UNREACHABLE: '无法连接 pushscope，请在其运行后重试。',
    })[code] ?? message,
  noCaptures: '尚无抓包文件。',
  captureFolder: '每次交互都保存在这些文件中，每行一个 JSON 值。',
};
