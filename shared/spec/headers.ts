/** Header fields that say more than their text; all others are shown as they stand. */

import { words, type FieldSpec } from './field.ts';

const both = { section: '6', evidence: 'both' } as const;
const secret = { type: 'text', secret: true, section: 'observed', evidence: 'observed' } as const;

// prettier-ignore
export const HEADERS: readonly FieldSpec[] = [
  { key: 'contentLength', wire: 'Content-Length', type: 'integer', unit: 'bytes', label: words('Length of the body', '实体长度'), ...both },
  { key: 'date', wire: 'Date', type: 'time', label: words('Time of the server', '服务器时间'), ...both, remark: words('Terminals set their clock by it.', '设备用它同步时间。') },
  { key: 'cookie', wire: 'Cookie', label: words('Cookie with the session token', '会话令牌'), ...secret },
  { key: 'setCookie', wire: 'Set-Cookie', label: words('Session token', '会话令牌'), ...secret },
  { key: 'authorization', wire: 'Authorization', label: words('Credentials', '认证信息'), ...secret },
];

const byName = new Map(HEADERS.map((header) => [header.wire.toLowerCase(), header]));

/** `name` in lower case. */
export const headerNamed = (name: string): FieldSpec | undefined => byName.get(name);
