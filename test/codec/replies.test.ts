/** Replies read: each sample as its README row says, each answer with what it means, and anything at all. */

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { KINDS, type Kind } from '../../shared/codec/frame.ts';
import { ANSWERS } from '../../shared/spec/answers.ts';
import {
  flat,
  gb18030,
  headOf,
  latin1,
  named,
  readReply,
  sample,
  uncovered,
  utf8,
  type Asked,
} from './reply-kit.ts';

const chinese = { terminalLanguage: '83' } as const;

describe('samples', () => {
  const rows: readonly (readonly [file: string, asked: Asked, summary: string])[] = [
    [
      'a01-init-response.http',
      { kind: 'init' },
      '29 options, poll interval 30 s, consumption records from 36',
    ],
    ['a08-time-response-spec.http', { kind: 'time' }, 'time 2018-11-02 17:05:36+08:00'],
    [
      'a09-exchange-publickey-response.http',
      { kind: 'key-exchange' },
      'Public key, 580 characters',
    ],
    [
      'a10-exchange-factors-response.http',
      { kind: 'factor-exchange' },
      'Factor, encrypted for the other side, 172 characters',
    ],
    ['b01-upload-response-ok.http', { kind: 'upload' }, 'OK'],
    ['c01-poll-response-ok.http', { kind: 'poll' }, 'OK'],
    ['c06-poll-response-clear-data.http', { kind: 'poll' }, '1 command: clear all data'],
    [
      'c12-poll-response-check-poslog.http',
      { kind: 'poll' },
      '1 command: upload new consumption records now',
    ],
    [
      'c14-poll-response-reboot-last.http',
      { kind: 'poll' },
      '2 commands: set key 2 to 12.00; reboot the terminal',
    ],
    [
      'c16-poll-response-subsidy-dual-spec.http',
      { kind: 'poll' },
      '1 command: pay a subsidy of 300.00 to card 10023, batch 1811, valid until 2018-12-31',
    ],
    [
      'c17-poll-response-delete.http',
      { kind: 'poll', ...chinese },
      '8 commands: delete person 10044; take off the black list: person 10023 张三, card 10023; delete goods 3; 5 more',
    ],
    [
      'c18-poll-response-spec-control.http',
      { kind: 'poll' },
      '6 commands: run: ls -l /mnt/mtdblock; report the state; clear consumption records before 20181201; 3 more',
    ],
    [
      'c20-poll-response-putfile-space.http',
      { kind: 'poll' },
      '1 command: download file/fw/X938/main.tgz to main.tgz',
    ],
    [
      'c23-poll-response-coll-space.http',
      { kind: 'poll' },
      '1 command: upload consumption records from 2018-12-24 00:00:00 to 2018-12-24 23:59:59 again',
    ],
    ['c24-poll-response-chunked.http', { kind: 'poll' }, '1 command: fetch the options again'],
    [
      'c26-poll-response-utf8-name.http',
      { kind: 'poll', terminalLanguage: '97' },
      '1 command: update person 10061 José Núñez, card 10061',
    ],
    ['d02-ack-response-ok.http', { kind: 'command-result' }, 'OK'],
    ['e05-reptype-response-ok.http', { kind: 'card-loss' }, 'OK'],
    [
      'e05-reptype-response-no.http',
      { kind: 'password-check' },
      'NO (refused: unknown card, wrong password, wrong state, or a management card)',
    ],
    [
      'f07-redirect-response.http',
      { kind: 'poll' },
      '301: redirect to https://192.168.1.201/iclock/posrequest; terminals do not follow redirects',
    ],
    ['f09-no-space-after-colon-response.http', { kind: 'poll' }, 'OK'],
    ['f10-keepalive-response.http', { kind: 'poll' }, 'OK'],
    [
      'f11-read-until-close-response.http',
      { kind: 'poll' },
      'UNKNOWNDEVICE (refused: the server does not know this terminal, or has paused it)',
    ],
  ];
  test.each(rows)('%s', (file, asked, summary) => {
    const message = sample(file);
    const { summary: said, fields } = readReply(message, asked);
    expect(said).toBe(summary);
    expect(uncovered(message.body, fields)).toMatch(/^(?:GET OPTION FROM: |[A-Za-z]+=|[\n])*$/);
    expect(readReply(message, { ...asked, language: 'zh' }).summary).not.toBe('');
  });

  test('every reply among the samples is in a row', () => {
    const files = readdirSync(join(import.meta.dirname, '../fixtures/samples'));
    const replies = files.filter(
      (file) => file.endsWith('-response.http') || /-response-/.test(file),
    );
    expect(rows.map(([file]) => file).sort()).toEqual(replies.sort());
  });
});

