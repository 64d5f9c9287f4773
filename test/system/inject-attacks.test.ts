/** Whatever is asked of the queue, said by the server or answered by a terminal: nothing foreign leaves, nothing leaks. */

import { Buffer } from 'node:buffer';
import { readdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { argumentsOf } from '../../shared/codec/commands/check-values.ts';
import type { InjectionItem } from '../../shared/link/injection.ts';
import { COMMANDS } from '../../shared/spec/commands/index.ts';
import { startProduct, type RunningProduct } from '../kit/product.ts';
import { dial, RawServer, type Line } from '../kit/sockets.ts';

const SN = 'AB12';
const cleanUps: (() => unknown)[] = [];
afterAll(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

const reply = (body: string | Buffer, more = '') =>
  Buffer.concat([
    Buffer.from(`HTTP/1.1 200 OK\r\n${more}Content-Length: ${body.length}\r\n\r\n`),
    Buffer.from(body as string, 'latin1'),
  ]);
const OK = reply('OK');
const pollOf = (sn: string, path = '/iclock/posrequest') =>
  `GET ${path}?SN=${sn}&type=pos HTTP/1.1\r\nHost: z\r\n\r\n`;
const resultOf = (body: string, length = body.length) =>
  `POST /iclock/posdevicecmd?SN=${SN} HTTP/1.1\r\nHost: z\r\nContent-Length: ${length}\r\n\r\n${body}`;
const ack = (id: string, cmd = 'INFO') => `ID=${id}&Return=0&CMD=${cmd}\n`;
const bodyOf = (text: string) => text.slice(text.indexOf('\r\n\r\n') + 4);

/** The product before a server whose replies the test says; it answers each request that has come whole. */
async function begin() {
  /** What the server answers; nothing while it is null. */
  let says: Buffer | null = OK;
  const serverSays = (said: Buffer | null) => (says = said);
  const server = await RawServer.start(async (line: Line) => {
    void line.ended.then(() => line.socket.end());
    for (let seen = 0; ;) {
      await line.until(seen + 1);
      const text = line.text.slice(seen);
      const headTo = text.indexOf('\r\n\r\n') + 4;
      const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0);
      const isWhole = headTo >= 4 && text.length >= headTo + length;
      if (!isWhole) {
        await line.until(line.length + 1);
        continue;
      }
      seen += headTo + length;
      if (says !== null) await line.send(says);
    }
  });
  cleanUps.push(() => server.stop());
  const product = await startProduct(['--upstream', `http://127.0.0.1:${server.port}`]);
  cleanUps.push(() => product.stop('SIGKILL'));
  const port = Number(product.listen.split(':')[1]);
  const open = async () => {
    const line = await dial(port);
    cleanUps.push(() => line.socket.destroy());
    return line;
  };
  /** Asks on a connection of its own; all that came until `end`, or as long as the reply says. */
  const ask = async (request: string): Promise<string> => {
    const line = await open();
    await line.send(request);
    await line.until('\r\n\r\n');
    const headTo = line.text.indexOf('\r\n\r\n') + 4;
    await line.until(headTo + Number(/content-length: (\d+)/i.exec(line.text)?.[1] ?? 0));
    return line.text;
  };
  const poll = async (sn = SN) => bodyOf(await ask(pollOf(sn)));
  const heard = () => server.lines.map(({ text }) => text).join('\n');
  await poll();
  const known = async () => (await product.api<{ items: unknown[] }>('/api/terminals')).items;
  await vi.waitFor(async () => expect(await known()).toHaveLength(1), 20_000);
  return { server, serverSays, product, open, ask, poll, heard };
}

let all: Awaited<ReturnType<typeof begin>>;
beforeAll(async () => {
  all = await begin();
});
afterEach(() => {
  all.serverSays(OK);
});

async function submit(product: RunningProduct, body: object) {
  const response = await fetch(new URL('api/commands', product.inspector), {
    method: 'POST',
    headers: { authorization: `Bearer ${product.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ sn: SN, confirm: SN, ...body }),
  });
  const answer = (await response.json()) as InjectionItem & {
    readonly error?: { readonly code: string; readonly message: string };
  };
  return { status: response.status, ...answer };
}

const itemOf = (product: RunningProduct, id: string) =>
  product.api<InjectionItem>(`/api/commands/${id}`);
const listed = async (product: RunningProduct) =>
  (await product.api<{ items: readonly InjectionItem[] }>('/api/commands')).items;

describe('nothing is queued', () => {
  test('where a value of any form breaks its line, by whichever way it comes', async () => {
    const { product, poll } = all;
    const before = await listed(product);
    const forms = COMMANDS.flatMap((command) =>
      (command.form.kind === 'subject' ? command.form.subjects : [undefined]).flatMap((subject) =>
        argumentsOf(command, subject).map(({ wire }) => ({
          verb: command.verb,
          table: subject?.name,
          wire,
        })),
      ),
    );
    expect(forms.length).toBeGreaterThan(150);
    const breaks = ['\n', '\r', '\r\n', '\0', '\x0b', '\x1b', '\x7f'];
    const wrong: string[] = [];
    for (const [place, { verb, table, wire }] of forms.entries()) {
      const bad = `1${breaks[place % breaks.length]}C:1:REBOOT`;
      const said = await submit(product, { verb, table, values: { [wire]: bad } });
      if (said.status !== 400 || said.error?.code !== 'BAD_COMMAND')
        wrong.push(`${verb} ${table} ${wire}: ${said.status}`);
    }
    for (const bad of breaks.map((each) => `SET OPTION A=1${each}C:1:REBOOT`)) {
      for (const body of [
        { command: bad },
        { command: bad, raw: true },
        { commands: ['INFO', bad] },
        { commands: ['INFO', bad], raw: true },
      ]) {
        const { status } = await submit(product, body);
        if (status !== 400) wrong.push(`${JSON.stringify(body)}: ${status}`);
      }
    }
    const bad = await submit(product, { verb: 'SET OPTION', values: { 'A\nC:1:REBOOT': '1' } });
    expect([bad.status, ...wrong]).toEqual([400]);
    expect(await listed(product)).toEqual(before);
    expect(await poll()).toBe('OK');
  });

  test.each([
    ['an unknown verb', { verb: 'FLY' }, 'BAD_COMMAND'],
    ['an unknown table', { verb: 'UPDATE', table: 'MOON', values: { A: 1 } }, 'BAD_COMMAND'],
    ['a missing key', { verb: 'UPDATE', table: 'PRESSKEY', values: { Price: 1 } }, 'BAD_COMMAND'],
    ['a value too long', { command: 'UPDATE MEALTYPE Mlid=1\tStart=11000\tEnd=1300' }, 'BAD_COMMAND'],
    ['half a character', { command: 'UPDATE USERINFO SysID=1\tName=\ud800' }, 'BAD_COMMAND'],
    ['an id of its own', { command: 'C:12345678901234567:INFO' }, 'BAD_COMMAND'],
    ['an id of its own, raw', { command: 'C:1:INFO', raw: true }, 'BAD_COMMAND'],
    ['a batch over 40 KB', { commands: Array.from({ length: 9 }, () => `SHELL ${'x'.repeat(5_000)}`) }, 'BATCH_TOO_LONG'],
    ['a command over 40 KB', { command: `SHELL ${'x'.repeat(41_000)}` }, 'BAD_COMMAND'],
    ['another case of the serial', { sn: 'ab12', confirm: 'ab12', command: 'INFO' }, 'UNKNOWN_SERIAL'],
    ['a blank before it', { sn: ' AB12', command: 'INFO' }, 'UNKNOWN_SERIAL'],
    ['a line break behind it', { sn: 'AB12\n', command: 'INFO' }, 'UNKNOWN_SERIAL'],
    ['no serial', { sn: '', command: 'INFO' }, 'UNKNOWN_SERIAL'],
    ['a redelivery of what runs once', { command: 'REBOOT', redeliver: { afterMs: 5_000, times: 1 } }, 'REDELIVERY'],
  ] as const)('%s: 400 with a sentence', async (_, body, code) => {
    const { product, poll } = all;
    const before = await listed(product);
    const said = await submit(product, body);
    expect([said.status, said.error?.code]).toEqual([400, code]);
    expect(said.error?.message).toMatch(/\.$/);
    expect(await listed(product)).toEqual(before);
    expect(await poll()).toBe('OK');
  }); // prettier-ignore
});

describe('nothing leaves', () => {
  test('for another spelling of the serial, nor for two that differ', async () => {
    const { product, poll, ask } = all;
    const { wire } = await submit(product, { command: 'INFO' });
    for (const sn of ['ab12', 'AB12%20', '%20AB12', 'AB123', 'AB1', 'AB12&SN=AB13', 'AB13&SN=AB12'])
      expect([sn, await poll(sn)]).toEqual([sn, 'OK']);
    expect(bodyOf(await ask(pollOf(SN, '/iclock/getrequest2')))).toBe('OK');
    expect(await poll()).toContain(wire);
    expect(await poll()).toBe('OK');
  });

  test.each([
    ['packed', reply(gzipSync('OK'), 'Content-Encoding: gzip\r\n'), 'COMPRESSED'],
    ['packed, and nobody says so', reply(gzipSync('OK')), 'NOT_TEXT'],
    ['an error', Buffer.from('HTTP/1.1 500 Oops\r\nContent-Length: 2\r\n\r\nOK'), 'STATUS'],
    ['of an unknown terminal', reply('UNKNOWNDEVICE'), 'UNKNOWN_DEVICE'],
    ['a page', reply('<html>OK</html>'), 'NOT_UNDERSTOOD'],
    ['empty', reply(''), 'EMPTY_REPLY'],
  ])('with a reply that is %s: it passes byte for byte, and the command says why', async (_, said, code) => {
    const { product, ask, serverSays } = all;
    const { id, wire } = await submit(product, { command: 'INFO' });
    serverSays(said);
    expect(await ask(pollOf(SN))).toBe(said.toString('latin1'));
    expect(await itemOf(product, id)).toMatchObject({ state: 'queued', deliveries: 0, reason: { code } });
    serverSays(OK);
    expect(bodyOf(await ask(pollOf(SN)))).toContain(wire);
  }); // prettier-ignore

  test('once the captures folder is gone', async () => {
    const { product, poll } = await begin();
    const { id } = await submit(product, { command: 'INFO' });
    const folder = dirname(product.capture);
    for (const name of readdirSync(folder)) rmSync(`${folder}/${name}`, { recursive: true });
    rmSync(folder, { recursive: true });
    expect(await poll()).toBe('OK');
    expect(await itemOf(product, id)).toMatchObject({ state: 'queued', reason: { code: 'JOURNAL' } }); // prettier-ignore
    const more = await submit(product, { command: 'INFO' });
    expect([more.status, more.error?.code]).toEqual([500, 'JOURNAL']);
  });
});

describe('once, whatever the terminal does', () => {
  test('two of its connections poll at once', async () => {
    const { server, serverSays, product, open } = all;
    const { wire } = await submit(product, { command: 'INFO' });
    serverSays(null);
    const before = server.lines.length;
    const [first, second] = [await open(), await open()];
    for (const line of [first, second]) await line.send(pollOf(SN));
    const upstreams = [await server.line(before), await server.line(before + 1)];
    for (const line of upstreams) await line.until('\r\n\r\n');
    for (const line of upstreams) await line.send(OK);
    for (const line of [first, second]) await line.until('\r\n\r\n');
    await expect.poll(() => [first, second].map(({ length }) => length).toSorted((a, b) => a - b)[0]).toBe(OK.length); // prettier-ignore
    const bodies = [first, second].map(({ text }) => bodyOf(text)).toSorted();
    await expect.poll(() => [first, second].some(({ text }) => text.includes(wire))).toBe(true);
    expect(bodies.filter((body) => body === 'OK')).toHaveLength(1);
  });

  test('a chunked reply stays chunked, and the terminal may break off in it', async () => {
    const chunked =
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nO\r\n1\r\nK\r\n0\r\n\r\n';
    const { product, open, serverSays } = all;
    serverSays(Buffer.from(chunked));
    const { id, wire } = await submit(product, { command: 'INFO' });
    const line = await open();
    await line.send(pollOf(SN));
    await line.until('0\r\n\r\n');
    const size = (wire.length + 1).toString(16);
    expect(line.text).toBe(`HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${size}\r\n${wire}\n\r\n0\r\n\r\n`); // prettier-ignore
    await expect.poll(async () => (await itemOf(product, id)).state).toBe('delivered');
  });
});

describe('not one byte of ours reaches the server', () => {
  async function delivered(text = 'INFO') {
    const begun = all;
    const { id } = await submit(begun.product, { command: text });
    expect(await begun.poll()).toContain(id);
    return { ...begun, id };
  }

  test('of a result beside foreign ones, said twice', async () => {
    const { ask, heard, product, id } = await delivered();
    const theirs = `${ack('7')}ID=abc&Return=0&CMD=X\n\n${ack('9'.repeat(16))}`;
    expect(bodyOf(await ask(resultOf(`${ack(id)}${theirs}${ack(id, 'AGAIN')}`)))).toBe('OK');
    expect(heard()).toContain(resultOf(theirs));
    expect(heard().includes(id)).toBe(false);
    const { state, steps } = await itemOf(product, id);
    expect([state, steps.length]).toEqual(['acknowledged', 3]);
  });

  test('of a result that says it is longer than it is', async () => {
    const { open, heard, product, id } = await delivered();
    const line = await open();
    await line.send(resultOf(ack('7') + ack(id), 4_000));
    line.socket.end();
    await line.ended;
    expect(heard().includes(id)).toBe(false);
    expect((await itemOf(product, id)).state).toBe('delivered');
  });

  test.each([1, 3, 12, 20, 26])('of a result that says it is %i bytes shorter than it is', async (short) => {
    const { open, heard, id } = await delivered();
    const body = ack('7') + ack(id);
    const line = await open();
    await line.send(resultOf(body, body.length - short));
    await line.until('\r\n\r\n');
    line.socket.end();
    await line.ended;
    expect(heard().includes(id)).toBe(false);
  }); // prettier-ignore

  test('of a result behind the end that the terminal says', async () => {
    const { open, heard, id } = await delivered();
    const line = await open();
    await line.send(resultOf(ack('7') + ack(id), ack('7').length));
    await line.until('\r\n\r\n');
    line.socket.end();
    await line.ended;
    expect(heard().includes(id)).toBe(false);
  });
});
