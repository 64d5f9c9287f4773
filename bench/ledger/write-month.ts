/** A month's uploads as a capture, its lines written here and not by pushscope. */

import { closeSync, openSync, writeSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { bodyOf, targetOf, type MonthUpload } from './month-uploads.ts';

const AT_ONCE = 4 * 1024 * 1024;
const FROM_MS = Date.UTC(2018, 10, 1);

const message = (head: string, body: string) => ({
  head: `${head}\r\nContent-Length: ${body.length}\r\n\r\n`,
  ...{ body, encoding: 'utf-8', size: body.length, framing: 'length' },
});

function line(fact: object): string {
  const text = JSON.stringify(fact).slice(0, -1);
  return `${text},"crc":"${crc32(text).toString(16).padStart(8, '0')}"}\n`;
}

const exchange = (upload: MonthUpload, n: number) => ({
  ...{ type: 'exchange', n, at: new Date(FROM_MS + n * 1000).toISOString() },
  ...{ connection: n, peer: '192.168.1.50:40213' },
  request: message(`POST ${targetOf(upload)} HTTP/1.1\r\nHost: 192.168.1.201:8088`, bodyOf(upload)),
  response: {
    ...message('HTTP/1.1 200 OK\r\nDate: Fri, 02 Nov 2018 09:05:36 GMT', 'OK'),
    by: 'server',
  },
  timing: { requestMs: 0.2, firstByteMs: 3.1, totalMs: 3.2 },
  outcome: 'complete',
});

/** How many exchanges it holds. */
export function writeMonth(path: string, uploads: Iterable<MonthUpload>): number {
  const file = openSync(path, 'w');
  let text = line({ ...{ pushscope: 'capture', version: 1, createdAt: new Date(FROM_MS).toISOString() }, upstream: '', host: '' }); // prettier-ignore
  let n = 0;
  for (const upload of uploads) {
    text += line(exchange(upload, ++n));
    if (text.length < AT_ONCE) continue;
    writeSync(file, text);
    text = '';
  }
  writeSync(file, text);
  closeSync(file);
  return n;
}
