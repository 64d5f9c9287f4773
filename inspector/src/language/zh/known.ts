/** What the session of a terminal knows, in Chinese. */

import type { known as english } from '../en/known.ts';
import type { Widened } from '../widened.ts';
import { figures } from './figures.ts';

export const known: Widened<typeof english> = {
  known: {
    show: '会话信息',
    showTitle: '由交换得知的时间戳、时钟、加密与固件信息',
    acknowledged: '服务器已确认',
    zeros: '下发 0',
    next: '下一次上传',
    table: '数据表',
    comes: '将上传',
    stampFrom: 'Stamp 不早于',
    because: '依据',
    by: { acknowledged: '最近一次已确认的上传', options: '初始化参数', command: 'SET OPTION' },
    asForetold: '符合预测',
    heldOf: (held, all) => `${figures(all)} 次上传中 ${figures(held)} 次`,
    everything: '其全部记录，因为服务器下发了 0',
    nothingWaits: (recNo) => `无待传记录；之后从流水号 ${recNo} 开始`,
    fromTo: (recNo, last) =>
      recNo === last
        ? `流水号 ${recNo}，StampId ${last}`
        : `流水号 ${recNo} 至 ${last}，StampId ${last}`,
    from: (recNo) => `从流水号 ${recNo} 开始；StampId 为最后一条`,
    missed: (table, expected, got) => `${table} 从流水号 ${got} 开始，预测为 ${expected}`,
    clocks: '谁设置了它的时钟',
    setBy: {
      date: '应答的 Date 头',
      time: '时间应答',
      options: '初始化参数',
      command: 'SET OPTION',
    },
    setter: '来源',
    said: '内容',
    off: '与本机相差',
    seen: '交换',
    times: (times) => `${figures(times)} 次`,
    encryption: '加密',
    outcome: { plain: '明文', cipher: '密文', unknown: '未知' },
    firmwares: '固件与文档的差异',
    unnamedFirmware: '告知固件版本之前',
    likeDocument: '目前所见均与文档一致',
    insteadOf: (documented) => `文档：${documented}`,
    before: (form) => `有变化；之前：${form}`,
  },
};
