/** Every sample of the wire reads as its description says, and no byte of it is lost. */

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { unaccounted } from '../kit/accounting.ts';
import { root } from '../kit/product.ts';
import { decoded, fieldAt, sample } from '../kit/samples.ts';

/** raw, value, text of a field. */
type Expected = readonly [raw: string, value: unknown, text: string];

interface Row {
  readonly file: string;
  readonly kind: string;
  readonly sn: string;
  readonly table?: string;
  readonly summary: string;
  readonly fields: Readonly<Record<string, Expected>>;
}

const SN = '5158181900025';

const ROWS: readonly Row[] = [
  {
    file: 'a01-init-request.http',
    kind: 'init',
    sn: SN,
    summary:
      'start-up of CM102, firmware Ver_2020.0.0.2-20181011, Simplified Chinese, protocol 4.0.1',
    fields: {
      sn: [SN, SN, SN],
      options: ['all', 'all', 'all'],
      firmware: ['Ver_2020.0.0.2-20181011', 'Ver_2020.0.0.2-20181011', 'Ver_2020.0.0.2-20181011'],
      build: ['0001', '0001', '0001'],
      ip: ['192.168.1.201', '192.168.1.201', '192.168.1.201'],
      language: ['83', 83, 'Simplified Chinese'],
      deviceName: ['CM102', 'CM102', 'CM102'],
      deviceType: ['30', 30, 'consumption terminal'],
      consumeFunctions: ['3', 3, 'consumption and subsidy in one, dual wallet'],
      pushVersion: ['4.0.1', '4.0.1', '4.0.1'],
      'head.method': ['GET', 'GET', 'GET'],
      'head.path': ['/iclock/cpos', '/iclock/cpos', '/iclock/cpos'],
      'head.version': ['HTTP/1.1', 'HTTP/1.1', 'HTTP/1.1'],
      'head.userAgent': ['iClock Proxy/1.09', 'iClock Proxy/1.09', 'iClock Proxy/1.09'],
      'head.connection': ['close', 'close', 'close'],
      'head.accept': ['*/*', '*/*', '*/*'],
    },
  },
  {
    file: 'a02-init-request-first-contact.http',
    kind: 'init',
    sn: '5849791460183',
    summary: 'start-up of CM20, firmware Ver 6.60 Apr 18 2013, Simplified Chinese',
    fields: {
      firmware: ['Ver%206.60%20Apr%2018%202013', 'Ver 6.60 Apr 18 2013', 'Ver 6.60 Apr 18 2013'],
      deviceName: ['CM20', 'CM20', 'CM20'],
    },
  },
  {
    file: 'a07-time-request.http',
    kind: 'time',
    sn: SN,
    summary: 'asks for the time',
    fields: { type: ['time', 'time', 'time'] },
  },
  {
    file: 'a09-exchange-publickey-request.http',
    kind: 'key-exchange',
    sn: SN,
    summary: 'sends its public key',
    fields: {
      type: ['publickey', 'publickey', 'public key'],
      'head.cookie': [
        'token=e0a1b2c3d4e5f60718293a4b5c6d7e8f',
        'token=e0a1b2c3d4e5f60718293a4b5c6d7e8f',
        '••••',
      ],
      'head.contentLength': ['358', 358, '358 bytes'],
    },
  },
  {
    file: 'a10-exchange-factors-request.http',
    kind: 'factor-exchange',
    sn: SN,
    summary: 'sends its encrypted factor',
    fields: { type: ['factors', 'factors', 'factors'] },
  },
  {
    file: 'b01-buylog-single-request.http',
    kind: 'upload',
    sn: SN,
    table: 'BUYLOG',
    summary: '1 consumption record, 8.50, RecNo 37',
    fields: {
      table: ['BUYLOG', 'BUYLOG', 'BUYLOG'],
      stamp: ['2018-11-02T12:01:07', '2018-11-02T12:01:07', '2018-11-02 12:01:07'],
      stampId: ['37', 37, '37'],
      'record.sysId': ['10023', 10023, '10023'],
      'record.cardNo': ['10023', 10023, '10023'],
      'record.posTime': ['2018-11-02 12:01:07', '2018-11-02T12:01:07', '2018-11-02 12:01:07'],
      'record.posMoney': ['850', 850, '8.50'],
      'record.balance': ['14150', 14150, '141.50'],
      'record.cardRecId': ['26', 26, '26'],
      'record.state': ['2', 2, 'amount'],
      'record.mealType': ['2', 2, '2'],
      'record.mealDate': ['7039', '2018-11-02', '2018-11-02'],
      'record.recNo': ['37', 37, '37'],
      'record.opId': ['0', 0, '0'],
    },
  },
  {
    file: 'b02-buylog-batch-request.http',
    kind: 'upload',
    sn: SN,
    table: 'BUYLOG',
    summary: '4 consumption records, 21.50, 1 × correction 8.50, RecNo 37-40',
    fields: {
      'record[1].posMoney': ['1200', 1200, '12.00'],
      'record[2].state': ['9', 9, 'correction'],
      'record[2].opId': ['90001', 90001, '90001'],
      'record[3].state': ['4', 4, 'count'],
      'record[3].recNo': ['40', 40, '40'],
    },
  },
  {
    file: 'b03-buylog-batch-no-final-lf-request.http',
    kind: 'upload',
    sn: SN,
    table: 'BUYLOG',
    summary: '4 consumption records, 21.50, 1 × correction 8.50, RecNo 37-40',
    fields: { 'record[3].opId': ['0', 0, '0'] },
  },
  {
    file: 'b04-buylog-dual-wallet-request.http',
    kind: 'upload',
    sn: SN,
    table: 'BUYLOG',
    summary: '1 consumption record, 5.00 and 3.50 from the second wallet, RecNo 41',
    fields: {
      'record.posMoney': ['500', 500, '5.00'],
      'record.subPosMoney': ['350', 350, '3.50'],
      'record.subBalance': ['2650', 2650, '26.50'],
      'record.userPin': ['000000123', '000000123', '000000123'],
    },
  },
  {
    file: 'b08-fulllog-request-spec-order.http',
    kind: 'upload',
    sn: SN,
    table: 'FULLLOG',
    summary: '3 recharge records, 100.00, 1 × refund 50.00, 1 × bonus 10.00, RecNo 12-14',
    fields: {
      'record.cardRecNo': ['30', 30, '30'],
      'record.supTime': ['2018-11-02 09:30:00', '2018-11-02T09:30:00', '2018-11-02 09:30:00'],
      'record.money': ['10000', 10000, '100.00'],
      'record.logType': ['0', 0, 'recharge'],
      'record.opId': ['90001', 90001, '90001'],
      'record.recNo': ['12', 12, '12'],
      'record[1].logType': ['1', 1, 'refund'],
      'record[2].logType': ['2', 2, 'bonus'],
    },
  },
  {
    file: 'b11-allowlog-request.http',
    kind: 'upload',
    sn: SN,
    table: 'ALLOWLOG',
    summary: '2 subsidy records, 600.00, RecNo 5-6',
    fields: {
      'record.batch': ['1811', '1811', '1811'],
      'record.allowTime': ['2018-11-02 07:00:03', '2018-11-02T07:00:03', '2018-11-02 07:00:03'],
      'record.allowMoney': ['30000', 30000, '300.00'],
      'record[1].baseBatch': ['1810', '1810', '1810'],
      'record[1].recNo': ['6', 6, '6'],
    },
  },
  {
    file: 'b13-storedetail-with-stamp-request.http',
    kind: 'upload',
    sn: SN,
    table: 'storedetail',
    summary: '2 goods details, 8.50, RecNo 37',
    fields: {
      'record[1].recNo': ['37', 37, '37'],
      'record[1].storeNo': ['8', 8, '8'],
      'record[1].price': ['350', 350, '3.50'],
      'record[1].recSum': ['2', 2, '2'],
    },
  },
  {
    file: 'b14-storedetail-without-stamp-request.http',
    kind: 'upload',
    sn: SN,
    table: 'storedetail',
    summary: '1 goods detail, 5.00, RecNo 37',
    fields: { 'record.price': ['500', 500, '5.00'] },
  },
  {
    file: 'b15-keydetail-request.http',
    kind: 'upload',
    sn: SN,
    table: 'keydetail',
    summary: '2 key details, 12.00, RecNo 38',
    fields: { 'record[1].keyId': ['2', 2, '2'], 'record[1].price': ['600', 600, '6.00'] },
  },
  {
    file: 'b16-timedetail-request.http',
    kind: 'upload',
    sn: SN,
    table: 'timedetail',
    summary: '1 time detail, RecNo 45',
    fields: {
      'record.beginTime': ['2018-11-02 12:10:00', '2018-11-02T12:10:00', '2018-11-02 12:10:00'],
      'record.beginMoney': ['0', 0, '0.00'],
      'record.endMoney': ['500', 500, '5.00'],
    },
  },
  {
    file: 'c01-poll-request.http',
    kind: 'poll',
    sn: SN,
    summary: 'asks for commands, up to RecNo 36',
    fields: { type: ['pos', 'pos', 'consumption records'], devNo: ['36', 36, '36'] },
  },
  {
    file: 'c02-poll-full-request.http',
    kind: 'poll',
    sn: SN,
    summary: 'asks for commands, recharge records, up to RecNo 14',
    fields: { type: ['full', 'full', 'recharge records'] },
  },
  {
    file: 'c03-poll-allow-request.http',
    kind: 'poll',
    sn: SN,
    summary: 'asks for commands, subsidy records, up to RecNo 6',
    fields: { type: ['allow', 'allow', 'subsidy records'] },
  },
  {
    file: 'd01-ack-spec-literal-request.http',
    kind: 'command-result',
    sn: '0316144680030',
    summary: '5 command results, all successful, info8487-fp7464',
    fields: {
      'result.resultId': ['info8487', 'info8487', 'info8487'],
      'result[4].resultId': ['fp7464', 'fp7464', 'fp7464'],
      // The printed length is four bytes short, so the last CMD loses its letters.
      'result[4].cmd': ['', '', ''],
      excess: ['DATA', 'DATA', '4 bytes behind the declared end of the message'],
    },
  },
  {
    file: 'd02-ack-spec-corrected-request.http',
    kind: 'command-result',
    sn: '0316144680030',
    summary: '5 command results, all successful, info8487-fp7464',
    fields: {
      'result[4].return': ['0', 0, 'success'],
      'result[4].cmd': ['DATA', 'DATA', 'DATA'],
    },
  },
  {
    file: 'd03-ack-batch-request.http',
    kind: 'command-result',
    sn: SN,
    summary: '11 command results, all successful, 1202-1212',
    fields: {
      'result[10].resultId': ['1212', '1212', '1212'],
      'result[10].cmd': ['SET OPTION', 'SET OPTION', 'SET OPTION'],
    },
  },
  {
    file: 'd09-ack-shell-request.http',
    kind: 'command-result',
    sn: SN,
    summary: 'result of Shell 1403: success',
    fields: {
      'result.resultId': ['1403', '1403', '1403'],
      'result.sn': [SN, SN, SN],
      'result.return': ['0', 0, 'success'],
      'result.cmd': ['Shell', 'Shell', 'Shell'],
      'result.fileName': ['shellout.txt', 'shellout.txt', 'shellout.txt'],
      'result.content': [
        'total 4\n-rw-r--r-- 1 root root 120 Nov  2 09:00 options.cfg\n',
        'total 4\n-rw-r--r-- 1 root root 120 Nov  2 09:00 options.cfg\n',
        'total 4\n-rw-r--r-- 1 root root 120 Nov  2 09:00 options.cfg\n',
      ],
    },
  },
  {
    file: 'd10-ack-putfile-request.http',
    kind: 'command-result',
    sn: SN,
    summary: 'result of PutFile 1360: 335064 bytes',
    fields: { 'result.return': ['335064', 335064, '335064 bytes'] },
  },
  {
    file: 'e01-loss-request.http',
    kind: 'card-loss',
    sn: SN,
    summary: 'reports card 10023 lost',
    fields: {
      repType: ['2', 2, 'report a card lost'],
      card: ['10023', 10023, '10023'],
      password: ['123456', '123456', '••••'],
    },
  },
  {
    file: 'e02-unloss-request.http',
    kind: 'card-restore',
    sn: SN,
    summary: 'restores card 10023',
    fields: { repType: ['3', 3, 'restore a card'] },
  },
  {
    file: 'e03-pwd-check-request.http',
    kind: 'password-check',
    sn: SN,
    summary: 'checks the old password of card 10023',
    fields: {
      oldPassword: ['123456', '123456', '••••'],
      newPassword: ['654321', '654321', '••••'],
    },
  },
  {
    file: 'e04-pwd-done-request.http',
    kind: 'password-change',
    sn: SN,
    summary: 'has changed the password of card 10023',
    fields: { repType: ['5', 5, 'change a password'] },
  },
  {
    file: 'f06-connection-starting-request.http',
    kind: 'init',
    sn: SN,
    summary: 'start-up, protocol 4.0.1',
    fields: {
      'head.connection': ['starting', 'starting', 'starting'],
      'head.acceptLanguage': ['zh-CN', 'zh-CN', 'zh-CN'],
    },
  },
];

