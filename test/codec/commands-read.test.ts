/** Commands in poll replies: what is read, where it stands, and what it says. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Field, Language } from '../../shared/codec/frame.ts';
import { readCommands } from '../../shared/codec/commands/read.ts';
import { gb18030, latin1, named, readingOf, uncovered, utf8 } from './reply-kit.ts';

const read = (bytes: Uint8Array, language: Language = 'en'): Field[] =>
  readCommands(bytes, 0, bytes.length, readingOf('gb18030', language));

const one = (text: string, language: Language = 'en'): Field => {
  const fields = read(gb18030(text), language);
  expect(fields).toHaveLength(1);
  return fields[0] as Field;
};

/** Wire names and raw values of a command's children, the id left out. */
const parts = (command: Field) =>
  (command.fields ?? []).slice(1).map(({ wire, raw }) => `${wire}=${raw}`);

describe('a command says in words what it does', () => {
  const rows: readonly (readonly [line: string, en: string, zh: string])[] = [
    ['C:1:REBOOT', 'reboot the terminal', '重启设备'],
    ['C:1:INFO', 'report the state', '上报机器信息'],
    ['C:1:SHELL ls -l /mnt', 'run: ls -l /mnt', '执行：ls -l /mnt'],
    ['C:1:CLEAR DATA', 'clear all data', '清除全部数据'],
    ['C:1:CHECK ALLLOG', 'upload all new records now', '立即上传所有新记录'],
    ['C:1:SET OPTION Delay=10', 'set Delay to 10 s', '设置 Delay 为 10 秒'],
    [
      'C:1:SET OPTION Realtime=1\tCardPass=KA@\t',
      'set Realtime to yes, CardPass to ••••',
      '设置 Realtime 为 是，CardPass 为 ••••',
    ],
    [
      'C:1:SYNC POSLOG START=37\tEND=41\t',
      'upload consumption records 37 to 41 again',
      '重新上传消费记录 37 至 41',
    ],
    [
      'C:1:UPDATE USERINFO SysID=1023\tCardNo=10023\tName=王伟\tPassWord=1\tUserType=0',
      'update person 1023 王伟, card 10023',
      '更新人员 1023 王伟，卡号 10023',
    ],
    [
      'C:1:UPDATE USERINFO SysID=1023\tUserType=1',
      'put on the black list: person 1023',
      '加入黑名单：人员 1023',
    ],
    ['C:1:DELETE USERINFO', 'delete all persons and cards', '删除全部人员与卡'],
    ['C:1:DELETE USERINFO PIN=7', 'delete persons and cards where PIN 7', '删除人员与卡：PIN 7'],
    [
      'C:1:FROB lever=3\tpassword=x',
      'FROB: lever 3, password ••••',
      'FROB：lever 3，password ••••',
    ],
    ['C:1:FROB', 'FROB', 'FROB'],
  ];
  test.each(rows)('%j', (line, en, zh) => {
    expect(one(line).text).toBe(en);
    expect(one(line, 'zh').text).toBe(zh);
  });
});

describe('separators, spellings and what nobody declared', () => {
  const rows: readonly (readonly [line: string, parts: readonly string[]])[] = [
    [
      'C:1:update userinfo sysid=1\tpassword=2',
      ['verb=update', 'table=userinfo', 'sysid=1', 'password=2'],
    ],
    ['C:1:UPDATE FIXD TsID=1\tPrice=850', ['verb=UPDATE', 'table=FIXD', 'TsID=1', 'Price=850']],
    [
      'C:1:UPDATE CARDTYPE SortID=1\t Maxlimit=99',
      ['verb=UPDATE', 'table=CARDTYPE', 'SortID=1', 'Maxlimit=99'],
    ],
    [
      'C:1:UPDATE STOREINFO StoreNo=3 Name=rice and beans Price=5',
      ['verb=UPDATE', 'table=STOREINFO', 'StoreNo=3', 'Name=rice and beans', 'Price=5'],
    ],
    ['C:1:UPDATE NEWTABLE A=1\tB=2', ['verb=UPDATE', 'table=NEWTABLE', 'A=1', 'B=2']],
    [
      'C:1:UPDATE USERINFO SysID=1\tFavourite=tea',
      ['verb=UPDATE', 'table=USERINFO', 'SysID=1', 'Favourite=tea'],
    ],
    [
      'C:1:UPDATE SUBSIDYLOG SysID=1\tStartDate\tClearFlag',
      ['verb=UPDATE', 'table=SUBSIDYLOG', 'SysID=1', 'StartDate=', 'ClearFlag='],
    ],
    ['C:1:SYNC POSLOG START=1 END36', ['verb=SYNC', 'table=POSLOG', 'START=1', 'END=36']],
    [
      'C:1:COLL FULLLOG START=2018-12-24 00:00:00 END2018-12-24 23:59:59 CARDNO=0',
      [
        'verb=COLL',
        'table=FULLLOG',
        'START=2018-12-24 00:00:00',
        'END=2018-12-24 23:59:59',
        'CARDNO=0',
      ],
    ],
    ['C:1:PutFile file/a.tgz\t/mnt/a b', ['verb=PutFile', 'URL=file/a.tgz', 'FilePath=/mnt/a b']],
    ['C:1:PutFile file/a.tgz /mnt/a', ['verb=PutFile', 'URL=file/a.tgz', 'FilePath=/mnt/a']],
    ['C:1:\\GetFile /etc/x', ['verb=\\GetFile', 'FilePath=/etc/x']],
    ['C:1:Shell mv a b', ['verb=Shell', 'Shell_String=mv a b']],
    ['C:1:RELOAD OPTIONS', ['verb=RELOAD OPTIONS']],
    ['C:data:DATA UPDATE USERINFO PIN=1', ['verb=DATA UPDATE', 'table=USERINFO', 'PIN=1']],
    ['C:1:REBOOT now', ['verb=REBOOT', 'argument=now']],
    ['C:1:', ['verb=']],
  ];
  test.each(rows)('%j', (line, expected) => {
    expect(parts(one(line))).toEqual(expected);
  });

  test('verb and table have the value of their definition, whatever their spelling', () => {
    const { fields = [] } = one('C:1:update fixd TsID=1');
    expect(named(fields, 'verb')?.value).toBe('UPDATE');
    expect(named(fields, 'table')?.value).toBe('FIXED');
  });

  test('UserID twice: the second is the UserType', () => {
    const { fields = [] } = one('C:1:UPDATE USERINFO SysID=1\tUserID=1\tUserID=1\tPrivage=0');
    expect(fields.filter(({ wire }) => wire === 'UserID').map(({ key }) => key)).toEqual([
      'userId',
      'userType',
    ]);
  });

  test('prices in cents with two places, and decimals in whole numbers', () => {
    const goods = one('C:1:UPDATE STOREINFO StoreNo=3\tPrice=300.00');
    expect(named(goods.fields ?? [], 'Price')).toMatchObject({ value: 300, text: '3.00' });
    const card = one('C:1:UPDATE CARDTYPE SortID=1\tDaymaxmoney=50.50');
    expect(named(card.fields ?? [], 'Daymaxmoney')).toMatchObject({ value: 50.5, raw: '50.50' });
  });

  test('secrets are masked in words and exact in raw', () => {
    const { fields = [], text } = one('C:1:UPDATE USERINFO SysID=1\tPassWord=secret1');
    expect(named(fields, 'PassWord')).toMatchObject({ raw: 'secret1', text: '••••' });
    expect(text).not.toContain('secret1');
  });
});

