/** Keys are exchanged although the lower of both versions knows no encryption (appendix 3). */

import { FIRST_ENCRYPTED, compareVersions } from '../../session/encryption.ts';
import { words } from '../../spec/field.ts';
import type { CourseRule } from '../course-rule.ts';
import { shown } from '../examined.ts';

export const versionRule: CourseRule = {
  code: 'version-rule',
  severity: 'error',
  section: 'appendix 3',
  fault: 'terminal',
  kinds: ['key-exchange', 'factor-exchange'],
  title: words('The version rule is broken', '违反协议版本规则'),
  remedy: words(
    'Both sides use the lower version: a server that names no PushProtVer speaks 2.2.14, which knows no keys.',
    '双方使用较低的版本：未返回 PushProtVer 的服务器视为 2.2.14，不支持密钥交换。',
  ),
  take: ({ exchange, session }) => {
    const agreed = session?.encryption.agreedVersion ?? null;
    if (agreed === null || compareVersions(agreed, FIRST_ENCRYPTED) >= 0) return [];
    const path = exchange.requestHead.find(({ key }) => key === 'path');
    return [
      {
        part: 'request',
        span: path?.span ?? null,
        message: words(
          `The terminal asks for keys, but both sides agreed on ${shown(agreed)}; encryption begins with ${FIRST_ENCRYPTED}.`,
          `终端请求交换密钥，但双方约定的版本为 ${shown(agreed)}；加密从 ${FIRST_ENCRYPTED} 开始支持。`,
        ),
      },
    ];
  },
};
