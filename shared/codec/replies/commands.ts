/** The reply to a poll that brings commands (vendor's document section 11). */

import { readCommands } from '../commands/read.ts';
import type { Language } from '../frame.ts';
import { PUNCTUATION } from '../punctuation.ts';
import { linesOf } from '../lines.ts';
import type { ReplyReader } from './reply-body.ts';

const COMMAND = /^[ \t]*C:[^:]*:/i;
const SAID = 3;

const COUNT: Readonly<Record<Language, (count: number) => string>> = {
  en: (count) => (count === 1 ? '1 command' : `${count} commands`),
  zh: (count) => `${count} 条命令`,
};
const MORE: Readonly<Record<Language, (count: number) => string>> = {
  en: (count) => `; ${count} more`,
  zh: (count) => `；另有 ${count} 条`,
};

export const readPollCommands: ReplyReader = ({ message: { body }, reading }) => {
  const [from, to] = linesOf(body, 0, body.length).find(([begin, end]) => end > begin) ?? [0, 0];
  if (!COMMAND.test(reading.text.decode(body, from, Math.min(to, from + 64), 'latin1')))
    return null;
  const fields = readCommands(body, 0, body.length, reading);
  const texts = fields.filter(({ key }) => key === 'command').map(({ text }) => text);
  const { colon, semicolon } = PUNCTUATION[reading.language];
  const said = texts.slice(0, SAID).join(semicolon);
  const more = texts.length > SAID ? MORE[reading.language](texts.length - SAID) : '';
  return { summary: `${COUNT[reading.language](texts.length)}${colon}${said}${more}`, fields };
};
