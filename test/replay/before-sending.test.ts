/** What is refused before anything is sent: mapped serials that nobody has, reports with no place to go, goldens that are not whole. */

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { diffCommand } from '../../proxy/commands/diff.ts';
import { lintCommand } from '../../proxy/commands/lint.ts';
import { replayCommand } from '../../proxy/commands/replay.ts';
import { serveCommand } from '../../proxy/commands/serve.ts';
import { verifyCommand } from '../../proxy/commands/verify.ts';
import { UsageError } from '../../proxy/commands/io.ts';
import { reportLines } from '../../proxy/replay/report.ts';
import { wholePlan } from '../../proxy/replay/whole-plan.ts';
import type { Report } from '../../shared/compare/index.ts';
import { runCommand } from '../commands/run-command.ts';
import { temporaryFolder } from '../kit/product.ts';
import { RawServer } from '../kit/sockets.ts';
import { DAY, SERIAL, get, reply, writeCapture } from './day.ts';

const folder = temporaryFolder();
const day = join(folder, 'day.jsonl');
writeCapture(day, DAY);
mkdirSync(join(folder, 'a-folder'));

/** The command's error, and how many asked the server meanwhile. */
async function refused(make: Parameters<typeof runCommand>[0], args: readonly string[]) {
  let asked = 0;
  const server = await RawServer.start(() => {
    asked++;
  });
  const target = `http://127.0.0.1:${server.port}`;
  const error: unknown = await runCommand(
    make,
    args.map((word) => (word === 'TARGET' ? target : word)),
  ).catch((thrown: unknown) => thrown);
  await server.stop();
  expect(error).toBeInstanceOf(UsageError);
  expect(asked).toBe(0);
  return (error as UsageError).message;
}

describe('a mapped serial that no terminal has', () => {
  test.each([
    ['verify', verifyCommand, [day, '--target', 'TARGET', '--map-serial', '999=111']],
    ['verify --dry-run', verifyCommand, [day, '--target', 'TARGET', '--dry-run', '--map-serial', '999=111']], // prettier-ignore
    ['replay', replayCommand, [day, '--target', 'TARGET', '--map-serial', '999=111']],
    ['serve', serveCommand, [day, '--listen', '127.0.0.1:0', '--map-serial', '111=999']],
    ['diff', diffCommand, [day, day, '--map-serial', '999=111']],
  ] as const)('is refused by %s', async (_name, make, args) => {
    expect(await refused(make, args)).toBe(
      `--map-serial: ${day} has no terminal 999 to be mapped; map one of ${SERIAL}.`,
    );
  });
});

describe('two terminals that a mapping makes one', () => {
  const other = '5158181900026';
  const two = join(folder, 'two.jsonl');
  const poll = (sn: string) => get(`/iclock/posrequest?SN=${sn}&type=pos`);
  writeCapture(two, [
    [poll(SERIAL), reply('OK')],
    [poll(other), reply('OK')],
  ]);

  test.each([
    ['verify, one mapped onto the other', verifyCommand, [two, '--target', 'TARGET'], [`${SERIAL}=${other}`], other], // prettier-ignore
    ['verify, both mapped onto a third', verifyCommand, [two, '--target', 'TARGET'], [`${SERIAL}=1`, `${other}=1`], '1'], // prettier-ignore
    ['diff', diffCommand, [two, two], [`${SERIAL}=${other}`], other],
  ] as const)('are refused by %s', async (_name, make, args, mappings, both) => {
    const mapped = mappings.flatMap((mapping) => ['--map-serial', mapping]);
    expect(await refused(make, [...args, ...mapped])).toBe(
      `--map-serial: ${two} has both ${SERIAL} and ${other}, and both would be ${both}; map each to a serial of its own.`,
    );
  });

  test('are none where they change places', async () => {
    const swapped = ['--map-serial', `${SERIAL}=${other}`, '--map-serial', `${other}=${SERIAL}`];
    const { stdout } = await runCommand(diffCommand, [two, two, ...swapped]);
    expect(stdout).toContain('2 exchanges compared');
  });
});

describe('a report with no place to go', () => {
  const nowhere = join(folder, 'nowhere', 'report');
  test.each([
    ['verify --junit', verifyCommand, [day, '--target', 'TARGET', '--junit', nowhere]],
    ['verify --html', verifyCommand, [day, '--target', 'TARGET', '--html', nowhere]],
    ['diff --junit', diffCommand, [day, day, '--junit', nowhere]],
    ['lint --html', lintCommand, [day, '--html', nowhere]],
  ] as const)('is refused by %s', async (_name, make, args) => {
    expect(await refused(make, args)).toBe(
      `${nowhere} cannot be written (ENOENT); choose another place.`,
    );
  });

  test('is refused where it is a folder', async () => {
    const place = join(folder, 'a-folder');
    const args = [day, '--target', 'TARGET', '--junit', place];
    expect(await refused(verifyCommand, args)).toBe(`${place} is a folder; name a file.`);
  });

  test('is refused where something else stands, as a capture whose name came too early', async () => {
    const capture = readFileSync(day);
    for (const option of ['--html', '--junit']) {
      expect(await refused(lintCommand, [option, day, day])).toBe(
        `${day} is there already and is no report; choose another name.`,
      );
      expect(readFileSync(day)).toEqual(capture);
    }
  });

  test('takes the place of an earlier report', async () => {
    const html = join(folder, 'again.html');
    for (const round of [1, 2]) {
      await runCommand(lintCommand, [day, '--html', html, '--fail-on', 'never']);
      expect(readFileSync(html, 'utf8'), `round ${round}`).toMatch(/^<!doctype html>/);
    }
  });
});

describe('a golden for a test suite', () => {
  const whole = readFileSync(day);
  test.each([
    ['is damaged', Buffer.concat([whole.subarray(0, 3000), Buffer.from('#'), whole.subarray(3001)]), /is not whole \(damaged at offset \d+\); take it from a whole copy\./], // prettier-ignore
    ['is torn', whole.subarray(0, -9), /is not whole \(torn at offset \d+\)/],
    ['is empty', Buffer.alloc(0), /holds no exchange that could be played/],
  ])('that %s fails with the reason', async (name, bytes, reason) => {
    const path = join(folder, `${name}.jsonl`);
    writeFileSync(path, bytes);
    await expect(wholePlan(path)).rejects.toThrow(reason);
  });

  test('that only lacks its last line end is whole', async () => {
    const path = join(folder, 'edited.jsonl');
    writeFileSync(path, whole.subarray(0, -1));
    const plan = await wholePlan(path);
    expect(plan.exchanges).toBe(DAY.length);
    plan.close();
  });
});

test('noise is told by its reason, one line each, and JSON keeps it by kind', () => {
  const noise: Report['noise'] = [
    { field: 'Date', kind: 'poll', reason: 'the time', count: 2 },
    { field: 'Server', kind: 'poll', reason: 'its own', count: 2 },
    { field: 'Date', kind: 'upload', reason: 'the time', count: 3 },
    { field: 'X-Request', kind: 'upload', reason: 'its own', count: 1 },
  ];
  const report: Report = {
    ...{ verdict: 'same-meaning', exchanges: 5, identical: 0, sameMeaning: 5, different: 0 },
    ...{ differences: [], more: 0, missing: [], extra: [], noise, leftOut: [] },
  };
  expect([...reportLines(report)].filter((line) => line.startsWith('noise'))).toEqual([
    'noise: 5 × Date: the time',
    'noise: 3 × Server, X-Request: its own',
  ]);
});