describe.each(ROWS)('$file', ({ file, kind, sn, table = '', summary, fields }) => {
  const message = sample(file);
  const frame = decoded(message);

  test('is what it is', () => {
    expect(frame).toMatchObject({ kind, sn, table, request: { summary } });
  });

  test.each(Object.entries(fields))('%s', (path, [raw, value, text]) => {
    const field = fieldAt(frame.request.fields, path);
    expect([field?.raw, field?.value, field?.text]).toEqual([raw, value, text]);
  });

  test('leaves no byte out', () => {
    expect(unaccounted(frame.request, message)).toEqual([]);
  });
});

test('no request sample is forgotten', () => {
  const files = readdirSync(join(root, 'test/fixtures/samples'));
  const requests = files.filter((file) => file.includes('-request'));
  expect(requests.filter((file) => !ROWS.some((row) => row.file === file))).toEqual([]);
});

test('keys are secrets: exact in raw, masked for people', () => {
  const { fields } = decoded(sample('a09-exchange-publickey-request.http')).request;
  const key = fieldAt(fields, 'publicKey');
  expect(key?.raw).toMatch(/^XBPcZbUtIktHTFhI1LvV7/);
  expect(key?.raw).toHaveLength(348);
  expect(key?.text).toBe('••••');
  expect(key?.span).toEqual({ part: 'body', from: 10, to: 358 });
});

