/** The findings of a capture and what is muted of them, in Chinese. */

import type { findings as english } from '../en/findings.ts';
import type { Widened } from '../widened.ts';
import { figures } from './figures.ts';

export const findings: Widened<typeof english> = {
  findingsView: {
    by: '排列方式',
    byRule: '按规则',
    byTerminal: '按终端',
    none: '目前没有问题：终端和服务器与文档不符、或彼此矛盾之处会显示在这里。',
    allMuted: '没有计入的问题。',
    reading: (percent) => `已读取 ${percent}`,
    counting: (count) => `${figures(count)} 个发现`,
    muted: (count) => `已静音 ${figures(count)} 个`,
    mutedTitle: '已静音',
    remedy: '处理办法',
    terminals: '终端',
    noSerial: '无序列号',
    moreTerminals: (terminals) => `以及另外 ${figures(terminals)} 台终端`,
    atMoreTerminals: (terminals) => `另见于 ${figures(terminals)} 台终端`,
    exchanges: (first, last) => (first === last ? `交互 ${first}` : `交互 ${first} 至 ${last}`),
    showExchanges: (code, sn) =>
      sn === '' ? `显示有 ${code} 的交互` : `显示 ${sn} 有 ${code} 的交互`,
    mute: '静音…',
    muteEverywhere: (code) => `在所有终端上静音 ${code}`,
    muteAt: (code, sn) => `在 ${sn} 上静音 ${code}`,
    unmute: '重新计入',
    reason: '不计入的原因',
    keep: '静音',
    everywhere: '所有终端',
    at: (sn) => `终端 ${sn}`,
    title: (errors, warnings, notes) =>
      `${figures(errors)} 个错误，${figures(warnings)} 个警告，${figures(notes)} 个提示：显示问题`,
    faults: {
      terminal: '终端的问题',
      server: '服务器的问题',
      document: '文档未说明',
      network: '网络的问题',
    },
  },
};
