/** Days of records and stamps moved on, in the form they were recorded in, and nothing else. */

import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Field } from '../../shared/codec/frame.ts';
import { readValue } from '../../shared/codec/read-value.ts';
import type { FieldSpec } from '../../shared/spec/field.ts';
import { readCountedTime } from '../../shared/codec/read-time.ts';
import { PARAMETERS } from '../../shared/spec/parameters.ts';
import { RECORD_TIMES } from '../../shared/spec/record-times.ts';
import { TABLES } from '../../shared/spec/tables/index.ts';
import { verifyCommand } from '../../proxy/commands/verify.ts';
import { Player, type Played } from '../../proxy/replay/player.ts';
import { movedBy } from '../../proxy/replay/restamp.ts';
import { runCommand } from '../commands/run-command.ts';
import { temporaryFolder } from '../kit/product.ts';
import { RawServer } from '../kit/sockets.ts';
import { SERIAL, exchangeOf, get, post, reply, writeCapture, type Said } from './day.ts';
import { fastAt } from './play-options.ts';

const COLUMNS = TABLES.flatMap(({ layouts }) => layouts.flatMap((layout) => layout.columns));
const DEFINED = [...COLUMNS, ...PARAMETERS];

function field(key: string, raw: string, decoded = raw): Field {
  const spec = DEFINED.find((each) => each.key === key) as FieldSpec;
  const { value, text } = readValue(spec, decoded, 'en');
  return { key, wire: spec.wire, raw, value, text, span: null };
}

function moved(key: string, raw: string, days: number) {
  const staying: string[] = [];
  const change = movedBy(days, (each) => staying.push(each.raw));
  return { text: change(field(key, raw, raw.replaceAll('%3A', ':'))), staying };
}

describe('a time keeps its form', () => {
  test.each([
    ['posTime', '2018-11-02 12:01:07', 30, '2018-12-02 12:01:07'],
    ['posTime', ' 2018-11-02 12:01:07 ', 1, ' 2018-11-03 12:01:07 '],
    ['posTime', '20181102120107', 30, '20181202120107'],
    ['supTime', '2018/11/02 12:01:07', 60, '2019/01/01 12:01:07'],
    ['allowTime', '2018-1-2 9:05', 7, '2018-1-9 9:05'],
    ['stamp', '2018-11-02T12:01:07+08:00', 1, '2018-11-03T12:01:07+08:00'],
    ['stamp', '2018-11-02T12%3A01%3A07', 1, '2018-11-03T12%3A01%3A07'],
    ['stamp', '20181102120107', 1, '20181103120107'],
    // The vendor's months have 31 days, so that November's last is followed by a day that counts for nothing.
    ['posTime', '605448067', 1, '605534467'],
    ['posTime', '607867267', 1, '608040067'],
    ['endTime', '1541160067', 10, '1542024067'],
    ['stamp', '605448067', 1, '605534467'],
    ['mealDate', '7039', 1, '7040'],
    ['mealDate', '20181130', 1, '20181201'],
  ])('%s %j', (key, raw, days, text) => {
    expect(moved(key, raw, days).text).toBe(text);
  });

  test('a counted one says the same time of another day', () => {
    const { text } = moved('posTime', '605448067', 365);
    expect([readCountedTime(605448067), readCountedTime(Number(text))]).toEqual([
      expect.stringMatching(/^2018-/),
      readCountedTime(605448067)?.replace('2018-', '2019-'),
    ]);
  });
});

test('whatever the definitions call a time is moved, and nothing else', () => {
  for (const { key, type } of DEFINED) {
    const samples = { time: '2018-11-02 12:01:07', stamp: '2018-11-02 12:01:07', 'packed-day': '7039' } as const; // prettier-ignore
    const isTime = type in samples && key !== 'stampId';
    for (const raw of [...Object.values(samples), '605448067', '20181102120107']) {
      if (!isTime) expect([key, moved(key, raw, 1)]).toEqual([key, { text: undefined, staying: [] }]); // prettier-ignore
    }
    if (isTime) expect([key, moved(key, samples[type as keyof typeof samples], 1).text]).not.toEqual([key, undefined]); // prettier-ignore
  }
  for (const key of RECORD_TIMES) expect(moved(key, '605448067', 1).text).toBe('605534467');
});