/** A reply's body to a kind of exchange: verdict and first words. */
interface Case {
  readonly kind: Kind;
  readonly body: string;
  readonly verdict: string;
  readonly says: string;
}

describe('plain answers', () => {
  const refused = (kind: Kind, body: string, says: string): Case => ({
    kind,
    body,
    verdict: 'refused',
    says,
  });
  const rows: readonly Case[] = [
    {
      kind: 'upload',
      body: 'OK',
      verdict: 'accepted',
      says: 'accepted: stored by the server, not yet parsed',
    },
    { kind: 'upload', body: 'OK\n', verdict: 'accepted', says: 'accepted: stored' },
    { kind: 'upload', body: 'OK: 4', verdict: 'accepted', says: 'accepted, with a count' },
    refused('upload', 'UNKNOWN', 'refused: the upload has no Stamp'),
    refused('upload', "ERROR: u'NAME'", 'refused: the server does not know this table'),
    refused('upload', 'ERROR: no space left', 'refused, with an error'),
    refused('upload', 'save post data error\n', 'refused: the server could not store it'),
    refused(
      'upload',
      "'NoneType' object has no attribute 'sn'",
      'refused: an error text of the server',
    ),
    refused('upload', '', 'not accepted: the reply is empty'),
    refused('upload', 'UNKNOWNDEVICE', 'refused: the server does not know this terminal'),
    refused('poll', 'UNKNOWN DEVICE', 'refused: the server does not know this terminal'),
    refused('init', 'UNKNOWNDEVICE', 'refused: the server does not know this terminal'),
    refused(
      'init',
      'UNKOWN DATA\nPOST from: 1\n',
      'refused: the server does not know this kind of request',
    ),
    { kind: 'poll', body: 'OK', verdict: 'accepted', says: 'no command waits' },
    refused('poll', '"Key \'devno\' not found in <QueryDict: {}>"', 'an error text of the server'),
    {
      kind: 'command-result',
      body: 'OK',
      verdict: 'accepted',
      says: 'accepted: the server has the results',
    },
    { kind: 'command-result', body: '', verdict: 'lost', says: 'lost: nothing was acknowledged' },
    { kind: 'command-result', body: 'what', verdict: 'unclear', says: 'no OK' },
    {
      kind: 'card-loss',
      body: 'OK',
      verdict: 'accepted',
      says: 'accepted: the card is reported lost',
    },
    {
      kind: 'card-restore',
      body: 'OK',
      verdict: 'accepted',
      says: 'accepted: the card is restored',
    },
    {
      kind: 'password-change',
      body: 'OK',
      verdict: 'accepted',
      says: 'accepted: the server keeps the new password',
    },
    refused('card-restore', 'NO', 'refused: unknown card'),
    {
      kind: 'key-exchange',
      body: 'OK',
      verdict: 'unclear',
      says: 'no key: this server does not encrypt',
    },
    { kind: 'other', body: 'OK', verdict: 'accepted', says: 'accepted' },
    { kind: 'other', body: '', verdict: 'unclear', says: 'an empty reply' },
  ];
  test.each(rows)('$kind answered by $body', ({ kind, body, verdict, says }) => {
    const bytes = latin1(body);
    const { fields } = readReply({ head: headOf(), body: bytes }, { kind });
    expect(fields).toHaveLength(1);
    expect(fields[0]).toMatchObject({ key: 'answer', wire: '', raw: body, value: body });
    expect(fields[0]?.text.startsWith(says), fields[0]?.text).toBe(true);
    expect(fields[0]?.fields).toMatchObject([{ key: 'verdict', value: verdict, span: null }]);
    expect(uncovered(bytes, fields)).toBe('');
  });

  test('a status other than 200 is no acceptance, whatever the body says', () => {
    const message = { head: headOf('503 Service Unavailable'), body: latin1('OK') };
    const { summary, fields } = readReply(message, { kind: 'upload' });
    expect(summary).toBe('503 Service Unavailable: OK');
    expect(named(fields, '')?.fields).toMatchObject([{ value: 'refused' }]);
  });

  test('the kinds of the rows are kinds', () => {
    expect(
      ANSWERS.flatMap(({ kinds = [] }) => kinds).filter(
        (kind) => !(KINDS as readonly string[]).includes(kind),
      ),
    ).toEqual([]);
  });
});

