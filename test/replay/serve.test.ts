/** A terminal written apart lives a recorded day against what the recorded server said; and what a miss says. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { planOf } from '../../proxy/replay/plan.ts';
import { Script } from '../../proxy/replay/script.ts';
import { StandIn, type Miss, type OnMiss } from '../../proxy/replay/stand-in.ts';
import { temporaryFolder } from '../kit/product.ts';
import { DAY, SERIAL, get, post, reply, writeCapture } from './day.ts';
import { serving } from './serving.ts';
import { hasPython, runPython } from './python.ts';

const folder = temporaryFolder();
const capture = join(folder, 'day.jsonl');
writeCapture(capture, DAY);

const ended: (() => unknown)[] = [];
afterAll(async () => {
  for (const end of ended) await end();
});

async function served(onMiss: OnMiss = 'closest', path = capture) {
  const plan = await planOf(path);
  const misses: Miss[] = [];
  const script = new Script(plan, new Map());
  const standIn = new StandIn(script, {
    onMiss,
    now: Date.now,
    timeoutMs: 5000,
    missed: (miss) => misses.push(miss),
  });
  const { port, ask, close } = await serving(standIn);
  ended.push(close, () => plan.close());
  return { port, misses, standIn, script, ask };
}

const rows = (text: string) =>
  text.split('\n').map((line) => line.split(' ').map((cell) => cell.replace('_', ' ')));

const LIFE = [
  { do: 'init' },
  { do: 'time' },
  { do: 'poll' },
  { do: 'poll' },
  {
    do: 'upload',
    table: 'BUYLOG',
    stamp: '2026-03-05T12:04:55',
    id: 40,
    rows: rows(
      `10023 10023 2018-11-02_12:01:07 850 14150 26 2 2 7039 37 0
10044 10044 2018-11-02_12:01:31 1200 300 9 2 2 7039 38 0
10023 10023 2018-11-02_12:02:10 850 15000 27 9 2 7039 39 90001
10051 10051 2018-11-02_12:04:55 100 4900 3 4 2 7039 40 0`,
    ),
  },
  { do: 'poll' },
  { do: 'card', query: 'RepType=2&Card=10023&Pwd=123456' },
  { do: 'card', query: 'RepType=4&Card=10023&OldPwd=123456&NewPwd=654321' },
  { do: 'card', query: 'RepType=10&Card=10023&Batch=1811' },
  { do: 'poll' },
  { do: 'poll' },
];

describe.skipIf(!hasPython)('a terminal in Python', () => {
  test.each([SERIAL, '9876543210001'])(
    'lives through the recorded day and cannot tell, as %s',
    async (serial) => {
      const life = join(folder, `life-${serial}.json`);
      writeFileSync(life, JSON.stringify(LIFE));
      const { port, misses, standIn } = await served();
      const { code, stdout, stderr } = await runPython('terminal.py', [String(port), serial, life]);
      expect(stderr).toBe('');
      expect(code).toBe(0);
      const became = JSON.parse(stdout) as {
        readonly options: Readonly<Record<string, string>>;
        readonly people: unknown;
        readonly obeyed: readonly string[];
        readonly answers: unknown;
      };
      expect(became.options).toMatchObject({ TransTimes: '00:00;14:05', Delay: '30' });
      expect(became.people).toEqual({ 10023: '张三' });
      expect(became.obeyed).toEqual([
        'UPDATE PRESSKEY KeyID=2',
        'REBOOT',
        'UPDATE USERINFO SysID=10023',
        'SET OPTION Delay=30',
        'DELETE USERINFO SysID=10044',
        'DELETE STOREINFO StoreNo=3',
      ]);
      expect(became.answers).toEqual([
        'OK',
        'NO',
        'RET=OK\n10023\t10023\t1811\t30000\t7099\n10044\t10044\t1811\t12500\t7099\n',
      ]);
      expect(misses).toEqual([]);
      expect(standIn.unacknowledged).toEqual([]);
    },
  );
});

describe('what was recorded is said in its turn', () => {
  test('identical polls are not one poll, and the end of the recording is quiet', async () => {
    const { ask, misses, standIn } = await served();
    const poll = get(`/iclock/posrequest?SN=${SERIAL}&type=pos&devno=37`);
    const replies: string[] = [];
    for (let count = 0; count < 6; count++) replies.push(await ask(poll));
    const bodies = replies.map((text) => text.split('\r\n\r\n')[1]?.split('\n')[0]?.slice(0, 14));
    expect(bodies).toEqual([
      'OK',
      'C:1330:UPDATE ',
      'C:1340:UPDATE ',
      'C:1350:DELETE ',
      'OK',
      'OK',
    ]);
    expect(misses.map(({ kind }) => kind)).toEqual(['poll']);
    expect(standIn.unacknowledged).toHaveLength(6);
  });

  test('the Date is that of now', async () => {
    const { ask } = await served();
    const text = await ask(get(`/iclock/posrequest?SN=${SERIAL}`));
    const date = /^Date: (.*)$/m.exec(text)?.[1] ?? '';
    expect(Math.abs(Date.parse(date) - Date.now())).toBeLessThan(60_000);
  });
});

describe('what was not recorded', () => {
  const sold = (cents: number, recNo: number) =>
    post(
      `/iclock/cpos?SN=${SERIAL}&table=BUYLOG&Stamp=2018-11-02T12:01:07&StampId=${recNo}`,
      `10023\t10023\t2018-11-02 12:01:07\t${cents}\t14150\t26\t2\t2\t7039\t${recNo}\t0\n`,
    );

  test('is told with what is most like it and the difference', async () => {
    const { ask, misses } = await served();
    expect(await ask(sold(850, 77))).toMatch(/\r\n\r\nOK$/);
    expect(misses).toMatchObject([{ kind: 'upload', closest: { n: 6 } }]);
    expect(misses[0]?.differences.map(({ field }) => field)).toContain('RecNo');
  });

  test.each([
    [SERIAL, SERIAL, []],
    ['9876543210001', '9876543210001', []],
    [SERIAL, '9876543210001', ['who']],
  ])(
    'as %s: %s stands for the recorded serial only where it is its own',
    async (sn, who, fields) => {
      const path = join(folder, 'who.jsonl');
      writeCapture(path, [[get(`/iclock/other?SN=${SERIAL}&card=1&who=${SERIAL}`), reply('OK')]]);
      const { ask, misses } = await served('closest', path);
      await ask(get(`/iclock/other?SN=${sn}&card=2&who=${who}`));
      expect(misses[0]?.differences.map(({ field }) => field)).toEqual(['card', ...fields]);
    },
  );

  test.each([
    ['404' as const, /^HTTP\/1\.1 404 /],
    ['ok' as const, /\r\n\r\nOK$/],
  ])('gets %s if that is wanted', async (onMiss, reply) => {
    const { ask } = await served(onMiss);
    expect(await ask(sold(850, 77))).toMatch(reply);
  });

  test('goes on to a live server if that is wanted', async () => {
    const live = await served();
    const { ask } = await served({ protocol: 'http:', hostname: '127.0.0.1', port: live.port });
    expect(await ask(sold(850, 77))).toMatch(/\r\n\r\nOK$/);
    expect(live.misses).toHaveLength(1);
  });
});
