/** The command line as a user meets it: what is refused, with which words, and what stdout and the exit code say. */

import { createServer } from 'node:net';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root, runToEnd, startProduct, temporaryFolder } from '../kit/product.ts';

const samples = join(root, 'test/fixtures/samples');

describe('bad input is one sentence and an exit code, never a stack', () => {
  test.each([
    [['run', '--no-such-option'], /unknown option '--no-such-option'/],
    [['no-such-command'], /no-such-command/],
    [['run', '--upstream', 'zkeco'], /--upstream zkeco is not a URL/],
    [['run', '--upstream', 'ftp://zkeco:21'], /neither http nor https/],
    [['run', '--upstream', 'http://zkeco:8088/iclock/'], /carries a path/],
    [['run', '--upstream', 'http://admin:secret@zkeco:8088'], /carries a user name or password/],
    [['run', '--listen', 'nowhere'], /--listen nowhere is not an address/],
    [['run', '--listen', '127.0.0.1:99999'], /--listen 127.0.0.1:99999 is not an address/],
    [['run', '--rotate-size', 'big'], /rotate-size/],
    [['run', '--listen', '127.0.0.1:18081', '--upstream', 'http://127.0.0.1:18081'], /--listen/],
    [['run', '--listen', '0.0.0.0:18081', '--upstream', 'http://localhost:18081'], /--listen/],
    [
      ['run', '--inspector', '127.0.0.1:18090', '--upstream', 'http://127.0.0.1:18090'],
      /inspector/,
    ],
    [['decode'], /missing required argument/],
    [['decode', 'no-such-file.http'], /no-such-file\.http/],
    [['show', 'no-such-file.jsonl'], /no-such-file\.jsonl/],
    [['show', '--filter', 'kind:', join(samples, 'README.md')], /filter|kind/i],
  ])('pushscope %j', async (args, sentence) => {
    const ended = await runToEnd(args);
    expect(ended.stderr).toMatch(sentence);
    expect(ended.stderr).toMatch(/^pushscope: [^\n]+\n$/);
    expect(ended.stdout).toBe('');
    expect(ended.code).toBe(2);
  });

  test('a port in use is refused with its address and the next step', async () => {
    const occupant = createServer().listen(0, '127.0.0.1');
    await new Promise((done) => occupant.once('listening', done));
    const { port } = occupant.address() as { port: number };
    for (const option of ['--listen', '--inspector']) {
      const other = option === '--listen' ? '--inspector' : '--listen';
      const ended = await runToEnd([
        ...['run', option, `127.0.0.1:${port}`, other, '127.0.0.1:0'],
        ...['--captures', temporaryFolder()],
      ]);
      expect(ended.stderr).toMatch(new RegExp(`127\\.0\\.0\\.1:${port} is in use`));
      expect(ended.stdout).toBe('');
      expect(ended.code).toBe(1);
    }
    occupant.close();
  });

  test('a captures folder that cannot be made is refused', async () => {
    const file = join(temporaryFolder(), 'a-file');
    writeFileSync(file, '');
    const ended = await runToEnd([
      ...['run', '--listen', '127.0.0.1:0', '--inspector', '127.0.0.1:0'],
      ...['--captures', join(file, 'captures')],
    ]);
    expect(ended.stderr).toMatch(/captures/);
    expect(ended.stderr).not.toMatch(/\n\s+at /);
    expect(ended.code).toBe(1);
  });
});

describe('help', () => {
  test.each([[[]], [['run']], [['decode']], [['show']], [['simulate']]])(
    'pushscope %j --help has an example and ends with 0',
    async (args) => {
      const ended = await runToEnd([...args, '--help']);
      expect(ended.stdout).toMatch(/Usage: pushscope/);
      expect(ended.stdout).toMatch(/Examples?:/);
      expect(ended.code).toBe(0);
    },
  );
});

describe('the demonstration', () => {
  let product: Awaited<ReturnType<typeof startProduct>>;
  beforeAll(async () => {
    product = await startProduct();
  });
  afterAll(() => product.stop('SIGKILL'));

  test('stdout holds exactly the ready line', () => {
    expect(product.stdout()).toMatch(/^pushscope ready \{[^\n]*\}\n$/);
    expect(product.inspector).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
    expect(product.token.length).toBeGreaterThanOrEqual(22);
  });

  test('terminals talk to the built-in server within seconds, and the counters agree', async () => {
    interface Status {
      readonly counters: { exchanges: number; recorded: number; dropped: number };
    }
    let counters: Status['counters'];
    do {
      counters = (await product.api<Status>('/api/status')).counters;
      expect(counters.exchanges).toBe(counters.recorded + counters.dropped);
    } while (counters.recorded < 10);
    const list = await product.api<{ items: { sn: string; kind: string }[] }>('/api/exchanges');
    expect(new Set(list.items.map((row) => row.kind))).toContain('init');
  });

  test.each(['SIGINT', 'SIGTERM'] as const)(
    '%s ends it with 0 and a whole capture',
    async (signal) => {
      const running = await startProduct();
      await expect
        .poll(async () => {
          const { counters } = await running.api<{ counters: { recorded: number } }>('/api/status');
          return counters.recorded;
        })
        .toBeGreaterThan(3);
      expect(await running.stop(signal)).toBe(0);
      const shown = await runToEnd(['show', '--json', running.capture]);
      expect(shown.stderr).toBe('');
      expect(shown.code).toBe(0);
      expect(shown.stdout.trimEnd().split('\n').length).toBeGreaterThan(3);
    },
  );
});
