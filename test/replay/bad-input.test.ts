/** Captures and servers that are not as they should be: each one told in words, with its exit code, and nothing half-written. */

import { spawn } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { reportLines } from '../../proxy/replay/report.ts';
import { listen } from '../../proxy/replay/listener.ts';
import { planOf } from '../../proxy/replay/plan.ts';
import { Script } from '../../proxy/replay/script.ts';
import { StandIn } from '../../proxy/replay/stand-in.ts';
import { Verification } from '../../proxy/replay/verify.ts';
import { cli, root, runToEnd, temporaryFolder, type Ended } from '../kit/product.ts';
import { RawServer, type Line } from '../kit/sockets.ts';
import { DAY, SERIAL, exchangeOf, get, reply, writeCapture, type Said } from './day.ts';

const folder = temporaryFolder();
const day = join(folder, 'day.jsonl');
writeCapture(day, DAY);
const whole = readFileSync(day);

const at = (name: string, bytes: Buffer | string): string => {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
};
const damaged = at('damaged.jsonl', Buffer.concat([whole.subarray(0, 3000), Buffer.from('#'), whole.subarray(3001)])); // prettier-ignore
const empty = at('empty.jsonl', '');
const blank = at('blank.jsonl', '\n');
const newer = at('newer.jsonl', '{"pushscope":"capture","version":9}\n');

const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nOK';

async function answering(answer: (line: Line) => unknown) {
  const server = await RawServer.start(async (line) => {
    await line.until('\r\n\r\n');
    await answer(line);
  });
  return {
    port: server.port,
    target: `http://127.0.0.1:${server.port}`,
    stop: () => server.stop(),
  };
}

describe('a capture', () => {
  const refused = 'http://127.0.0.1:1';
  const MORE: Readonly<Record<string, readonly string[]>> = {
    diff: [day],
    serve: ['--listen', '127.0.0.1:0'],
    redact: [join(folder, 'never.jsonl')],
    'golden add': ['--dir', folder, '--name', 'never'],
  };
  test.each([
    ['verify', empty, 2, /empty\.jsonl is no capture: it is empty/],
    ['replay', empty, 2, /empty\.jsonl is no capture: it is empty/],
    ['serve', empty, 2, /empty\.jsonl is no capture: it is empty/],
    ['diff', empty, 2, /empty\.jsonl is no capture: it is empty/],
    ['verify', newer, 1, /CAPTURE_TOO_NEW: newer\.jsonl is format 9/],
    ['replay', newer, 1, /CAPTURE_TOO_NEW: newer\.jsonl is format 9/],
    ['serve', newer, 1, /CAPTURE_TOO_NEW: newer\.jsonl is format 9/],
    ['diff', newer, 1, /CAPTURE_TOO_NEW: newer\.jsonl is format 9/],
    ['redact', newer, 1, /CAPTURE_TOO_NEW: newer\.jsonl is format 9/],
    ['redact', empty, 2, /empty\.jsonl is no capture: it is empty/],
    ['redact', blank, 2, /blank\.jsonl is no capture: it is empty/],
    ['golden add', blank, 2, /blank\.jsonl is no capture: it is empty/],
    ['verify', blank, 2, /blank\.jsonl is no capture: it is empty/],
    [
      'serve',
      join(day, 'in-a-file'),
      2,
      /cannot be read: a part of its path is a file and no folder; check the path\.$/m,
    ],
    [
      'redact',
      join(day, 'in-a-file'),
      2,
      /cannot be read: a part of its path is a file and no folder; check the path\.$/m,
    ],
    ['replay', folder, 2, /cannot be read: it is a folder; name a file in it/],
  ])('%s %s ends with %i', async (command, path, wanted, sentence) => {
    const before = readdirSync(folder);
    const more = MORE[command] ?? ['--target', refused];
    const { code, stdout, stderr } = await runToEnd([...command.split(' '), path, ...more]);
    expect(stderr).toMatch(sentence);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect({ code, stdout }).toEqual({ code: wanted, stdout: '' });
    expect(readdirSync(folder)).toEqual(before);
  });

  test('with damage is played as far as it holds, and the damage told with its place', async () => {
    const { target, stop } = await answering(async (line) => {
      await line.send(OK);
      line.socket.end();
    });
    const { code, stderr, stdout } = await runToEnd(['verify', damaged, '--target', target]);
    await stop();
    expect(stderr).toMatch(/damaged\.jsonl: damage at offset \d+, \d+ bytes skipped: its checksum does not hold\.\n/); // prettier-ignore
    expect(stdout).toMatch(/different: \d+ exchanges compared/);
    expect(code).toBe(1);
  });
});