test('a TLS greeting on the plain port is shown as what it is', () => {
  const message = sample('f13-tls-to-plain-port.bin');
  const frame = decoded(message);
  expect(frame).toMatchObject({ kind: 'other', sn: '' });
  expect(frame.request.summary).toBe('TLS ClientHello, 43 bytes');
  expect(fieldAt(frame.request.fields, 'head.content')).toMatchObject({
    span: { part: 'head', from: 0, to: 43 },
    note: 'the terminal speaks HTTPS to a plain HTTP port',
  });
  expect(unaccounted(frame.request, message)).toEqual([]);
});

/** What each reply answers. */
const ASKED: readonly (readonly [reply: string, request: string])[] = [
  ['a01-init-response.http', 'a01-init-request.http'],
  ['a08-time-response-spec.http', 'a07-time-request.http'],
  ['a09-exchange-publickey-response.http', 'a09-exchange-publickey-request.http'],
  ['a10-exchange-factors-response.http', 'a10-exchange-factors-request.http'],
  ['b01-upload-response-ok.http', 'b01-buylog-single-request.http'],
  ['d02-ack-response-ok.http', 'd02-ack-spec-corrected-request.http'],
  ['e05-reptype-response-no.http', 'e01-loss-request.http'],
  ['e05-reptype-response-ok.http', 'e02-unloss-request.http'],
];

const replies = readdirSync(join(root, 'test/fixtures/samples'))
  .filter((file) => file.includes('-response'))
  .map((file) => [file, ASKED.find(([reply]) => reply === file)?.[1] ?? 'c01-poll-request.http']);

test.each(replies)('%s leaves no byte out', (file, asked) => {
  const message = sample(file as string);
  const { response } = decoded(sample(asked as string), message);
  expect(response && unaccounted(response, message)).toEqual([]);
});
