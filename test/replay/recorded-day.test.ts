/**
 * A whole day, recorded by the product between terminals and a server that were both written apart, and
 * lived again by the same terminals against what was recorded: they see the same replies, byte for byte.
 */

import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { seededChance, type Chance } from '../../proxy/sim/chance.ts';
import { cli, startProduct, temporaryFolder } from '../kit/product.ts';
import { KNOWLEDGE } from './day.ts';
import { hasPython, runPython, startPython } from './python.ts';

const folder = temporaryFolder();
const SERIALS = ['5158181900025', '5158181900026', '5158181900027', '5158181900028'];
const STEPS = 400;
const NAMES = ['张三', '李四', '王五', '欧阳娜娜', '赵六'];

type Step = Readonly<Record<string, unknown>>;

/** What the server of that day has to tell: mostly nothing. */
function batchesOf(chance: Chance): readonly (readonly string[])[] {
  return Array.from({ length: STEPS }, () => {
    if (chance.next() < 0.9) return [];
    const batch = Array.from({ length: chance.between(1, 4) }, () => {
      const card = chance.between(10_001, 10_400);
      return chance.next() < 0.7
        ? `UPDATE USERINFO SysID=${card}\tUserID=${card}\tPIN=${card}\tCardNo=${card}\tName=${chance.pick(NAMES)}\tPassWord=\tUserType=0\tPrivage=0`
        : `SET OPTION Delay=${chance.between(10, 60)}\tErrorDelay=${chance.between(30, 90)}`;
    });
    return chance.next() < 0.1 ? [...batch, 'REBOOT'] : batch;
  });
}

const two = (number: number): string => String(number).padStart(2, '0');

/** A day as a terminal lives it; its server is asked for the time and for cards, and some records come twice. */
function lifeOf(chance: Chance): readonly Step[] {
  const steps: Step[] = [{ do: 'init' }, { do: 'time' }];
  let number = chance.between(1, 9000);
  let last: Step | null = null;
  while (steps.length < STEPS) {
    const turn = chance.next();
    const minute = Math.floor((steps.length * 1440) / STEPS);
    const clock = `${two(Math.floor(minute / 60))}:${two(minute % 60)}:${two(chance.between(0, 59))}`;
    if (turn < 0.8) steps.push({ do: 'poll' });
    else if (turn < 0.92) {
      const rows = Array.from({ length: chance.between(1, 5) }, () => {
        const card = chance.between(10_001, 10_400);
        return [card, card, `2026-11-24 ${clock}`, chance.between(2, 60) * 50, chance.between(0, 30_000), chance.between(1, 900), 2, 2, 7039, ++number, 0].map(String); // prettier-ignore
      });
      last = { do: 'upload', table: 'BUYLOG', stamp: `2026-11-24T${clock}`, id: number, rows };
      steps.push(last);
    } else if (turn < 0.94 && last !== null) steps.push(last);
    else if (turn < 0.97) {
      const card = chance.between(10_001, 10_400);
      steps.push({ do: 'card', query: `RepType=${chance.pick(['2', '3', '4', '10'])}&Card=${card}` }); // prettier-ignore
    } else if (turn < 0.99) steps.push({ do: 'time' });
    else steps.push({ do: 'init' });
  }
  return steps;
}

const chance = seededChance(20_261_124);
const lives = SERIALS.map((sn, at) => {
  const path = join(folder, `life-${sn}.json`);
  writeFileSync(path, JSON.stringify(lifeOf(chance.fork(at))));
  return { sn, path };
});
const knowledge = join(folder, 'knowledge.json');
const pollsOf = Object.fromEntries(SERIALS.map((sn, at) => [sn, batchesOf(chance.fork(10 + at))]));
writeFileSync(knowledge, JSON.stringify({ ...KNOWLEDGE, pollsOf }));

interface Became {
  readonly obeyed: readonly string[];
  readonly answers: readonly string[];
  readonly seen: readonly unknown[];
}

/** All terminals side by side; what each has become. */
const lived = (port: number): Promise<readonly Became[]> =>
  Promise.all(
    lives.map(async ({ sn, path }) => {
      const { code, stdout, stderr } = await runPython('terminal.py', [String(port), sn, path]);
      expect({ sn, code, stderr }).toEqual({ sn, code: 0, stderr: '' });
      return JSON.parse(stdout) as Became;
    }),
  );

const ended: (() => unknown)[] = [];
afterAll(async () => {
  for (const end of ended) await end();
});

const portOf = (address: string): number => Number(address.split(':').at(-1));

/** `serve` of that capture, until it is asked what came of it. */
async function served(path: string) {
  const child = spawn(process.execPath, [cli, 'serve', path, '--listen', '127.0.0.1:0', '--json', '--lockdown']); // prettier-ignore
  ended.push(() => child.kill());
  let stdout = '';
  const listen = await new Promise<string>((done, fail) => {
    child.once('exit', (code) => fail(new Error(`serve ended with ${code}: ${stdout}`)));
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      const ready = /"event":"ready","listen":"([^"]+)"/.exec(stdout);
      if (ready !== null) done(ready[1] as string);
    });
  });
  const end = () =>
    new Promise<{ code: number | null; lines: readonly string[] }>((done) => {
      child.once('close', (code) => done({ code, lines: stdout.trim().split('\n') }));
      child.kill('SIGTERM');
    });
  return { port: portOf(listen), end };
}

describe.skipIf(!hasPython)('a day of four terminals in Python', () => {
  test('is lived again against its recording, and none of them can tell', async () => {
    const server = await startPython('server.py', [knowledge]);
    ended.push(() => server.stop());
    const product = await startProduct(['--upstream', `http://127.0.0.1:${server.port}`]);
    const before = await lived(portOf(product.listen));
    await product.stop();
    const { port, end } = await served(product.capture);
    const again = await lived(port);
    const { code, lines } = await end();

    again.forEach((became, at) => {
      const first = became.seen.findIndex((reply, n) => JSON.stringify(reply) !== JSON.stringify(before[at]?.seen[n])); // prettier-ignore
      expect(became.seen[first]).toEqual(before[at]?.seen[first]);
      expect(became).toEqual(before[at]);
    });
    const replies = before.flatMap(({ seen }) => seen);
    const obeyed = before.flatMap((became) => became.obeyed);
    expect(replies.length).toBeGreaterThan(1600);
    expect(obeyed.length).toBeGreaterThan(150);
    expect(obeyed).toContain('REBOOT');
    expect(lines.filter((line) => line.includes('"event":"miss"'))).toEqual([]);
    expect(JSON.parse(lines.at(-1) ?? '')).toEqual({
      event: 'summary',
      answers: replies.length,
      misses: 0,
      unacknowledged: [],
      unasked: {},
    });
    expect(code).toBe(0);
  });
});
