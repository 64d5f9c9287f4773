/** Names in another charset than the terminal's language asks for: they come out garbled on its screen. */

import { isChinese } from '../../spec/languages.ts';
import { words } from '../../spec/field.ts';
import type { CourseRule } from '../course-rule.ts';
import { firstWide, hasThreeByteCharacter, isUtf8 } from '../bytes.ts';

export const nameCharset: CourseRule = {
  code: 'name-charset',
  severity: 'warning',
  section: '2.1',
  fault: 'server',
  kinds: ['poll'],
  title: words('Names in the wrong charset', '姓名编码错误'),
  remedy: words(
    'GB18030 for Chinese terminals, UTF-8 for all others: set the language of the terminal in the server.',
    '中文终端使用 GB18030，其他语言使用 UTF-8：请在服务器中设置终端语言。',
  ),
  take: ({ exchange, session }) => {
    const language = session?.hints.language ?? '';
    const body = exchange.raw.response?.body;
    if (language === '' || body === undefined) return [];
    if (exchange.raw.response?.truncated === true) return [];
    const wide = firstWide(body);
    if (wide === null) return [];
    // Short texts may be valid in both; hanzi have three bytes in UTF-8.
    const wantsGb = isChinese(language);
    const isWrong = wantsGb ? isUtf8(body) && hasThreeByteCharacter(body) : !isUtf8(body);
    if (!isWrong) return [];
    const [is, wanted] = wantsGb ? ['UTF-8', 'GB18030'] : ['GB18030', 'UTF-8'];
    const command = exchange.commands.find(
      ({ span }) => span !== null && span.from <= wide && wide < span.to,
    );
    return [
      {
        part: 'response',
        span: command?.span ?? null,
        message: words(
          `The text is ${is}, and a terminal of language ${language} reads ${wanted}.`,
          `文本为 ${is} 编码，而语言 ${language} 的终端按 ${wanted} 读取。`,
        ),
      },
    ];
  },
};
