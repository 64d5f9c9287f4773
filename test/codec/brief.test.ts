/** What an exchange is about, from its bytes alone. */

import { expect, test } from 'vitest';
import { readBrief } from '../../shared/codec/brief.ts';
import { latin1Bytes } from '../../shared/codec/latin1.ts';

const message = (head: string, body = '') => ({ head: latin1Bytes(head), body: latin1Bytes(body) });
const brief = (line: string, body = '', reply: string | null = 'OK') =>
  readBrief({
    request: message(`${line}\r\nHost: server\r\n\r\n`, body),
    response: reply === null ? null : message('HTTP/1.1 200 OK\r\n\r\n', reply),
  });

const SN = '5158181900025';

test.each([
  ['GET /iclock/cpos?SN=5158181900025&options=all HTTP/1.1', 'init', ''],
  ['GET /iclock/cpos?SN=5158181900025 HTTP/1.0', 'init', ''],
  ['GET /iclock/cdata?SN=5158181900025&options=all HTTP/1.1', 'init', ''],
  ['GET /iclock/cpos?SN=5158181900025&type=time HTTP/1.1', 'time', ''],
  ['POST /iclock/exchange?SN=5158181900025&type=publickey HTTP/1.1', 'key-exchange', ''],
  ['POST /iclock/exchange?SN=5158181900025&type=factors HTTP/1.1', 'factor-exchange', ''],
  ['POST /iclock/exchange?SN=5158181900025&type=cheese HTTP/1.1', 'other', ''],
  ['POST /iclock/cpos?SN=5158181900025&table=BUYLOG&Stamp=1 HTTP/1.1', 'upload', 'BUYLOG'],
  ['POST /iclock/cpos?SN=5158181900025&table=fullLog HTTP/1.1', 'upload', 'fullLog'],
  ['POST /iclock/cdata?SN=5158181900025&Stamp=26 HTTP/1.1', 'upload', ''],
  ['POST /iclock/cdata?SN=5158181900025&table=ATTLOG&Stamp=26 HTTP/1.1', 'upload', 'ATTLOG'],
  ['GET /iclock/posrequest?SN=5158181900025&type=pos&devno=36 HTTP/1.1', 'poll', ''],
  ['GET /iclock/getrequest?SN=5158181900025&INFO=Ver 8.0.4.2 beta HTTP/1.1', 'poll', ''],
  ['GET /iclock/posrequest?SN=5158181900025&RepType=2&Card=1&Pwd=1 HTTP/1.1', 'card-loss', ''],
  ['Get /iclock/posrequest?SN=5158181900025&RepType=3&Card=1&Pwd=1', 'card-restore', ''],
  ['GET /iclock/posrequest?SN=5158181900025&RepType=4&Card=1 HTTP/1.1', 'password-check', ''],
  ['GET /iclock/postrequest?SN=5158181900025&RepType=5&Card=1 HTTP/1.1', 'password-change', ''],
  [
    'GET /iclock/posrequest?SN=5158181900025&RepType=10&Card=1&Batch=1 HTTP/1.1',
    'subsidy-query',
    '',
  ],
  ['GET /iclock/posrequest?SN=5158181900025&RepType=7 HTTP/1.1', 'other', ''],
  ['POST /iclock/posdevicecmd?SN=5158181900025 HTTP/1.1', 'command-result', ''],
  ['POST /iclock/devicecmd.aspx?SN=5158181900025 HTTP/1.1', 'command-result', ''],
  ['GET /iclock/file/fw/X938/main.tgz?SN=5158181900025 HTTP/1.1', 'file-download', ''],
  ['GET /iclock/pos_getdata?SN=5158181900025&datatype=1 HTTP/1.1', 'other', ''],
  [
    'POST /iclock/cdata?SN=5158181900025&sequ=97600&card=&posmoney=100&postype=1 HTTP/1.1',
    'other',
    '',
  ],
  ['GET /iclock/cdata?SN=5158181900025&device_type=30 HTTP/1.1', 'other', ''],
  ['PUT /iclock/cpos?SN=5158181900025 HTTP/1.1', 'other', ''],
  ['GET /elsewhere?SN=5158181900025 HTTP/1.1', 'other', ''],
])('%s', (line, kind, table) => {
  expect(brief(line)).toMatchObject({ kind, sn: SN, table });
});

test.each([
  ['//iclock/cpos'],
  ['/iclock/iclock/cpos'],
  ['/api/iclock/cpos'],
  ['/t0k3n/iclock//cpos'],
  ['/iclock/cpos.aspx'],
  ['/iclock/CPOS/'],
  ['http://192.168.1.201:8088/iclock/cpos'],
])('%s is cpos', (path) => {
  expect(brief(`POST ${path}?&&sn=${SN}&&Table=BUYLOG& HTTP/1.1`)).toMatchObject({
    kind: 'upload',
    sn: SN,
    table: 'BUYLOG',
  });
});

test('of a serial given twice the last counts, as for the server', () => {
  expect(brief('GET /iclock/posrequest?SN=1&SN=2 HTTP/1.1').sn).toBe('2');
});

test('a result without serial in its URL has it in its body', () => {
  const body = `ID=1403\nSN=${SN}\nReturn=0\nCMD=Shell\nContent=SN=999\n`;
  expect(brief('POST /iclock/posdevicecmd HTTP/1.1', body).sn).toBe(SN);
  expect(brief('POST /iclock/posdevicecmd HTTP/1.1', 'ID=1&SN=77&Return=0&CMD=X').sn).toBe('77');
  expect(brief('POST /iclock/posdevicecmd HTTP/1.1', 'ID=1\nContent=\nSN=999\n').sn).toBe('');
});

test.each([
  ['OK', true],
  ['OK\n', true],
  ['OK\r\n', true],
  ['OKAY', false],
  ['', false],
  ['C:1:INFO\n', false],
  [null, false],
])('a poll answered by %j is idle: %s', (reply, idle) => {
  expect(brief(`GET /iclock/posrequest?SN=${SN} HTTP/1.1`, '', reply).idle).toBe(idle);
});

test('only polls are idle', () => {
  expect(brief(`POST /iclock/cpos?SN=${SN}&table=BUYLOG HTTP/1.1`).idle).toBe(false);
});

test('what is no HTTP is something else, and nobody’s', () => {
  const hello = message('\x16\x03\x01\x00\x26\x01\x00');
  expect(readBrief({ request: hello, response: null })).toEqual({
    kind: 'other',
    sn: '',
    table: '',
    idle: false,
  });
});