describe('what cannot be moved', () => {
  test.each([
    ['posTime', 'noon', ['noon']],
    ['posTime', '85000', ['85000']],
    // In 2036 the vendor's count ends.
    ['posTime', '1189209599', ['1189209599']],
    ['posTime', '2018-13-02 12:01:07', ['2018-13-02 12:01:07']],
    ['stamp', 'Fri, 02 Nov 2018 09:05:36 GMT', ['Fri, 02 Nov 2018 09:05:36 GMT']],
    ['mealDate', 'today', ['today']],
    ['mealDate', '0', []],
    ['stamp', '37', []],
    ['stamp', 'None', []],
    ['posTime', '', []],
  ])('%s %j stays as it is, and is told unless it says nothing', (key, raw, staying) => {
    expect(moved(key, raw, 1)).toEqual({ text: undefined, staying });
  });

  test('is told once for all records', async () => {
    const capture = join(temporaryFolder(), 'old.jsonl');
    const record = (time: string, recNo: number) =>
      `10023\t10023\t${time}\t850\t14150\t26\t2\t2\t7039\t${recNo}\t0\n`;
    const upload = post(
      `/iclock/cpos?SN=${SERIAL}&table=BUYLOG&Stamp=20181102120107&StampId=38`,
      record('20181102120107', 37) + record('noon', 38),
    );
    writeCapture(capture, [
      [upload, reply('OK')],
      [upload, reply('OK')],
    ]);
    const heard: string[] = [];
    const server = await RawServer.start(async (line) => {
      await line.until('\t38\t0\n');
      heard.push(line.text);
      await line.send(reply('OK'));
      line.socket.end();
    });
    const target = `http://127.0.0.1:${server.port}`;
    const { stderr } = await runCommand(verifyCommand, [capture, '--target', target, '--restamp']);
    await server.stop();
    expect(stderr).toBe(
      'pushscope: exchange 1: PosTime "noon" is no time that --restamp can move; it and others like it are sent as recorded.\n',
    );
    const today = /Stamp=(\d{8})120107&StampId=38/.exec(heard[0] ?? '')?.[1] ?? '';
    expect(Number(today)).toBeGreaterThan(20181102);
    expect(heard[0]).toContain(`\t${today}120107\t850\t`);
    expect(heard[0]).toContain('\tnoon\t850\t');
  });
});

describe('once both sides encrypt', () => {
  const versions = (version: string): Said => [
    get(`/iclock/cpos?SN=${SERIAL}&options=all&pushver=${version}&language=83`),
    reply(`GET OPTION FROM: ${SERIAL}\nPushProtVer=${version}\nEncrypt=0\n`),
  ];
  const keys: readonly Said[] = [
    ['a09-exchange-publickey-request', 'a09-exchange-publickey-response'],
    ['a10-exchange-factors-request', 'a10-exchange-factors-response'],
  ];
  // What is in no charset may be a cipher then, and is a damaged text before.
  const record = '10023\t10023\t2018-11-02 12:01:07\t850\t14150\t26\t2\t2\t7039\t37\t0\xff\n';
  const upload: Said = [
    post(`/iclock/cpos?SN=${SERIAL}&table=BUYLOG&Stamp=37&StampId=37`, record),
    reply('OK'),
  ];

  test.each([
    ['2.4.1', true],
    ['2.3.0', false],
  ])('of version %s, an upload is sent as it is: %s', async (version, isAsRecorded) => {
    const sent: string[] = [];
    const server = await RawServer.start(async (line) => {
      await line.until('\r\n\r\n');
      await line.send(reply('OK'));
      line.socket.end();
    });
    const day = [versions(version), ...keys, upload];
    const listener = {
      played: ({ sent: { body } }: Played) => sent.push(Buffer.from(body).toString('latin1')),
      ...{ leftOut: () => {}, paired: () => {}, elsewhere: () => {}, unpaired: () => {} },
    };
    const player = new Player({ ...fastAt(server.port), days: 1 }, listener);
    await player.play(day.map((said, at) => exchangeOf(said, at + 1)));
    await server.stop();
    expect(sent.at(-1) === record).toBe(isAsRecorded);
  });
});
