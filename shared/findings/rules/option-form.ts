/** Options that are longer than terminals take, or of another form. */

import type { Field } from '../../codec/frame.ts';
import { words, type Words } from '../../spec/field.ts';
import { shown } from '../examined.ts';
import type { Found, Rule } from '../rule.ts';

const MOST_TIMES = 10;
const LONGEST_FLAGS = 90;
/** Hours east of UTC, of all zones that there are. */
const [FIRST_ZONE, LAST_ZONE] = [-12, 14];
const TIMES = /^\d{1,2}:\d{2}(;\d{1,2}:\d{2})*;?$/;

/** What is wrong with the value of that option; null when nothing is. */
function breachOf({ key, raw }: Field): Words | null {
  const text = raw.trim();
  if (text === '') return null;
  if (key === 'transFlag' && text.length > LONGEST_FLAGS) {
    return words(`TransFlag has ${text.length} characters; terminals take ${LONGEST_FLAGS}.`, `TransFlag 有 ${text.length} 个字符；终端最多支持 ${LONGEST_FLAGS} 个。`); // prettier-ignore
  }
  if (key === 'transTimes') {
    if (!TIMES.test(text)) {
      return words(`TransTimes “${shown(text)}” is no list of HH:MM;HH:MM.`, `TransTimes “${shown(text)}” 不是 时:分;时:分 的形式。`); // prettier-ignore
    }
    const count = text.split(';').filter((time) => time !== '').length;
    if (count > MOST_TIMES) {
      return words(`TransTimes names ${count} times; terminals take ${MOST_TIMES}.`, `TransTimes 有 ${count} 个时间；终端最多支持 ${MOST_TIMES} 个。`); // prettier-ignore
    }
  }
  if ((key === 'delay' || key === 'errorDelay') && /^0+$/.test(text)) {
    return words(`A wait of ${text} s makes the terminal ask without pause.`, `间隔为 ${text} 秒会使终端不停请求。`); // prettier-ignore
  }
  if (key === 'timeZone' && !isZone(text)) {
    return words(`TimeZone is ${shown(text)}; zones lie between ${FIRST_ZONE} and ${LAST_ZONE} hours.`, `TimeZone 为 ${shown(text)}；时区应在 ${FIRST_ZONE} 到 ${LAST_ZONE} 小时之间。`); // prettier-ignore
  }
  return null;
}

/** What is no number at all has a rule of its own. */
function isZone(text: string): boolean {
  const hours = Number(text);
  return Number.isNaN(hours) || (hours >= FIRST_ZONE && hours <= LAST_ZONE);
}

export const optionForm: Rule = {
  code: 'option-form',
  severity: 'warning',
  section: '6',
  fault: 'server',
  kinds: ['init'],
  title: words('An option that terminals cannot take', '参数形式不符'),
  remedy: words(
    'Change it in the settings of the terminal on the server; CHECK OPTION makes the terminal ask again.',
    '请在服务器的设备设置中更正；CHECK OPTION 可令终端重新获取。',
  ),
  find: ({ frame }) =>
    (frame.response?.fields ?? []).flatMap((field): Found[] => {
      const message = breachOf(field);
      return message === null ? [] : [{ part: 'response', span: field.span, message }];
    }),
};
