/** A poll that was answered by neither OK nor commands: a page, or the text of an exception. */

import { isBinary } from '../../codec/body-charset.ts';
import { partsOf } from '../../codec/commands/parts.ts';
import { latin1 } from '../../codec/latin1.ts';
import { words, type Words } from '../../spec/field.ts';
import { firstWide } from '../bytes.ts';
import { shown, type Examined } from '../examined.ts';
import type { CourseRule } from '../course-rule.ts';

/** Some servers tell how many, as attendance terminals are used to. */
const OK = /^OK[:\s]*\d*$/i;

const EMPTY = words(
  'The reply to the poll is empty: it says neither OK nor commands.',
  '轮询应答为空：既不是 OK，也没有命令。',
);
const PAGE = words(
  'The poll was answered by a page for people: terminals do nothing with it.',
  '轮询得到的是给人看的网页：终端不会处理。',
);

/** Replies are encrypted, too, once keys were exchanged: what is text in no charset is not judged. */
function isCipher({ raw: { response } }: Examined, text: string): boolean {
  const body = response?.body;
  if (body === undefined) return false;
  return isBinary(body) || (firstWide(body) !== null && text === latin1(body));
}

function said(text: string): Words {
  const quoted = shown(text);
  return partsOf(text).command === undefined
    ? words(
        `The poll was answered “${quoted}”: neither OK nor commands, so terminals do nothing with it.`,
        `轮询的应答为 “${quoted}”：既不是 OK，也不是命令，终端不会处理。`,
      )
    : words(
        `The command “${quoted}” stands without C:id: before it, so terminals do nothing with it.`,
        `命令 “${quoted}” 前缺少 C:编号:，终端不会处理。`,
      );
}

export const pollNotUnderstood: CourseRule = {
  code: 'poll-not-understood',
  severity: 'error',
  section: '11',
  fault: 'server',
  kinds: ['poll'],
  cue: 'answer',
  title: words('A poll without an answer that terminals read', '轮询应答无法识别'),
  remedy: words(
    'Look into the log of the server: an exception, or a page of a proxy before it, comes with status 200 as well.',
    '请查看服务器日志：异常信息或前置代理的网页同样以状态 200 返回。',
  ),
  take: ({ exchange, session }) => {
    // What was agreed to be encrypted may look like any text.
    if (session?.hints.encrypted === true || !exchange.isAnswered || exchange.isUnknownDevice)
      return [];
    const span = exchange.answerSpan;
    if (exchange.responseField('page') !== undefined) {
      return [{ part: 'response', span, message: PAGE }];
    }
    const answer = exchange.responseField('answer');
    if (answer === undefined || isCipher(exchange, answer.raw)) return [];
    const text = answer.raw.trim();
    if (text === '') return [{ part: 'response', span, severity: 'warning', message: EMPTY }];
    return OK.test(text) ? [] : [{ part: 'response', span, message: said(text) }];
  },
};
