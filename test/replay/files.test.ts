/** Captures out of this program and into it again, and exchanges sent anew. */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { diffCommand } from '../../proxy/commands/diff.ts';
import { exportCommand } from '../../proxy/commands/export.ts';
import { importCommand } from '../../proxy/commands/import.ts';
import { replayCommand } from '../../proxy/commands/replay.ts';
import { verifyCommand } from '../../proxy/commands/verify.ts';
import { runCommand } from '../commands/run-command.ts';
import { root, temporaryFolder } from '../kit/product.ts';
import { RawServer } from '../kit/sockets.ts';
import { DAY, reply, writeCapture } from './day.ts';
import { STARTER } from './starter.ts';

const folder = temporaryFolder();
const day = join(folder, 'day.jsonl');
writeCapture(day, DAY);
const sampleFile = (name: string) => join(root, 'test/fixtures/samples', name);
const exchanges = (path: string) => readFileSync(path, 'utf8').split('\n').slice(1);

describe('HAR', () => {
  test('comes back byte by byte, whatever the bytes', async () => {
    const from = join(folder, 'all.jsonl');
    writeCapture(from, Object.values(STARTER).flat());
    const har = join(folder, 'all.har');
    writeFileSync(har, (await runCommand(exportCommand, [from])).stdout);
    await runCommand(importCommand, [har, '--out', join(folder, 'back.jsonl')]);
    expect(exchanges(join(folder, 'back.jsonl'))).toEqual(exchanges(from));
  });

  test('of another program is read as far as HAR goes', async () => {
    const har = join(folder, 'other.har');
    const headers = [{ name: 'User-Agent', value: 'iClock Proxy/1.09' }];
    const request = { method: 'POST', url: 'http://zkeco:8088/iclock/cpos?SN=5158181900025&table=BUYLOG&Stamp=1&StampId=37', httpVersion: 'HTTP/1.1', headers, postData: { text: '10023\t10023\t2018-11-02 12:01:07\t850\t14150\t26\t2\t2\t7039\t37\t0' } }; // prettier-ignore
    const response = { status: 200, statusText: 'OK', httpVersion: 'HTTP/1.1', headers: [], content: { text: 'OK' } }; // prettier-ignore
    const entries = [{ startedDateTime: '2018-11-02T09:05:36.000Z', time: 3, request, response }];
    writeFileSync(har, JSON.stringify({ log: { version: '1.2', entries } }));
    const out = join(folder, 'other.jsonl');
    await runCommand(importCommand, [har, '--out', out]);
    const { stdout } = await runCommand(exportCommand, [out, '--format', 'csv']);
    expect(stdout).toContain('"1 consumption record, 8.50, RecNo 37",OK,complete');
  });

  test('that is none, or a reply without a request, is refused and leaves nothing', async () => {
    const none = join(folder, 'none.har');
    writeFileSync(none, '{"log":1}');
    const out = join(folder, 'never.jsonl');
    await expect(runCommand(importCommand, [none, '--out', out])).rejects.toThrow(/is no HAR/);
    const noise = join(folder, 'noise.bin');
    writeFileSync(
      noise,
      Uint8Array.from({ length: 300 }, (_, at) => (at * 37) % 256),
    );
    await expect(runCommand(importCommand, [noise, '--out', out])).rejects.toThrow(
      /noise\.bin is neither a HAR nor an HTTP message/,
    );
    const lone = sampleFile('b01-upload-response-ok.http');
    await expect(runCommand(importCommand, [lone, '--out', out])).rejects.toThrow(
      /without a request/,
    );
    expect(() => readFileSync(out)).toThrow();
  });
});