describe('a capture cut in the midst of its last line', () => {
  const cut = at('cut.jsonl', whole.subarray(0, -9));
  const unended = at('unended.jsonl', whole.subarray(0, -1));

  test('does not hold, however well the rest does', async () => {
    const serving = await planOf(day);
    const standIn = new StandIn(new Script(serving, new Map()), {
      onMiss: 'closest',
      now: Date.now,
      timeoutMs: 5000,
    });
    const server = await listen({ host: '127.0.0.1', port: 0 }, (asked) => standIn.answer(asked));
    const target = `http://127.0.0.1:${server.address.port}`;
    const { code, stderr, stdout } = await runToEnd(['verify', cut, '--target', target]);
    await server.close();
    serving.close();
    expect(stdout).toMatch(/same-meaning: \d+ exchanges compared/);
    expect(stderr).toMatch(/cut\.jsonl: the last line is torn at offset \d+, \d+ bytes\.\n.*Parts of .*cut\.jsonl are damaged and were not verified/); // prettier-ignore
    expect(code).toBe(1);
  });

  test('is told so, and one whose last line lacks its end alone is whole', async () => {
    const torn = await runToEnd(['redact', cut, join(folder, 'cut-copy.jsonl')]);
    expect(torn.stderr).toMatch(/^pushscope: .*cut\.jsonl: the last line is torn at offset \d+, \d+ bytes\.\n$/); // prettier-ignore
    const { code, stderr } = await runToEnd(['diff', day, unended]);
    expect(stderr).toMatch(/^pushscope: .*unended\.jsonl: the last line is whole, but its line end at offset \d+ is missing\.\n$/); // prettier-ignore
    expect(code).toBe(0);
  });
});

describe('a server', () => {
  const poll = get(`/iclock/posrequest?SN=${SERIAL}&type=pos`);
  const said: Said = [poll, reply('C:1:REBOOT\n')];

  async function verified(answer: (line: Line) => unknown): Promise<readonly string[]> {
    const { port, stop } = await answering(answer);
    const report = await new Verification({
      target: { protocol: 'http:', hostname: '127.0.0.1', port },
      pace: 'fast',
      timeoutMs: 300,
      serials: new Map(),
      days: 0,
      now: Date.now,
      rules: [],
    }).run([exchangeOf(said, 1)]);
    await stop();
    expect(report.verdict).toBe('different');
    return [...reportLines(report)];
  }

  test('that hangs is told so', async () => {
    expect((await verified(() => {}))[0]).toMatch(/reply 1 command: reboot the terminal → nothing \(no whole reply within 300 ms\)$/); // prettier-ignore
  });

  test('that hangs in the midst of its reply is told so', async () => {
    const lines = await verified((line) =>
      line.send('HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nC:1'),
    );
    expect(lines.join('\n')).toContain('end whole → no whole reply within 300 ms');
  });

  test.each([
    ['another protocol', 'SSH-2.0-OpenSSH_9.6\r\n'],
    ['bytes', Buffer.from('1603010005000000000000ff', 'hex')],
    [
      'a page',
      'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 13\r\n\r\n<html></html>',
    ],
  ])('that answers %s differs, and nothing breaks', async (_what, bytes) => {
    const lines = await verified(async (line) => {
      await line.send(bytes);
      line.socket.end();
    });
    expect(lines[0]).toMatch(/^n 1 {2}5158181900025 {2}poll {2}response/);
    expect(lines.at(-1)).toMatch(/^different: 1 exchange compared, 0 identical/);
  });

  test('that closes at any byte of its reply is told so', async () => {
    const bytes = reply('C:7:REBOOT\n');
    const head = bytes.indexOf('\r\n\r\n') + 4;
    for (const end of [0, 1, 9, 40, head - 1, head, head + 1, bytes.length - 1]) {
      const lines = await verified(async (line) => {
        if (end > 0) await line.send(bytes.subarray(0, end));
        line.socket.end();
      });
      expect(lines.join('\n'), `closed at ${end}`).toMatch(/the connection ended before the reply did/); // prettier-ignore
    }
  });
});

