/** Golden traffic as a user runs it: the built command line, its exit codes, its sentences. */

import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cli, root, runToEnd, temporaryFolder } from '../kit/product.ts';
import { DAY, writeCapture } from '../replay/day.ts';

const folder = temporaryFolder();
const day = join(folder, 'day.jsonl');
writeCapture(day, DAY);

/** `serve` on a free port, once it is ready. */
async function serving(path: string, ...args: readonly string[]) {
  const child = spawn(process.execPath, [
    cli,
    'serve',
    path,
    '--listen',
    '127.0.0.1:0',
    '--json',
    ...args,
  ]);
  let stdout = '';
  const closed = new Promise<number | null>((done) => child.once('close', done));
  const listen = await new Promise<string>((done) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      const ready = /"event":"ready","listen":"([^"]+)"/.exec(stdout);
      if (ready !== null) done(ready[1] as string);
    });
  });
  return {
    target: `http://${listen}`,
    async stop() {
      child.kill('SIGTERM');
      const code = await closed;
      const last = stdout.trim().split('\n').at(-1) ?? '';
      return { code, summary: JSON.parse(last) as Readonly<Record<string, unknown>> };
    },
  };
}

describe('a recording served holds to itself', () => {
  test.each(['handshake', 'uploads', 'commands', 'cards', 'dialects', 'oddities'])(
    '%s',
    async (name) => {
      const golden = join(root, 'captures/golden', `${name}.jsonl`);
      const server = await serving(golden, '--lockdown');
      const { code, stdout } = await runToEnd([
        'verify',
        golden,
        '--target',
        server.target,
        '--json',
      ]);
      const { code: served, summary } = await server.stop();
      expect(JSON.parse(stdout)).toMatchObject({ verdict: 'same-meaning', differences: [], missing: [], extra: [] }); // prettier-ignore
      expect({ code, served }).toEqual({ code: 0, served: 0 });
      expect(summary).toMatchObject({ event: 'summary', misses: 0 });
    },
  );
});

test('a recording with a damaged line does not hold, however well the rest does', async () => {
  const whole = join(root, 'captures/golden/cards.jsonl');
  const lines = readFileSync(whole, 'utf8').split('\n');
  const broken = join(folder, 'broken.jsonl');
  writeFileSync(broken, lines.map((line, at) => (at === 2 ? line.replace('"n":', '"m":') : line)).join('\n')); // prettier-ignore
  const server = await serving(whole);
  const { code, stdout, stderr } = await runToEnd(['verify', broken, '--target', server.target]);
  await server.stop();
  expect(stdout).toMatch(/^same-meaning: /m);
  expect(stderr).toContain(`Parts of ${broken} are damaged and were not verified`);
  expect(code).toBe(1);
});

test('a changed answer makes verify end with 1 and name the field; a miss under --lockdown too', async () => {
  const changed = join(folder, 'changed.jsonl');
  const said = DAY.map(([request, response]) =>
    request === 'e01-loss-request'
      ? ([request, 'e05-reptype-response-no'] as const)
      : ([request, response] as const),
  );
  writeCapture(changed, said.slice(0, -1));
  const server = await serving(changed, '--lockdown');
  const { code, stdout } = await runToEnd(['verify', day, '--target', server.target]);
  const { code: served } = await server.stop();
  expect(code).toBe(1);
  expect(stdout).toMatch(
    /^n 11 {2}5158181900025 {2}card-loss {2}response: answer .*\[OK\] → .*\[NO\]$/m,
  );
  expect(served).toBe(1);
});

const nobody = 'http://127.0.0.1:1';
const torn = join(folder, 'torn.jsonl');
writeFileSync(torn, readFileSync(day).subarray(0, 5000));
const junk = join(folder, 'junk.jsonl');
writeFileSync(junk, 'hello\n');
const newer = join(folder, 'newer.jsonl');
writeFileSync(newer, '{"pushscope":"capture","version":9}\n');

test.each([
  [['verify', junk, '--target', nobody], 2, /is no capture/],
  [['verify', newer, '--target', nobody], 1, /CAPTURE_TOO_NEW/],
  [
    ['verify', torn, '--target', nobody],
    1,
    /torn at offset \d+, \d+ bytes\.\n.*Nobody takes connections at 127\.0\.0\.1:1/,
  ],
  [['verify', day], 2, /--target/],
  [['verify', day, '--target', 'zkeco'], 2, /--target zkeco is not a URL/],
  [
    ['verify', day, '--target', 'http://192.168.1.201:8088'],
    2,
    /9 records.*--book-again-on-live-server/,
  ],
  [['replay', day, '--target', nobody, '--filter', 'kind:('], 2, /--filter, at character/],
  [['diff', day, 'nowhere.jsonl'], 2, /there is no such file/],
  [['golden', 'check', '--dir', '/nowhere'], 2, /holds no golden/],
  [['serve', day, '--on-miss', 'what'], 2, /closest, ok, 404 or forward/],
])('%j ends with %i and a sentence', async (args, wanted, sentence) => {
  const { code, stderr } = await runToEnd(args);
  expect(stderr).not.toMatch(/\n\s+at /);
  expect(stderr).toMatch(sentence);
  expect(code).toBe(wanted);
});