/** Answers everything OK, and keeps what it was asked. */
async function okServer() {
  const asked: string[] = [];
  const server = await RawServer.start(async (line) => {
    await line.until('\r\n\r\n');
    const length = Number(/Content-Length: (\d+)/.exec(line.text)?.[1] ?? 0);
    await line.until(line.text.indexOf('\r\n\r\n') + 4 + length);
    asked.push(line.text);
    await line.send(reply('OK'));
    line.socket.end();
  });
  return { asked, server, target: `http://127.0.0.1:${server.port}` };
}

describe('replay', () => {
  test('sends what the filter names, and records it as replayed', async () => {
    const { asked, server, target } = await okServer();
    const out = join(folder, 'again.jsonl');
    const args = [day, '--target', target, '--filter', 'kind:upload', '--out', out, '--json'];
    const { stdout } = await runCommand(replayCommand, args);
    await server.stop();
    expect(asked).toHaveLength(3);
    expect(asked[0]).toContain(`Host: ${target.slice('http://'.length)}\r\n`);
    const lines = stdout.trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>); // prettier-ignore
    expect(lines.at(-1)).toMatchObject({ event: 'summary', exchanges: 3, of: 3, different: 0 });
    const [, note, first] = readFileSync(out, 'utf8').split('\n');
    expect(note).toContain(`"text":"replayed: ${day} to ${target}"`);
    expect(first).toContain(`"changedBy":"replayed: exchange 6 of ${day}"`);
  });

  test('says which answers were not sent, since their commands did not come', async () => {
    const { server, target } = await okServer();
    const out = join(folder, 'unanswered.jsonl');
    const { stdout, stderr } = await runCommand(replayCommand, [day, '--target', target, '--out', out]); // prettier-ignore
    await server.stop();
    const answers = DAY.flatMap(([request], at) => /posdevicecmd/.test(String(request)) ? [at + 1] : []); // prettier-ignore
    expect(answers).toHaveLength(3);
    const why = 'the commands that it answers were not handed out this time';
    expect(stderr).toBe(answers.map((n) => `pushscope: exchange ${n} was not sent: ${why}.\n`).join('')); // prettier-ignore
    expect(stdout).toContain(`replayed: ${DAY.length - 3} of ${DAY.length} exchanges`);
    for (const n of answers) expect(readFileSync(out, 'utf8')).toContain(`"text":"exchange ${n} was not sent: ${why}"`); // prettier-ignore
  });

  test('moves days on as a whole when asked to', async () => {
    const { asked, server, target } = await okServer();
    const args = [day, '--target', target, '--filter', 'table:BUYLOG', '--restamp', '--out', join(folder, 'moved.jsonl')]; // prettier-ignore
    await runCommand(replayCommand, args);
    await server.stop();
    const year = new Date().getUTCFullYear();
    const times = [...(asked[0] ?? '').matchAll(/\t(\d{4})-\d\d-\d\d (12:0\d:\d\d)\t/g)];
    expect(times).toHaveLength(4);
    for (const [, sent] of times) expect(Number(sent)).toBeGreaterThanOrEqual(year - 1);
    expect(times.map(([, , clock]) => clock)).toEqual(['12:01:07', '12:01:31', '12:02:10', '12:04:55']); // prettier-ignore
  });
});

describe('money is never booked again by accident', () => {
  test.each([
    ['verify', verifyCommand],
    ['replay', replayCommand],
  ] as const)(
    '%s refuses the server that it was recorded from, with the figures',
    async (_name, command) => {
      const { asked, server, target } = await okServer();
      const own = join(folder, `own-${_name}.jsonl`);
      writeCapture(own, DAY, target);
      const localhost = target.replace('127.0.0.1', 'localhost');
      await expect(runCommand(command, [own, '--target', localhost])).rejects.toThrow(
        /book again: 9 records, .* of terminal 5158181900025; .*--book-again-on-live-server/,
      );
      expect(asked).toEqual([]);
      const { stdout } = await runCommand(command, [
        own,
        '--target',
        target,
        '--dry-run',
        '--json',
      ]);
      expect(JSON.parse(stdout)).toMatchObject({
        requests: DAY.length,
        records: 9,
        liveServer: true,
      });
      expect(asked).toEqual([]);
      await server.stop();
    },
  );
});

