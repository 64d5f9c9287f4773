/** The terminal answered commands, and the server took none of its answers. */

import { words } from '../../spec/field.ts';
import { shown } from '../examined.ts';
import { lackingResults } from '../result-form.ts';
import type { Rule } from '../rule.ts';

export const acknowledgementLost: Rule = {
  code: 'acknowledgement-lost',
  severity: 'error',
  section: '13',
  fault: 'server',
  kinds: ['command-result'],
  cue: 'answer',
  title: words('The server took no acknowledgement', '服务器未接收命令回复'),
  remedy: words(
    'Look for a line whose ID is no number or whose Return or CMD is missing: one such line makes ZKECO drop all of them.',
    '请查找 ID 不是数字或缺少 Return、CMD 的行：一行有误，ZKECO 就会丢弃全部回复。',
  ),
  find: (exchange) => {
    if (!exchange.isAnswered || exchange.isUnknownDevice) return [];
    const { answer } = exchange;
    if (exchange.saysOk) return [];
    const said = shown(exchange.answerInWords);
    const count = exchange.results.length;
    const [lacking] = lackingResults(exchange);
    const lacks = lacking?.lacks[0];
    const [why, zhWhy] = lacks === undefined ? ['', ''] : [`; one has no ${lacks}`, `，其中有一条缺少 ${lacks}`]; // prettier-ignore
    const message =
      answer === ''
        ? words(
            `The server answered nothing: none of the ${count} results was taken${why}.`,
            `服务器回复为空：${count} 条命令结果均未被接收${zhWhy}。`,
          )
        : words(
            `The server answered “${said}” instead of OK: the ${count} results may be lost${why}.`,
            `服务器回复 “${said}”，而不是 OK：${count} 条命令结果可能丢失${zhWhy}。`,
          );
    // The server is not to blame for what it could not read.
    const fault = lacks === undefined ? 'server' : 'terminal';
    return [{ part: 'response', span: exchange.answerSpan, message, fault }];
  },
};