describe('options', () => {
  const options = (lines: string) =>
    readReply(
      { head: headOf(), body: latin1(`GET OPTION FROM: 123456\n${lines}\n\n`) },
      { kind: 'init' },
    );

  const rows: readonly (readonly [line: string, key: string, value: unknown, text: string])[] = [
    ['PosLogStamped=36', 'posLogStampId', 36, '36'],
    [
      'PosBakLogStampld=2018-11-02T09:47:44',
      'posBakLogStampId',
      '2018-11-02T09:47:44',
      '2018-11-02 09:47:44',
    ],
    ['ZhiWeilLogStampld=0', 'zhiWeiLogStampId', 0, '0'],
    ['UseStampld=1', 'useStampId', true, 'yes'],
    ['FullStamp=0', 'fullLogStamp', 0, '0'],
    ['ATTLOGStamp=None', 'attlogStamp', 'None', 'None'],
    ['PosLogStamp=None', 'posLogStamp', 'None', 'None'],
    ['Encrypt=None', 'encrypt', 'None', 'no'],
    ['PushProtVer=2.4.0', 'pushProtVer', '2.4.0', '2.4.0'],
    ['CardPass=KA@', 'cardPass', 'KA@', '••••'],
    ['ErrorDelay=60', 'errorDelay', 60, '60 s'],
    ['Delay=soon', 'delay', null, 'soon'],
    ['Wunderbar=a=b', 'wunderbar', 'a=b', 'a=b'],
    ['no assignment', 'line', null, 'no assignment'],
  ];
  test.each(rows)('%s', (line, key, value, text) => {
    const { fields } = options(line);
    expect(fields[0]).toMatchObject({ key: 'optionsOf', wire: 'GET OPTION FROM', value: '123456' });
    expect(fields[1]).toMatchObject({ key, value, text });
    expect(fields).toHaveLength(2);
  });

  test('the wire name is as it stood, the span is the value', () => {
    const { fields } = options('PosLogStamped=36');
    expect(fields[1]).toMatchObject({
      wire: 'PosLogStamped',
      raw: '36',
      span: { part: 'body', from: 38, to: 40 },
    });
  });

  test('encryption is told in the summary', () => {
    expect(options('Delay=10\nEncrypt=1').summary).toBe(
      '2 options, poll interval 10 s, encryption yes',
    );
  });

  test('the serial may stand on a line without colon', () => {
    const { fields } = readReply(
      { head: headOf(), body: latin1('GET OPTION FROM 1234567\nStamp=1\n') },
      { kind: 'init' },
    );
    expect(fields.map(({ value }) => value)).toEqual(['1234567', 1]);
  });
});