describe('verify and diff, as scripts see them', () => {
  test('what differed between two good runs is learned, but no return code', async () => {
    const { server, target } = await okServer();
    const golden = join(folder, 'learning.jsonl');
    writeCapture(golden, DAY.slice(0, 3));
    await runCommand(verifyCommand, [golden, '--target', target, '--learn', '--json']);
    const rules = readFileSync(golden, 'utf8').split('\n').filter((line) => line.startsWith('{"type":"noise"')); // prettier-ignore
    expect(rules.join('\n')).toContain('"field":"TransTimes"');
    const { stdout } = await runCommand(verifyCommand, [golden, '--target', target, '--json']);
    await server.stop();
    const report = JSON.parse(stdout) as {
      readonly differences: readonly { readonly field: string }[];
    };
    expect(report.differences.map(({ field }) => field)).not.toContain('TransTimes');
    expect(report.differences.map(({ field }) => field)).toContain('answer');
  });

  test('what is learned is learned once, and keeps what a person has edited', async () => {
    const { server, target } = await okServer();
    const golden = join(folder, 'edited.jsonl');
    writeCapture(golden, DAY.slice(0, 3));
    const before = readFileSync(golden, 'utf8');
    // As editors leave a last line: without its end.
    const own = '{ "type": "noise", "field": "Delay", "reason": "每台服务器不同" }';
    writeFileSync(golden, before + own);
    const learn = [golden, '--target', target, '--learn'];
    await runCommand(verifyCommand, learn);
    const learned = readFileSync(golden, 'utf8');
    expect(learned.startsWith(`${before}${own}\n{"type":"noise","field":`)).toBe(true);
    expect(learned).not.toContain('"field":"Delay"');
    const { stderr } = await runCommand(verifyCommand, learn);
    await server.stop();
    expect(stderr).toMatch(
      /^pushscope: \d+ differences? w.* not learned: money, .* are never noise\.\n$/,
    );
    expect(readFileSync(golden, 'utf8')).toBe(learned);
  });

  test('a rule that calls money noise is refused with its place', async () => {
    const golden = join(folder, 'greedy.jsonl');
    writeCapture(golden, DAY);
    writeFileSync(
      golden,
      `${readFileSync(golden, 'utf8')}{"type":"noise","field":"Price","reason":"no"}\n`,
    );
    await expect(runCommand(diffCommand, [golden, day])).rejects.toThrow(
      /offset \d+ calls Price noise/,
    );
  });

  test('diff tells one changed cent, and a report for every CI', async () => {
    const other = join(folder, 'cent.jsonl');
    const [first, ...rest] = DAY.map(([request, response]) => [request, response] as const);
    const changed = rest.map(([request, response]) =>
      response === 'c14-poll-response-reboot-last'
        ? ([request, reply('C:9:UPDATE PRESSKEY KeyID=2\tPrice=1201\nC:10:REBOOT\n')] as const)
        : ([request, response] as const),
    );
    writeCapture(other, first === undefined ? changed : [first, ...changed]);
    const junit = join(folder, 'report.xml');
    const html = join(folder, 'report.html');
    const args = [day, other, '--json', '--junit', junit, '--html', html];
    const report = JSON.parse((await runCommand(diffCommand, args)).stdout) as unknown;
    expect(report).toMatchObject({
      verdict: 'different',
      differences: [{ n: 4, sn: '5158181900025', kind: 'poll', field: 'Price', recorded: '1200', observed: '1201' }], // prettier-ignore
      missing: [],
      extra: [],
    });
    expect(readFileSync(junit, 'utf8')).toContain('Price 12.00 [1200] → 12.01 [1201]');
    expect(readFileSync(html, 'utf8')).toContain('<td class="value">12.01 [1201]</td>');
  });
});
