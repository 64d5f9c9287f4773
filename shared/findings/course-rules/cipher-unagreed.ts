/** A terminal sends bytes that are no text, though nothing of the kind was agreed. */

import { words } from '../../spec/field.ts';
import type { CourseRule } from '../course-rule.ts';
import { shown } from '../examined.ts';

export const cipherUnagreed: CourseRule = {
  code: 'cipher-unagreed',
  severity: 'error',
  section: 'appendix 4',
  fault: 'terminal',
  kinds: ['upload', 'command-result'],
  cue: 'opaque',
  title: words('Encrypted without agreement', '未协商即加密'),
  remedy: words(
    'Restart the terminal, so that it negotiates anew; the server stores what it cannot read.',
    '请重启终端使其重新协商；服务器会存储它无法读取的内容。',
  ),
  take: ({ exchange, session }) => {
    const { request } = exchange.frame;
    const opaque = request.fields.find(({ key, span }) => key === 'content' && span?.part === 'body'); // prettier-ignore
    if (opaque === undefined || session === undefined || session.hints.encrypted) return [];
    const agreed = session.encryption.agreedVersion;
    if (agreed === null) return [];
    return [
      {
        part: 'request',
        span: opaque.span,
        message: words(
          `The body is no text, but both sides agreed on version ${shown(agreed)} without encryption.`,
          `正文不是文本，但双方约定的版本 ${shown(agreed)} 未启用加密。`,
        ),
      },
    ];
  },
};