describe('lines', () => {
  test('blank lines stand between commands, CR before LF is no part of them', () => {
    const fields = read(latin1('C:1:INFO\n\n\r\nC:a1B2:REBOOT\r\n'));
    expect(fields.map(({ raw }) => raw)).toEqual(['C:1:INFO', 'C:a1B2:REBOOT']);
  });

  test('a line that is no command stands with no value', () => {
    const fields = read(latin1('hello\nC:1:INFO\nC:broken\n'));
    expect(fields.map(({ key, value, raw }) => [key, value, raw])).toEqual([
      ['line', null, 'hello'],
      ['command', 'C:1:INFO', 'C:1:INFO'],
      ['line', null, 'C:broken'],
    ]);
  });

  test('further rows of a command are records of it', () => {
    const text =
      'C:1:UPDATE PRESSKEY KeyID=1\tPrice=600\nKeyID=2\tPrice=850\nKeyID=3\tPrice=900\n\nC:2:INFO';
    const [update, info] = read(latin1(text));
    expect(update?.text).toBe('set key 1 to 6.00; set key 2 to 8.50; set key 3 to 9.00');
    expect(update?.fields?.filter(({ key }) => key === 'record').map(({ raw }) => raw)).toEqual([
      'KeyID=2\tPrice=850',
      'KeyID=3\tPrice=900',
    ]);
    expect(update?.span).toEqual({ part: 'body', from: 0, to: text.indexOf('\n\n') });
    expect(info?.raw).toBe('C:2:INFO');
  });

  test('rows may all stand on lines of their own', () => {
    const [update] = read(latin1('C:1:UPDATE PRESSKEY\nKeyID=1\tPrice=600'));
    expect(update?.text).toBe('set key 1 to 6.00');
  });
});

describe('every name stands on its bytes', () => {
  const rows = [
    ['gb18030', gb18030('C:1:UPDATE USERINFO SysID=1\tName=張三丰\tPIN=5\n')],
    ['utf-8', utf8('C:1:UPDATE USERINFO SysID=1\tName=José Núñez\tPIN=5\n')],
  ] as const;
  test.each(rows)('%s', (charset, bytes) => {
    const reading = readingOf(charset);
    const fields = readCommands(bytes, 0, bytes.length, reading);
    for (const wire of ['CmdID', 'verb', 'table', 'SysID', 'Name', 'PIN']) {
      const { span, raw } = named(fields, wire) as Field;
      expect(reading.text.decode(bytes, span?.from ?? 0, span?.to ?? 0, charset)).toBe(raw);
    }
    expect(uncovered(bytes, fields)).toBe('\n');
  });
});

test('nothing a server sends makes it throw, and every byte but line ends is in a span', () => {
  const piece = fc.constantFrom(
    'C:',
    ':',
    '\t',
    '=',
    '\n',
    '\r\n',
    ' ',
    'UPDATE',
    'USERINFO',
    'SYNC',
    'END',
    '1',
    'SET OPTION',
    '\\',
    '王',
  );
  const text = fc.array(fc.oneof(piece, fc.string({ maxLength: 5 })), { maxLength: 40 });
  fc.assert(
    fc.property(
      fc.oneof(
        text.map((all) => utf8(all.join(''))),
        fc.uint8Array({ maxLength: 80 }),
      ),
      (bytes) => {
        const fields = readCommands(bytes, 0, bytes.length, readingOf('latin1'));
        expect(uncovered(bytes, fields).replace(/[\r\n]/g, '')).toBe('');
      },
    ),
  );
});

test('a long run of blanks takes no long time', () => {
  const bytes = latin1(`C:1:UPDATE USERINFO SysID=1 ${' '.repeat(200_000)}x`);
  expect(read(bytes)).toHaveLength(1);
});
