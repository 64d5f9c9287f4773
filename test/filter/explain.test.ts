/** A filter said in words. */

import { expect, test } from 'vitest';
import { explain, parseFilter } from '../../shared/filter/index.ts';

function said(text: string, language: 'en' | 'zh'): string {
  const parsed = parseFilter(text);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return explain(parsed.filter, language);
}

test.each([
  ['', 'every exchange', '所有交换'],
  ['kind:upload', 'kind is upload (upload of records)', '种类 是 upload (上传记录)'],
  ['posMoney>5000', 'Amount is above 50.00', '消费金额 大于 50.00'],
  ['posMoney>50.00', 'Amount is above 50.00', '消费金额 大于 50.00'],
  ['at>2018-11-02T12:00', 'time is after 2018-11-02T12:00', '时间 晚于 2018-11-02T12:00'],
  ['sn:5158…', 'serial number begins with “5158”', '序列号 开头是 “5158”'],
  ['lunch', 'contains “lunch”', '任意处包含 “lunch”'],
  ['idle', 'is an idle poll', '空闲轮询'],
  ['-idle dur>200', 'not is an idle poll and duration is above 200 ms', '不满足：空闲轮询，且 耗时 大于 200 毫秒'],
  ['body~"^a"', 'the body matches /^a/', '正文 匹配 /^a/'],
  ['posMoney:*', 'Amount is there', '消费金额 存在'],
  ['not (idle or changed) x', 'not (is an idle poll or was changed on the way) and contains “x”', '不满足：(空闲轮询，或 途中被修改)，且 任意处包含 “x”'],
  ['a or b c', 'contains “a” or (contains “b” and contains “c”)', '任意处包含 “a”，或 (任意处包含 “b”，且 任意处包含 “c”)'],
])('%s', (text, en, zh) => {
  expect(said(text, 'en')).toBe(en);
  expect(said(text, 'zh')).toBe(zh);
}); // prettier-ignore
