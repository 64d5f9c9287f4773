/** Bodies that are shown as a whole: redirects, compressed bodies, pages for people, files. */

import { isBinary } from '../body-charset.ts';
import type { Field, Language } from '../frame.ts';
import { decodeText } from '../read-field.ts';
import { PUNCTUATION } from '../punctuation.ts';
import { answerField, shorten, verdictField } from './answer.ts';
import { bodySpan, type Reply, type ReplyBody, type ReplyReader } from './reply-body.ts';
import { headerOf, statusLineOf } from './status.ts';

const WORDS = {
  en: {
    redirect: (to: string) => `redirect to ${to || 'nowhere'}; terminals do not follow redirects`,
    compressed: 'compressed; terminals are not known to unpack',
    page: 'a page for people',
    bytes: (size: number) => `${size} bytes`,
    beginning: 'only the beginning was kept',
  },
  zh: {
    redirect: (to: string) => `重定向到 ${to || '（无）'}；终端不跟随重定向`,
    compressed: '已压缩；未见终端能解压',
    page: '给人看的网页',
    bytes: (size: number) => `${size} 字节`,
    beginning: '仅保存了开头部分',
  },
} as const;

/** The whole body as one field; what is no text keeps one character a byte. */
function wholeField(
  reply: Reply,
  key: string,
  value: string | number,
  text: string,
  note?: string,
): Field {
  const { message, reading } = reply;
  const { body } = message;
  const raw = decodeText(body, 0, body.length, reading);
  const notes = [
    ...(note === undefined ? [] : [note]),
    ...(message.truncated === true ? [WORDS[reading.language].beginning] : []),
  ];
  const field = { key, wire: '', raw, value, text, span: bodySpan(0, body.length) };
  return notes.length === 0
    ? field
    : { ...field, note: notes.join(PUNCTUATION[reading.language].semicolon) };
}

export const readRedirect: ReplyReader = ({ message, reading, status }) => {
  if (status < 300 || status > 399) return null;
  const { body, head } = message;
  const { language } = reading;
  const meaning = WORDS[language].redirect(headerOf(head, 'location'));
  const raw = decodeText(body, 0, body.length, reading);
  return {
    summary: `${status}${PUNCTUATION[language].colon}${meaning}`,
    fields: [answerField(raw, 'refused', meaning, language, body.length)],
  };
};

export const readCompressed: ReplyReader = (reply) => {
  const { facts, message, reading } = reply;
  const { body, head } = message;
  if (message.unpacked === true) return null;
  const declared = headerOf(head, 'content-encoding').toLowerCase();
  const isGzip = body[0] === 0x1f && body[1] === 0x8b && facts.kind !== 'file-download';
  const coding = declared === '' || declared === 'identity' ? (isGzip ? 'gzip' : '') : declared;
  if (coding === '' || body.length === 0) return null;
  const words = WORDS[reading.language];
  const { comma, bracketed } = PUNCTUATION[reading.language];
  const text = `${coding}${comma}${words.bytes(body.length)}`;
  return {
    summary: `${text}${bracketed(words.compressed)}`,
    fields: [wholeField(reply, 'compressed', text, text, words.compressed)],
  };
};

const PAGE = /^\s*<(?:!doctype|html|head|body|\?xml)/i;
const TITLE = /<title[^>]*>\s*([^<]{1,200})/i;

/** `a page for people`, with its title where the body has one; null where it is no page. */
function pageText({ message, reading }: Reply): string | null {
  const { body } = message;
  const beginning = reading.text.decode(body, 0, Math.min(body.length, 4096), reading.charset);
  if (!PAGE.test(beginning)) return null;
  const { page } = WORDS[reading.language];
  const title = TITLE.exec(beginning)?.[1]?.trim() ?? '';
  return title === '' ? page : `${page}${PUNCTUATION[reading.language].colon}${shorten(title)}`;
}

const withStatus = ({ message, reading, status }: Reply, text: string): string =>
  status === 200 || status === 0
    ? text
    : `${statusLineOf(message.head)}${PUNCTUATION[reading.language].colon}${text}`;

export const readPage: ReplyReader = (reply) => {
  const { facts, reading, status } = reply;
  if (facts.kind === 'file-download' && status === 200) return null;
  const text = pageText(reply);
  if (text === null) return null;
  const field = wholeField(reply, 'page', text, text);
  return {
    summary: withStatus(reply, text),
    fields: [{ ...field, fields: [verdictField('refused', reading.language)] }],
  };
};

/** What a person's browser asked for: a page, or what belongs to one. Nothing of it is accepted or refused. */
export function readForPeople(reply: Reply): ReplyBody {
  const { body } = reply.message;
  const text = pageText(reply) ?? WORDS[reply.reading.language].page;
  const fields = body.length === 0 ? [] : [wholeField(reply, 'page', text, text)];
  return { summary: withStatus(reply, text), fields };
}

/** First bytes of common files. */
const MAGIC: readonly (readonly [bytes: readonly number[], en: string, zh: string])[] = [
  [[0x1f, 0x8b], 'gzip archive', 'gzip 压缩包'],
  [[0x50, 0x4b, 0x03, 0x04], 'zip archive', 'zip 压缩包'],
  [[0x42, 0x5a, 0x68], 'bzip2 archive', 'bzip2 压缩包'],
  [[0x7f, 0x45, 0x4c, 0x46], 'program (ELF)', '程序（ELF）'],
  [[0x89, 0x50, 0x4e, 0x47], 'PNG picture', 'PNG 图片'],
  [[0xff, 0xd8, 0xff], 'JPEG picture', 'JPEG 图片'],
  [[0x42, 0x4d], 'BMP picture', 'BMP 图片'],
];

function contentOf(bytes: Uint8Array, language: Language): string {
  const found = MAGIC.find(([magic]) => magic.every((octet, at) => bytes[at] === octet));
  if (found !== undefined) return found[language === 'en' ? 1 : 2];
  if (bytes.length === 0) return language === 'en' ? 'empty' : '空文件';
  const isText = !isBinary(bytes) && !bytes.includes(0);
  if (isText) return language === 'en' ? 'text' : '文本';
  return language === 'en' ? 'binary' : '二进制';
}

/** A file that PutFile made the terminal fetch (section 11.11). */
export const readFile: ReplyReader = (reply): ReplyBody | null => {
  const { message, reading, status } = reply;
  if (status !== 200 && status !== 206) return null;
  const { language } = reading;
  const size = message.body.length;
  const text = `${WORDS[language].bytes(size)}${PUNCTUATION[language].comma}${contentOf(message.body, language)}`;
  return { summary: text, fields: [wholeField(reply, 'content', size, text)] };
};