describe('a full disk', () => {
  /** No file may grow beyond so many KiB, which writing meets as it meets a full disk. */
  const withRoomFor = (kib: number, args: readonly string[]): Promise<Ended> => {
    const line = [process.execPath, cli, ...args].map((word) => `'${word}'`).join(' ');
    const child = spawn('bash', ['-c', `ulimit -f ${kib}; exec ${line}`]);
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    return new Promise((done) => child.on('close', (code) => done({ code, stdout, stderr })));
  };
  const ok = () =>
    answering(async (line) => {
      await line.send(OK);
      line.socket.end();
    });

  test.each(['--junit', '--html'])('leaves no half of a %s report, and says so', async (option) => {
    const { target, stop } = await ok();
    const report = join(folder, `report${option}`);
    const { code, stderr } = await withRoomFor(1, ['verify', day, '--target', target, option, report]); // prettier-ignore
    await stop();
    expect(stderr).toBe(`pushscope: ${report} cannot be written (EFBIG); choose another place.\n`);
    expect(code).toBe(1);
    expect(readdirSync(folder).filter((name) => name.startsWith('report'))).toEqual([]);
  });

  test('ends a replay with a capture that is whole as far as it goes', async () => {
    const { target, stop } = await ok();
    const out = join(folder, 'replayed.jsonl');
    const { code, stderr } = await withRoomFor(4, [
      'replay',
      day,
      '--target',
      target,
      '--out',
      out,
    ]);
    await stop();
    const [, kept] = /replayed\.jsonl cannot be written on \(EFBIG\), it ends after (\d+) exchanges; make room/.exec(stderr) ?? []; // prettier-ignore
    expect(Number(kept)).toBeGreaterThan(0);
    expect(code).toBe(1);
    const { stdout, stderr: remarks } = await runToEnd(['show', out]);
    expect(remarks).toBe('');
    expect(stdout.trim().split('\n')).toHaveLength(Number(kept));
  });

  test.each([
    ['a golden', ['golden', 'add', day, '--name', 'room', '--dir', folder]],
    ['an import', ['import', join(root, 'test/fixtures/samples/c01-poll-request.http'), '--out', join(folder, 'room.jsonl')]], // prettier-ignore
  ])('leaves nothing of %s that has no room at all', async (_, args) => {
    const { code, stderr } = await withRoomFor(0, args);
    expect(stderr).toMatch(
      /room\.jsonl cannot be written \(EFBIG\), and nothing is left of it; make room or choose another place\.\n$/,
    );
    expect(code).toBe(1);
    expect(readdirSync(folder).filter((name) => name.startsWith('room'))).toEqual([]);
  });

  test('keeps a golden from being half there', async () => {
    const { code, stderr } = await withRoomFor(8, ['golden', 'add', day, '--dir', join(folder, 'g')]); // prettier-ignore
    expect(stderr).toMatch(/^pushscope: .* cannot be written.*EFBIG.*\n$/);
    expect(code).toBe(1);
    expect(existsSync(join(folder, 'g')) ? readdirSync(join(folder, 'g')) : []).toEqual([]);
  });
});
