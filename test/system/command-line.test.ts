/** The command line as a user meets it: what is refused, with which words, and what stdout and the exit code say. */

import { createServer } from 'node:net';
import { spawnSync } from 'node:child_process';
import { existsSync, openSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cli, root, runToEnd, startProduct, temporaryFolder } from '../kit/product.ts';

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
    [['run', '--upstream', 'http://zkeco:'], /has a colon behind the host but no port/],
    [['run', '--upstream', 'http://127.0.0.1:0'], /names port 0, which cannot be connected to/],
    [['run', '--token', ''], /--token is empty/],
    [['run', '--rotate-size', 'big'], /rotate-size.* is invalid: a whole number.*run --help/],
    [['simulate'], /simulate wants one of its commands: terminals, server, write/],
    [['simulate', 'terminals', '--count', '0'], /see pushscope simulate terminals --help/],
    [['show', join(root, 'docs')], /is a folder without captures/],
    [['decode', join(root, 'docs')], /is a folder/],
    [['decode', join(root, 'README.md')], /this is no HTTP message/],
    [['decode', join(samples, 'f10-keepalive-response.http')], /is a reply alone/],
    [
      [
        'decode',
        ...[join(samples, 'a01-init-request.http'), join(samples, 'a01-init-request.http')],
      ],
      /is a request; the reply/,
    ],
    [['run', '--listen', '127.0.0.1:18081', '--upstream', 'http://127.0.0.1:18081'], /--listen/],
    [['run', '--listen', '0.0.0.0:18081', '--upstream', 'http://localhost:18081'], /--listen/],
    [
      ['run', '--inspector', '127.0.0.1:18090', '--upstream', 'http://127.0.0.1:18090'],
      /inspector/,
    ],
    [
      ['run', '--listen', '127.0.0.1:18081', '--inspector', '0.0.0.0:18081'],
      /--listen and --inspector both name port 18081; give one of them another/,
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
      expect(ended.stderr).toMatch(new RegExp(`${option} 127\\.0\\.0\\.1:${port} is in use`));
      expect(ended.stdout).toBe('');
      expect(ended.code).toBe(1);
    }
    occupant.close();
  });

  test.each(['--listen', '--inspector'])(
    'an address that is not of this machine is told with %s',
    async (option) => {
      const other = option === '--listen' ? '--inspector' : '--listen';
      // TEST-NET-1 of RFC 5737.
      const ended = await runToEnd([
        ...['run', option, '192.0.2.77:0', other, '127.0.0.1:0'],
        ...['--captures', temporaryFolder()],
      ]);
      expect(ended.stderr).toContain(`${option} 192.0.2.77:0 is no address of this machine`);
      expect(ended.code).toBe(1);
    },
  );

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
  test.each([[[]], [['run']], [['decode']], [['show']], [['lint']], [['simulate']], [['inject']]])(
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

  test('stderr says that it is one, and how to have a real server', async () => {
    await expect
      .poll(() => product.stderr())
      .toMatch(/this is the demonstration: .*ten times.*--upstream/);
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
      expect(running.stderr()).toContain(`exchanges in ${running.capture}\n`);
      const shown = await runToEnd(['show', '--json', running.capture]);
      expect(shown.stderr).toBe('');
      expect(shown.code).toBe(0);
      expect(shown.stdout.trimEnd().split('\n').length).toBeGreaterThan(3);
    },
  );
});

describe('before a server', () => {
  test('that cannot be connected to, it starts all the same and warns', async () => {
    const gone = createServer().listen(0, '127.0.0.1');
    await new Promise((done) => gone.once('listening', done));
    const { port } = gone.address() as { port: number };
    await new Promise((done) => gone.close(done));
    const product = await startProduct(['--upstream', `http://127.0.0.1:${port}`]);
    await expect
      .poll(() => product.stderr())
      .toMatch(
        new RegExp(`WARNING: the server http://127\\.0\\.0\\.1:${port} cannot be connected`),
      );
    expect(product.stderr()).not.toContain('demonstration');
    expect(await product.stop()).toBe(0);
  });

  test('that speaks no TLS, https is told to be http', async () => {
    const plain = createServer((socket) => {
      socket.on('error', () => {});
      socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    }).listen(0, '127.0.0.1');
    await new Promise((done) => plain.once('listening', done));
    const { port } = plain.address() as { port: number };
    const product = await startProduct(['--upstream', `https://127.0.0.1:${port}`]);
    await expect.poll(() => product.stderr()).toMatch(/does not speak TLS; try http:\/\//);
    expect(await product.stop()).toBe(0);
    plain.close();
  });
});

test('an inspector on all addresses is printed as one that can be opened', async () => {
  const product = await startProduct(['--inspector', '0.0.0.0:0']);
  expect(product.inspector).toMatch(/^http:\/\/127\.0\.0\.1:[1-9]\d*\/$/);
  await expect
    .poll(() => product.stderr())
    .toMatch(/open to the network on 0\.0\.0\.0:[1-9]\d*, in plain HTTP/);
  expect(await product.stop()).toBe(0);
});

test('show takes a folder for its captures', async () => {
  const product = await startProduct();
  await expect
    .poll(async () => {
      const { counters } = await product.api<{ counters: { recorded: number } }>('/api/status');
      return counters.recorded;
    })
    .toBeGreaterThan(0);
  await product.stop();
  const [whole, named] = await Promise.all([
    runToEnd(['show', dirname(product.capture)]),
    runToEnd(['show', product.capture]),
  ]);
  expect(whole.stdout).toBe(named.stdout);
  expect(whole.stdout).not.toBe('');
});

test.skipIf(!existsSync('/dev/full'))('output that finds no room is said, and fails', () => {
  const golden = join(root, 'captures/golden/cards.jsonl');
  const full = openSync('/dev/full', 'w');
  for (const command of ['export', 'show']) {
    const { status, stderr } = spawnSync(process.execPath, [cli, command, golden], { stdio: ['ignore', full, 'pipe'], encoding: 'utf8' }); // prettier-ignore
    expect(stderr).toContain('the output cannot be written (ENOSPC) and is not whole');
    expect(status).toBe(1);
  }
});
