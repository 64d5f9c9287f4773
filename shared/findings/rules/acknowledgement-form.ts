/** A result of a command without its ID, its Return or its CMD: real servers take none of the message then. */

import { words } from '../../spec/field.ts';
import { lackingResults } from '../result-form.ts';
import type { Rule } from '../rule.ts';

export const acknowledgementForm: Rule = {
  code: 'acknowledgement-form',
  severity: 'error',
  section: '13',
  fault: 'terminal',
  kinds: ['command-result'],
  cue: 'commands',
  title: words('A command result that lacks something', '命令回复缺少内容'),
  remedy: words(
    'Ask the vendor for a firmware that writes ID, Return and CMD in each result; the server hands out the whole batch again.',
    '请向厂商索取在每条回复中写明 ID、Return 和 CMD 的固件；服务器会重新下发整批命令。',
  ),
  find: (exchange) =>
    lackingResults(exchange).map(({ lacks, span }) => ({
      part: 'request',
      span,
      // A server that answers OK evidently took it.
      severity: exchange.saysOk ? 'note' : 'error',
      message: words(
        `This result has no ${lacks.join(' and no ')}: ZKECO drops the whole message for it, all results included.`,
        `此条结果缺少 ${lacks.join(' 和 ')}：ZKECO 会因此丢弃整条消息，包括全部结果。`,
      ),
    })),
};
