/** A recorded day of one terminal, made from wire samples and lines written out by hand. */

import { Buffer } from 'node:buffer';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exchangeLine, headerLine } from '../../shared/capture/line.ts';
import type { Exchange } from '../../shared/capture/exchange.ts';
import { textCodec } from '../../proxy/charset.ts';
import { readReplyFile, readRequestFile } from '../../proxy/commands/message-file.ts';
import { lineTools } from '../../proxy/record/line-tools.ts';
import { root } from '../kit/product.ts';

export const SERIAL = '5158181900025';

const bytesOf = (file: string): Buffer =>
  readFileSync(join(root, 'test/fixtures/samples', `${file}.http`));

const HEAD_OF_TERMINAL =
  'Host: 192.168.1.201:8088\r\nUser-Agent: iClock Proxy/1.09\r\nConnection: close\r\nAccept: */*\r\n';
const HEAD_OF_SERVER =
  'HTTP/1.1 200 OK\r\nDate: Fri, 02 Nov 2018 09:05:36 GMT\r\nServer: Apache/2.4.29 (Win64) mod_wsgi/4.5.24 Python/2.7\r\n';

export const get = (target: string): Buffer =>
  Buffer.from(`GET ${target} HTTP/1.1\r\n${HEAD_OF_TERMINAL}\r\n`, 'latin1');

export function post(target: string, body: string): Buffer {
  const head = `POST ${target} HTTP/1.1\r\n${HEAD_OF_TERMINAL}Content-Length: ${body.length}\r\n\r\n`;
  return Buffer.from(head + body, 'latin1');
}

/** `charset` of names in it. */
export function reply(text: string, charset: 'gb18030' | 'utf-8' = 'gb18030'): Buffer {
  const body = Buffer.from(textCodec.encode(text, charset) ?? []);
  const head = `${HEAD_OF_SERVER}Content-Length: ${body.length}\r\nConnection: close\r\nContent-Type: text/plain\r\n\r\n`;
  return Buffer.concat([Buffer.from(head, 'latin1'), body]);
}

export type Said = readonly [request: string | Buffer, response: string | Buffer | null];

const raw = (said: string | Buffer): Buffer => (typeof said === 'string' ? bytesOf(said) : said);

const FROM_MS = Date.UTC(2018, 10, 2, 9, 5, 36);

export function exchangeOf([request, response]: Said, n: number): Exchange {
  const asked = readRequestFile(raw(request));
  return {
    n,
    atMs: FROM_MS + n * 1000,
    connection: n,
    peer: '192.168.1.50:40213',
    request: asked,
    response:
      response === null
        ? null
        : { ...readReplyFile(raw(response), Buffer.from(asked.head)), by: 'server' },
    timing: { requestMs: 0.2, firstByteMs: response === null ? null : 3, totalMs: 3.2 },
    outcome: response === null ? 'server-aborted' : 'complete',
  };
}

/** Writes them as a capture; names of samples stand for their bytes. */
export function writeCapture(
  path: string,
  said: readonly Said[],
  upstream = 'http://192.168.1.201:8088',
) {
  const header = { createdAt: new Date(FROM_MS).toISOString(), upstream, host: 'canteen' };
  const lines = said.map((each, at) => exchangeLine(exchangeOf(each, at + 1), lineTools));
  writeFileSync(path, headerLine(header, lineTools) + lines.join(''));
}

const poll = get(`/iclock/posrequest?SN=${SERIAL}&type=pos&devno=37`);
const results = (...lines: string[]) =>
  post(`/iclock/posdevicecmd?SN=${SERIAL}`, `${lines.join('\n')}\n`);

const PERSON =
  'SysID=10023\tUserID=10023\tPIN=000000123\tCardNo=10023\tName=张三\tPassWord=123456\tUserType=0\tPrivage=0';
const SUBSIDIES = [
  ['10023', '10023', '1811', '30000', '7099'],
  ['10044', '10044', '1811', '12500', '7099'],
];

export const DAY: readonly Said[] = [
  ['a01-init-request', 'a01-init-response'],
  ['a07-time-request', 'a08-time-response-spec'],
  ['c01-poll-request', 'c01-poll-response-ok'],
  [poll, 'c14-poll-response-reboot-last'],
  [results('ID=1330&Return=0&CMD=UPDATE', 'ID=1331&Return=0&CMD=REBOOT'), 'd02-ack-response-ok'],
  ['b02-buylog-batch-request', 'b01-upload-response-ok'],
  ['b08-fulllog-request-spec-order', 'b01-upload-response-ok'],
  ['b11-allowlog-request', 'b01-upload-response-ok'],
  [
    poll,
    reply(`C:1340:UPDATE USERINFO ${PERSON}\n\nC:1341:SET OPTION Delay=30\tErrorDelay=60\t\n`),
  ],
  [
    results('ID=1340&Return=0&CMD=UPDATE', 'ID=1341&Return=0&CMD=SET OPTION'),
    'd02-ack-response-ok',
  ],
  ['e01-loss-request', 'e05-reptype-response-ok'],
  ['e03-pwd-check-request', 'e05-reptype-response-no'],
  [
    get(`/iclock/posrequest?SN=${SERIAL}&RepType=10&Card=10023&Batch=1811`),
    reply(`RET=OK\n${SUBSIDIES.map((row) => row.join('\t')).join('\n')}\n`),
  ],
  [poll, reply('C:1350:DELETE USERINFO SysID=10044\n\nC:1351:DELETE STOREINFO StoreNo=3\n\n')],
  [
    results('ID=1350&Return=0&CMD=DELETE', 'ID=1351&Return=-1001&CMD=DELETE'),
    'd02-ack-response-ok',
  ],
  [poll, 'c01-poll-response-ok'],
];

/** The same knowledge as another server holds it; see server.py. */
export const KNOWLEDGE = {
  charset: 'gb18030',
  name: '张三',
  otherName: '张四',
  options: Object.fromEntries(
    bytesOf('a01-init-response')
      .toString('latin1')
      .split('\n')
      .filter((line) => /^\w+=/.test(line))
      .map((line) => line.split('=', 2)),
  ) as Readonly<Record<string, string>>,
  polls: [
    [],
    ['UPDATE PRESSKEY Price=1200\tKeyID=2', 'REBOOT'],
    [
      'UPDATE USERINFO SysID=10023\tUserID=10023\tCardNo=10023\tPIN=000000123\tName=张三\tUserType=0\tPassWord=123456\tPrivage=0',
      'SET OPTION ErrorDelay=60\tDelay=30',
    ],
    ['DELETE USERINFO SysID=10044', 'DELETE STOREINFO StoreNo=3'],
  ],
  cards: { 2: 'OK', 3: 'OK', 4: 'NO', 5: 'OK' },
  subsidies: SUBSIDIES,
};
