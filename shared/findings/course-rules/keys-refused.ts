/** The server named a version with encryption, and then does not answer the exchange of keys. */

import { FIRST_ENCRYPTED, compareVersions } from '../../session/encryption.ts';
import { words } from '../../spec/field.ts';
import type { CourseRule } from '../course-rule.ts';
import { shown } from '../examined.ts';

export const keysRefused: CourseRule = {
  code: 'keys-refused',
  severity: 'error',
  section: 'appendix 4',
  fault: 'server',
  kinds: ['key-exchange', 'factor-exchange'],
  title: words('Keys were not exchanged', '密钥交换未完成'),
  remedy: words(
    'Have the server name PushProtVer=2.3.0 or nothing as long as it has no keys.',
    '若服务器不支持密钥，请返回 PushProtVer=2.3.0 或不返回该参数。',
  ),
  take: ({ exchange, session }) => {
    if (!exchange.isAnswered) return [];
    const agreed = session?.encryption.agreedVersion ?? null;
    if (agreed === null || compareVersions(agreed, FIRST_ENCRYPTED) < 0) return [];
    const wanted = exchange.frame.kind === 'key-exchange' ? 'publicKey' : 'factors';
    if (exchange.responseField(wanted) !== undefined) return [];
    return [
      {
        part: 'response',
        span: exchange.answerSpan,
        message: words(
          `Both sides agreed on ${shown(agreed)}, but the server answers the exchange with “${shown(exchange.answerInWords)}”.`,
          `双方约定版本 ${shown(agreed)}，但服务器对交换的回复为 “${shown(exchange.answerInWords)}”。`,
        ),
      },
    ];
  },
};
