/** A command sent into a live session through the API: the terminal gets it, its answer stays with us, the server hears nothing. */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { runToEnd, startProduct, type RunningProduct } from '../kit/product.ts';

const SN = '5158181900025';

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

/** A server that answers OK to everything and remembers the bodies of what it heard. */
async function startServer() {
  const heard: string[] = [];
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      heard.push(`${request.url ?? ''} ${Buffer.concat(pieces).toString('latin1')}`.trim());
      response.end('OK');
    });
  }).listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  cleanUps.push(() => server.close().closeAllConnections());
  return { heard, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

async function startBetween(args: readonly string[] = []) {
  const server = await startServer();
  const product = await startProduct(['--upstream', server.url, ...args]);
  cleanUps.push(() => product.stop('SIGKILL'));
  const ask = async (path: string, body?: string): Promise<string> => {
    const given = body === undefined ? {} : { method: 'POST', body };
    const headers = { 'user-agent': 'iClock Proxy/1.09', connection: 'close' };
    const response = await fetch(`http://${product.listen}${path}`, { ...given, headers });
    return response.text();
  };
  const poll = () => ask(`/iclock/posrequest?SN=${SN}&type=pos&devno=1`);
  const result = (body: string) => ask(`/iclock/posdevicecmd?SN=${SN}`, body);
  return { heard: server.heard, product, poll, result };
}

interface Answer {
  readonly status: number;
  readonly body: {
    readonly id: string;
    readonly wire: string;
    readonly state: string;
    readonly error?: { readonly code: string };
  };
}

async function submit(product: RunningProduct, body: unknown): Promise<Answer> {
  const response = await fetch(new URL('api/commands', product.inspector), {
    method: 'POST',
    headers: { authorization: `Bearer ${product.token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Answer['body'] };
}

/** Waits until the desk has seen the terminal, then queues the command. */
async function queue(product: RunningProduct, command: string, confirm?: string): Promise<Answer> {
  await expect
    .poll(async () => (await product.api<{ items: unknown[] }>('/api/terminals')).items.length)
    .toBe(1);
  return submit(product, { sn: SN, command, ...(confirm !== undefined && { confirm }) });
}

test('queued, delivered with the next poll, acknowledged; the server hears of none of it', async () => {
  const { heard, product, poll, result } = await startBetween();
  expect(await poll()).toBe('OK');
  const { status, body } = await queue(product, 'INFO');
  expect([status, body.state, body.wire]).toEqual([201, 'queued', `C:${body.id}:INFO`]);
  expect(body.id).toMatch(/^9\d{15}$/);

  expect((await poll()).trimEnd()).toBe(body.wire);
  expect(await poll()).toBe('OK');
  const before = heard.length;
  expect(await result(`ID=${body.id}&Return=0&CMD=INFO\nBlackUserCount=3\nPosLog=7\n`)).toBe('OK');
  expect(heard).toHaveLength(before);

  const item = await product.api<{ state: string; return: string; result: unknown }>(
    `/api/commands/${body.id}`,
  );
  expect(item).toMatchObject({
    state: 'acknowledged',
    return: '0',
    result: { kind: 'values', values: [['BlackUserCount', '3'], ['PosLog', '7']] },
  }); // prettier-ignore
  const { counters } = await product.api<{ counters: { injected: number } }>('/api/status');
  expect(counters.injected).toBe(1);
  expect(heard.join('\n')).not.toContain(body.id);

  await product.stop();
  const shown = await runToEnd(['show', '--json', '--filter', 'changed', product.capture]);
  expect(shown.stdout.trimEnd().split('\n')).toHaveLength(2);
});

test('in a batch only our line is cut out; the rest reaches the server as it was', async () => {
  const { heard, product, poll, result } = await startBetween();
  await poll();
  const { body } = await queue(product, 'CHECK POSLOG');
  expect(await poll()).toContain(body.wire);
  const [first, last] = ['ID=71&Return=0&CMD=DATA\n', 'ID=72&Return=-1&CMD=SET OPTION\n'];
  await result(`${first}ID=${body.id}&Return=0&CMD=CHECK\n${last}`);
  expect(heard.at(-1)).toBe(`/iclock/posdevicecmd?SN=${SN} ${first}${last}`.trim());
});

describe('is refused with a sentence, and nothing is queued', () => {
  test.each([
    ['a terminal that never spoke', { sn: '1', command: 'INFO' }, 'UNKNOWN_SERIAL'],
    ['an unknown verb', { sn: SN, command: 'FLY HIGH' }, 'BAD_COMMAND'],
    ['a dangerous one without the serial', { sn: SN, command: 'REBOOT' }, 'CONFIRM'],
    ['one confirmed for another', { sn: SN, command: 'REBOOT', confirm: '1' }, 'CONFIRM'],
    ['a line break', { sn: SN, command: 'INFO\nC:1:REBOOT' }, 'BAD_COMMAND'],
    ['no command at all', { sn: SN }, 'BODY'],
    ['values that are no object', { sn: SN, verb: 'UPDATE', table: 'USERINFO', values: 'x' }, 'BODY'],
  ])('%s', async (_, request, code) => {
    const { product, poll } = await startBetween();
    await poll();
    await queue(product, '');
    const { status, body } = await submit(product, request);
    expect([status, body.error?.code]).toEqual([400, code]);
    expect((await product.api<{ items: unknown[] }>('/api/commands')).items).toEqual([]);
    expect(await poll()).toBe('OK');
  }); // prettier-ignore

  test('anything, with --read-only', async () => {
    const { product, poll } = await startBetween(['--read-only']);
    await poll();
    const { status, body } = await queue(product, 'INFO');
    expect([status, body.error?.code]).toEqual([403, 'READ_ONLY']);
    expect(await poll()).toBe('OK');
  });
});

test('a command that was delivered before kill -9 is not sent again, and its answer is still ours', async () => {
  const server = await startServer();
  const first = await startProduct(['--upstream', server.url]);
  const folder = first.capture.slice(0, first.capture.lastIndexOf('/'));
  const pollAt = (listen: string) =>
    fetch(`http://${listen}/iclock/posrequest?SN=${SN}&type=pos`).then((reply) => reply.text());
  await pollAt(first.listen);
  const { body } = await queue(first, 'INFO');
  expect(await pollAt(first.listen)).toContain(body.wire);
  await first.stop('SIGKILL');

  const second = await startProduct(['--upstream', server.url, '--captures', folder]);
  cleanUps.push(() => second.stop('SIGKILL'));
  expect(await pollAt(second.listen)).toBe('OK');
  const answer = await fetch(`http://${second.listen}/iclock/posdevicecmd?SN=${SN}`, {
    method: 'POST',
    body: `ID=${body.id}&Return=0&CMD=INFO\nPosLog=7\n`,
  });
  expect(await answer.text()).toBe('OK');
  expect(server.heard.join('\n')).not.toContain(body.id);
  const item = await second.api<{ state: string }>(`/api/commands/${body.id}`);
  expect(item.state).toBe('acknowledged');
});

test('the command line sends it, waits, and tells the result', async () => {
  const { product, poll, result } = await startBetween();
  await poll();
  await expect
    .poll(async () => (await product.api<{ items: unknown[] }>('/api/terminals')).items.length)
    .toBe(1);
  const to = ['--to', product.inspector, '--token', product.token, '--sn', SN];
  const ended = runToEnd(['inject', ...to, 'INFO']);
  let polled = 'OK';
  // The command line starts a Node of its own first.
  await expect
    .poll(async () => (polled = await poll()), { timeout: 30_000 })
    .toMatch(/^C:\d{16}:INFO/);
  await result(`ID=${polled.split(':')[1] ?? ''}&Return=0&CMD=INFO\nPosLog=7\n`);
  expect(await ended).toMatchObject({ code: 0, stderr: '' });
  expect((await ended).stdout).toMatch(
    /^INFO for 5158181900025: acknowledged .*\n {2}PosLog = 7\n$/,
  );

  const refused = await runToEnd(['inject', ...to, 'REBOOT']);
  expect([refused.code, refused.stdout]).toEqual([2, '']);
  expect(refused.stderr).toMatch(/^pushscope: This can destroy[^\n]*\n$/);
});