describe('times', () => {
  const rows = [
    ['Time=20181102170536\n', '2018-11-02T17:05:36'],
    ['Time=2011-4-25T17:40:20+08:00', '2011-04-25T17:40:20+08:00'],
    ['Time=2018-11-02T17:05:36 08:00', '2018-11-02T17:05:36+08:00'],
    ['Date=20181102170536', '2018-11-02T17:05:36'],
    ['Time=noon', null],
  ] as const;
  test.each(rows)('%j', (body, value) => {
    const { fields } = readReply({ head: headOf(), body: latin1(body) }, { kind: 'time' });
    expect(fields).toMatchObject([{ key: 'time', value }]);
  });
});

describe('online answers', () => {
  test('a subsidy: rows with columns', () => {
    const body = latin1('RET=OK\n10023\t10023\t1811\t30000\t7099\n10024\t10024\t1811\t550\t7099\n');
    const { summary, fields } = readReply({ head: headOf(), body }, { kind: 'subsidy-query' });
    expect(summary).toBe('RET=OK (accepted), 2 rows, 305.50');
    expect(fields.map(({ key }) => key)).toEqual(['answer', 'record', 'record']);
    expect(fields[1]?.fields).toMatchObject([
      { wire: 'SysID', value: 10023 },
      { wire: 'CardNo', value: 10023 },
      { wire: 'Batch', value: '1811' },
      { wire: 'Money', value: 30000, text: '300.00' },
      { wire: 'allowDate', value: '2018-12-31' },
    ]);
    expect(uncovered(body, fields)).toMatch(/^(?:RET=|\n)*$/);
  });

  test('one row is no rows', () => {
    const body = latin1('RET=OK\n10023\t10023\t1811\t30000\t7099\n');
    const { summary } = readReply({ head: headOf(), body }, { kind: 'subsidy-query' });
    expect(summary).toBe('RET=OK (accepted), 1 row, 300.00');
  });

  test('commands in Chinese stand between Chinese marks', () => {
    const body = latin1(
      'C:1:UPDATE USERINFO SysID=1\tUserType=1\nSysID=2\tUserType=1\nC:2:REBOOT\n',
    );
    const { summary } = readReply({ head: headOf(), body }, { kind: 'poll', language: 'zh' });
    expect(summary).toBe('2 条命令：加入黑名单：人员 1；加入黑名单：人员 2；重启设备');
  });

  test('no subsidy: the reason in GB18030', () => {
    const body = gb18030('RET=NO\tRESON=没有补贴');
    const { summary, fields } = readReply(
      { head: headOf(), body },
      { kind: 'subsidy-query', ...chinese },
    );
    expect(summary).toBe('RET=NO (refused), RESON 没有补贴');
    const zh = readReply(
      { head: headOf(), body },
      { kind: 'subsidy-query', language: 'zh', ...chinese },
    );
    expect(zh.summary).toBe('RET=NO（被拒绝），RESON 没有补贴');
    expect(fields).toMatchObject([
      { key: 'answer', wire: 'RET', raw: 'NO', fields: [{ value: 'refused' }] },
      { key: 'reason', wire: 'RESON', raw: '没有补贴', span: { from: 13, to: 21 } },
    ]);
  });

  test('online consumption: code, message, and rows that nobody declared', () => {
    const body = gb18030('Ret=NO\nretnumber=-1\nerrmsg=设备不存在\nx\ty\n');
    const { fields } = readReply({ head: headOf(), body }, { kind: 'other', ...chinese });
    expect(fields.map(({ key, raw }) => [key, raw])).toEqual([
      ['answer', 'NO'],
      ['returnNumber', '-1'],
      ['errorMessage', '设备不存在'],
      ['record', 'x\ty'],
    ]);
  });
});

