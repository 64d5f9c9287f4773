/** Over the product: a file for a terminal is served to it alone, and the server's own commands have their life. */

import { createHash, randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { startProduct, type RunningProduct } from '../kit/product.ts';

const SN = '5158181900025';
const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

/** A server that answers polls in turn with these bodies, initialisations with those options, and else OK. */
async function startBetween(
  polls: string[] = [],
  args: readonly string[] = [],
  options: () => string = () => 'OK',
) {
  const heard: string[] = [];
  const server = createServer((request, response) => {
    const url = request.url ?? '';
    heard.push(url);
    request.resume().on('end', () => {
      const isPoll = url.startsWith('/iclock/posrequest');
      if (isPoll) response.end(polls.shift() ?? 'OK');
      else response.end(url.includes('options=') ? options() : 'OK');
    });
  }).listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  cleanUps.push(() => server.close().closeAllConnections());
  const upstream = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const product = await startProduct(['--upstream', upstream, ...args]);
  cleanUps.push(() => product.stop('SIGKILL'));
  const ask = (path: string, body?: string): Promise<Response> =>
    fetch(`http://${product.listen}${path}`, {
      ...(body !== undefined && { method: 'POST', body }),
      headers: { 'user-agent': 'iClock Proxy/1.09', connection: 'close' },
    });
  const poll = async () => (await ask(`/iclock/posrequest?SN=${SN}&type=pos&devno=1`)).text();
  return { heard, product, ask, poll };
}

const known = (product: RunningProduct) =>
  expect
    .poll(async () => (await product.api<{ items: unknown[] }>('/api/terminals')).items.length)
    .toBe(1);

const upload = (product: RunningProduct, query: string, body: Uint8Array<ArrayBuffer>) =>
  fetch(new URL(`api/files?${query}`, product.inspector), {
    method: 'POST',
    headers: { authorization: `Bearer ${product.token}` },
    body,
  });

interface Queued {
  readonly id: string;
  readonly wire: string;
}

test('a file is uploaded, fetched by its terminal, acknowledged; the server hears of none of it', async () => {
  const { heard, product, ask, poll } = await startBetween();
  await poll();
  await known(product);
  const bytes = Uint8Array.from(randomBytes(300_000));
  const at = `sn=${SN}&path=${encodeURIComponent('/mnt/main.tgz')}`;
  const folder = join(dirname(product.capture), 'injections.files');

  const codes = [];
  for (const query of [at, `${at}&confirm=1`, `sn=1&path=a&confirm=1`, `sn=${SN}`]) {
    const refused = await upload(product, query, bytes);
    const { error } = (await refused.json()) as { error: { code: string } };
    codes.push([refused.status, error.code]);
  }
  expect(codes).toEqual([
    [400, 'CONFIRM'],
    [400, 'CONFIRM'],
    [400, 'UNKNOWN_SERIAL'],
    [400, 'QUERY'],
  ]);
  expect((await upload(product, `${at}&confirm=${SN}`, new Uint8Array(0))).status).toBe(400);
  expect(readdirSync(folder)).toEqual([]);
  expect(await poll()).toBe('OK');

  const accepted = await upload(product, `${at}&confirm=${SN}`, bytes);
  expect(accepted.status).toBe(201);
  const { id, wire } = (await accepted.json()) as Queued;
  const url = /PutFile (file\/pushscope-[0-9a-f]{32}\/main\.tgz)\t\/mnt\/main\.tgz$/.exec(
    wire,
  )?.[1];
  expect(await poll()).toContain(wire);
  const before = heard.length;
  expect((await ask(`/iclock/${url}?SN=other`)).status).toBe(404);
  const got = Buffer.from(await (await ask(`/iclock/${url}`)).arrayBuffer());
  const sha = (data: Uint8Array) => createHash('sha256').update(data).digest('hex');
  expect(sha(got)).toBe(sha(bytes));
  await expect
    .poll(async () => (await product.api<{ file: unknown }>(`/api/commands/${id}`)).file)
    .toEqual({ name: 'main.tgz', size: 300_000, fetched: 300_000 });
  await ask(`/iclock/posdevicecmd?SN=${SN}`, `ID=${id}\nReturn=300000\nCMD=PutFile\n`);
  expect(await product.api(`/api/commands/${id}`)).toMatchObject({ state: 'acknowledged' });
  expect(heard).toHaveLength(before);
});

interface FileView {
  readonly file: { readonly fetched: number };
  readonly state: string;
}

test('while a slow terminal fetches, the bytes that have left so far are told', async () => {
  const { product, ask, poll } = await startBetween();
  await poll();
  await known(product);
  const size = 24 * 1024 * 1024;
  const bytes = new Uint8Array(size).map((_, at) => at % 251);
  const query = `sn=${SN}&path=a&confirm=${SN}&expiresAfterMs=120000&redeliverAfterMs=60000`;
  const accepted = await upload(product, query, bytes);
  const { id, wire, ...queued } = (await accepted.json()) as Queued & { expiresAt: string };
  expect(Date.parse(queued.expiresAt) - Date.now()).toBeLessThanOrEqual(120_000);
  const wrong = await upload(product, `${query}&redeliverTimes=x`, bytes.subarray(0, 9));
  expect(wrong.status).toBe(400);
  await poll();
  const fetched = async () => (await product.api<FileView>(`/api/commands/${id}`)).file.fetched;
  const path = /PutFile (\S+)/.exec(wire)?.[1] ?? '';
  const socket = connect({ host: '127.0.0.1', port: Number(product.listen.split(':')[1]) });
  cleanUps.push(() => socket.destroy());
  const get = (target: string) =>
    `GET ${target} HTTP/1.1\r\nHost: z\r\nUser-Agent: iClock Proxy/1.09\r\n\r\n`;
  const pollTarget = `/iclock/posrequest?SN=${SN}&type=pos`;
  let got = 0;
  let wake = (): void => {};
  socket.on('data', (piece: Buffer) => {
    got += piece.length;
    if (piece.subarray(-2).toString() === 'OK') wake();
  });
  const answered = () => new Promise<void>((done) => (wake = done));
  // On a connection that has its server, further requests follow.
  const first = answered();
  socket.write(get(pollTarget));
  await first;
  const whole = answered();
  socket.pause();
  socket.write(get(`/iclock/${path}`));
  await expect.poll(fetched).toBeGreaterThan(0);
  expect(await fetched()).toBeLessThan(size);
  // What is asked for behind it waits for its turn.
  socket.write(get(pollTarget));
  socket.resume();
  await whole;
  expect(got).toBeGreaterThan(size);
  await expect.poll(fetched).toBe(size);
  await ask(`/iclock/posdevicecmd?SN=${SN}`, `ID=${id}\nReturn=${size}\nCMD=PutFile\n`);
  expect(await product.api(`/api/commands/${id}`)).toMatchObject({ state: 'acknowledged' });
});

test('with --read-only no file is taken', async () => {
  const { product, poll } = await startBetween([], ['--read-only']);
  await poll();
  await known(product);
  const refused = await upload(product, `sn=${SN}&path=a&confirm=${SN}`, new Uint8Array(3));
  expect(refused.status).toBe(403);
  expect(readdirSync(dirname(product.capture))).not.toContain('injections.files');
});

test("the server's own commands: delivered, sent again, acknowledged, never answered", async () => {
  const two = 'C:71:INFO\nC:72:SET OPTION Delay=10\n';
  const { product, ask, poll } = await startBetween([two, two]);
  await poll();
  await poll();
  await ask(`/iclock/posdevicecmd?SN=${SN}`, 'ID=72&Return=-1&CMD=SET OPTION\n');
  const items = async (sn: string) =>
    (await product.api<{ items: readonly unknown[] }>(`/api/server-commands?sn=${sn}`)).items;
  await expect
    .poll(() => items(SN))
    .toMatchObject([
      {
        ...{ id: '71', wire: 'C:71:INFO', state: 'delivered', resent: 1, answer: null },
        firstDelivered: { n: 1 },
        lastDelivered: { n: 2 },
      },
      {
        ...{ id: '72', wire: 'C:72:SET OPTION Delay=10', state: 'failed', resent: 1, answers: 1 },
        summary: expect.stringContaining('Delay') as string,
        answer: { n: 3, return: '-1', heard: true },
      },
    ]);
  expect(await items('1')).toEqual([]);
});

interface View {
  readonly id: string;
  readonly state: string;
  readonly estimate: {
    readonly at: string;
    readonly lastPollAt: string;
    readonly pollIntervalMs: number;
  } | null;
  readonly related: string | null;
  readonly reason: { readonly code: string } | null;
}

async function send(product: RunningProduct, command: string): Promise<View> {
  const response = await fetch(new URL('api/commands', product.inspector), {
    method: 'POST',
    headers: { authorization: `Bearer ${product.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ sn: SN, command }),
  });
  return (await response.json()) as View;
}

test('when a command will leave, and where the uploads are that answer it', async () => {
  const { product, ask, poll } = await startBetween();
  await poll();
  await known(product);
  expect(await send(product, 'INFO')).toMatchObject({ state: 'queued', estimate: null });
  await poll();
  const view = (id: string) => product.api<View>(`/api/commands/${id}`);
  // One poll took INFO; two of them make a pace.
  await poll();
  const { id } = await send(product, 'SYNC POSLOG START=37\tEND=41\t');
  await expect.poll(async () => (await view(id)).estimate).not.toBeNull();
  const { estimate, related } = await view(id);
  const { at = '', lastPollAt = '', pollIntervalMs = 0 } = estimate ?? {};
  expect(Date.parse(at) - Date.parse(lastPollAt)).toBe(pollIntervalMs);
  expect(related).toBeNull();
  await poll();
  await expect.poll(async () => (await view(id)).state).toBe('delivered');
  const filter = (await view(id)).related ?? '';
  expect(filter).toMatch(new RegExp(`^kind:upload sn="${SN}" n>\\d+$`));
  const uploads = async () => {
    const path = `/api/exchanges?filter=${encodeURIComponent(filter)}`;
    return (await product.api<{ items: unknown[] }>(path)).items.length;
  };
  expect(await uploads()).toBe(0);
  await ask(`/iclock/cpos?SN=${SN}&table=BUYLOG&Stamp=1`, 'SysID=37\n');
  await expect.poll(uploads).toBe(1);
});

test('an encrypted session delivers nothing and says why, until it is agreed anew', async () => {
  let options = 'Encrypt=1';
  const answer = () => `GET OPTION FROM: ${SN}\n${options}\n`;
  const { product, ask, poll } = await startBetween([], [], answer);
  const begin = () => ask(`/iclock/cpos?SN=${SN}&options=all&language=83&pushver=2.0.1`);
  await begin();
  await known(product);
  const { id } = await send(product, 'INFO');
  expect(await poll()).toBe('OK');
  expect(await product.api(`/api/commands/${id}`)).toMatchObject({
    ...{ state: 'queued', deliveries: 0, reason: { code: 'ENCRYPTED' } },
  });
  options = 'Encrypt=0';
  await begin();
  await expect.poll(poll).toContain(`C:${id}:INFO`);
});
