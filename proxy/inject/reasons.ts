/** Why a poll's reply took none of the commands that wait, in words for people. */

import { words, type Words } from '../../shared/spec/field.ts';

export interface Reason {
  readonly code: string;
  readonly words: Words;
}

const reason = (code: string, en: string, zh: string): Reason => ({ code, words: words(en, zh) });

export const SERVER_BATCH_FULL = reason(
  'BATCH_FULL',
  "The server's own commands fill this reply (20 commands or 40 KB at most).",
  '服务器自己的命令已占满本次回复（最多 20 条或 40 KB）。',
);
export const SERVER_HAS_LAST = reason(
  'SERVER_HAS_LAST',
  'It must stand last, and the server sent a command that must stand last too.',
  '该命令必须排在最后，而服务器也下发了必须排在最后的命令。',
);
export const EMPTY_REPLY = reason(
  'EMPTY_REPLY',
  'The server answered the poll with nothing.',
  '服务器对轮询的回复为空。',
);
export const UNKNOWN_DEVICE = reason(
  'UNKNOWN_DEVICE',
  'The server does not know the terminal (UNKNOWNDEVICE).',
  '服务器不认识该终端（UNKNOWNDEVICE）。',
);
export const NOT_TEXT = reason(
  'NOT_TEXT',
  'The reply to the poll is no text: encrypted, packed or binary.',
  '轮询的回复不是文本：可能是加密、压缩或二进制内容。',
);
export const ENCRYPTED = reason(
  'ENCRYPTED',
  'The terminal encrypts what it sends, so its answer could not be read nor kept from the server.',
  '该终端的上行数据已加密，无法读取其应答，也无法避免应答到达服务器。',
);
export const NOT_WHOLE = reason(
  'NOT_WHOLE',
  'The reply to the poll did not arrive whole.',
  '轮询的回复不完整。',
);
export const JOURNAL_REFUSED = (why: string): Reason =>
  reason(
    'JOURNAL',
    `Nothing leaves without a journal entry on disk: ${why}.`,
    `未能写入日志文件，命令不会发出：${why}。`,
  );
export const AUDIT_REFUSED = (why: string): Reason =>
  reason(
    'AUDIT',
    `Nothing leaves without a line in the capture: ${why}.`,
    `未能写入抓包文件，命令不会发出：${why}。`,
  );
export const STATUS = (status: number): Reason =>
  reason(
    'STATUS',
    `The server answered the poll with status ${status}.`,
    `服务器对轮询的回复状态为 ${status}。`,
  );
export const COMPRESSED = (coding: string): Reason =>
  reason(
    'COMPRESSED',
    `The reply to the poll is compressed (${coding}); terminals are not known to unpack.`,
    `轮询的回复已压缩（${coding}）；未见终端能解压。`,
  );
export const NOT_UNDERSTOOD = (beginning: string): Reason =>
  reason(
    'NOT_UNDERSTOOD',
    `The reply to the poll is neither OK nor commands: “${beginning}”.`,
    `轮询的回复既不是 OK 也不是命令：“${beginning}”。`,
  );
