/** The server asks for encrypted uploads: the document asks it not to. */

import { words } from '../../spec/field.ts';
import type { Rule } from '../rule.ts';

export const encryptAsked: Rule = {
  code: 'encrypt-asked',
  severity: 'warning',
  section: '6',
  fault: 'server',
  kinds: ['init'],
  title: words('Encrypt is not 0', 'Encrypt 不为 0'),
  remedy: words(
    'Have the server tell Encrypt=0: packed uploads can be read by nobody but a server of the same make.',
    '请让服务器返回 Encrypt=0：加密上传的内容只有同厂服务器能够读取。',
  ),
  find: (exchange) =>
    exchange
      .responseFields('encrypt')
      .filter(({ raw }) => !/^\s*(0|None)?\s*$/.test(raw))
      .map(({ raw, span }) => ({
        part: 'response' as const,
        span,
        message: words(
          `The server tells Encrypt=${raw.trim().slice(0, 20)}; the document asks for 0.`,
          `服务器下发 Encrypt=${raw.trim().slice(0, 20)}；文档要求返回 0。`,
        ),
      })),
};