describe('bodies shown as a whole', () => {
  const gzip = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3);

  test('a compressed body says so', () => {
    const head = headOf('200 OK', 'Content-Encoding: gzip\r\n');
    const { summary, fields } = readReply({ head, body: gzip }, { kind: 'poll' });
    expect(summary).toBe('gzip, 10 bytes (compressed; terminals are not known to unpack)');
    expect(fields).toMatchObject([
      { key: 'compressed', value: 'gzip, 10 bytes', span: { from: 0, to: 10 } },
    ]);
  });

  test('a page for people is no answer for a terminal', () => {
    const body = utf8('<!DOCTYPE html><html><head><title>404 页面</title></head></html>');
    const { summary, fields } = readReply(
      { head: headOf('404 Not Found'), body },
      { kind: 'poll' },
    );
    expect(summary).toBe('404 Not Found: a page for people: 404 页面');
    expect(fields).toMatchObject([{ key: 'page', fields: [{ value: 'refused' }] }]);
    expect(uncovered(body, fields)).toBe('');
  });

  const files = [
    [gzip, '10 bytes, gzip archive'],
    [latin1('a=1\n'), '4 bytes, text'],
    [latin1('OK'), '2 bytes, text'],
    [latin1('<html>'), '6 bytes, text'],
    [Uint8Array.of(0, 1, 2, 3, 4), '5 bytes, binary'],
    [new Uint8Array(0), '0 bytes, empty'],
  ] as const;
  test.each(files)('a file: %j', (body, summary) => {
    const read = readReply({ head: headOf(), body }, { kind: 'file-download' });
    expect(read.summary).toBe(summary);
    expect(read.fields).toMatchObject([{ key: 'content', value: body.length }]);
  });

  test('a file that is not there', () => {
    const { summary } = readReply(
      { head: headOf('404 Not Found'), body: latin1('no') },
      { kind: 'file-download' },
    );
    expect(summary).toBe('404 Not Found: no');
  });
});

test('commands among lines that are none', () => {
  const body = latin1('C:1:INFO\nOK\n');
  const { summary, fields } = readReply({ head: headOf(), body }, { kind: 'poll' });
  expect(summary).toBe('1 command: report the state');
  expect(fields.map(({ key }) => key)).toEqual(['command', 'line']);
});

test('a body of very many lines stands, its end unread', () => {
  for (const [kind, line] of [
    ['poll', 'C:1:INFO\n'],
    ['init', 'GET OPTION FROM: 1\n'],
    ['subsidy-query', 'RET=OK\n'],
  ] as const) {
    const body = latin1(line + 'a=1\n'.repeat(250_000));
    const { fields } = readReply({ head: headOf(), body }, { kind });
    expect(flat(fields).length).toBeLessThan(60_000);
    expect(fields.at(-1)).toMatchObject({ key: 'unread', value: null, span: { to: body.length } });
  }
});

test('whatever a server sends is read without throwing', () => {
  const beginning = fc.constantFrom(
    '',
    'OK',
    'C:',
    'GET OPTION FROM',
    'RET=OK\n',
    'Time=',
    'PublicKey=',
    '<html>',
  );
  const body = fc
    .tuple(beginning, fc.uint8Array({ maxLength: 60 }))
    .map(([text, rest]) => Uint8Array.from([...latin1(text), ...rest]));
  const head = fc.oneof(
    fc.constant(headOf()),
    fc.constant(headOf('302 Found')),
    fc.constant(headOf('500 x')),
    fc.uint8Array({ maxLength: 40 }),
  );
  fc.assert(
    fc.property(
      head,
      body,
      fc.constantFrom(...KINDS),
      fc.constantFrom('en' as const, 'zh' as const),
      (top, bytes, kind, language) => {
        const { fields } = readReply({ head: top, body: bytes }, { kind, language });
        for (const { span } of fields) {
          expect(span === null || (span.from <= span.to && span.to <= bytes.length)).toBe(true);
        }
      },
    ),
    { numRuns: 2000 },
  );
});
