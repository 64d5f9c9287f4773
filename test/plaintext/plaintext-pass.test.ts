/** The offers of encryption are taken out of initialisation, between raw sockets; no other byte changes. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { PlaintextPass } from '../../proxy/plaintext/plaintext-pass.ts';
import { RawServer } from '../kit/sockets.ts';
import { rebuilt, startTestWire } from '../kit/wire.ts';

const cleanUps: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

const sample = (name: string) =>
  readFileSync(join(import.meta.dirname, '../fixtures/samples', `${name}.http`), 'latin1');

/** The vendor's own example: pushver=4.0.1, 515 bytes of options, no PushProtVer. */
const REQUEST = sample('a01-init-request');
const LOWERED = REQUEST.replace('pushver=4.0.1', 'pushver=2.3.0');
const REPLY = sample('a01-init-response');
/** What a server that can encrypt says: one more line, so many more bytes. */
const LINE = 'PushProtVer=2.4.1\n';
const OFFERING = REPLY.replace('Content-Length: 515', 'Content-Length: 533').replace(
  'Encrypt=0\n',
  `${LINE}Encrypt=0\n`,
);
const WHY_REQUEST = '--force-plaintext: pushver 4.0.1 was lowered to 2.3.0';
const WHY_REPLY = '--force-plaintext: PushProtVer=2.4.1 was taken out';
const BODY = REPLY.slice(REPLY.indexOf('\r\n\r\n') + 4);

const keepsOpen = (message: string) => message.replace('Connection: close\r\n', '');

async function between() {
  const server = await RawServer.start();
  cleanUps.push(() => server.stop());
  const wire = await startTestWire(server.port, { passes: [new PlaintextPass()] });
  cleanUps.push(() => wire.stop(0));
  return { server, wire, terminal: await wire.dial() };
}

/** What the server got, the terminal got and the record says, of one exchange. */
async function pass(request: string, reply: string, { piece = Infinity, ends = false } = {}) {
  const { server, wire, terminal } = await between();
  await terminal.send(request, piece);
  const line = await server.line(0);
  await line.until('\r\n\r\n');
  await line.send(reply, piece);
  if (ends) line.socket.end();
  const [recorded] = await wire.records(1);
  if (ends) await terminal.ended;
  const toServer = line.text;
  const forwarded = recorded?.response?.forwarded;
  const expected = forwarded === undefined ? reply : rebuilt(forwarded);
  await terminal.until(expected.length);
  return { toServer, toTerminal: terminal.text, recorded };
}

describe('both offers', () => {
  test.each([Infinity, 1])('are changed, and nothing else, in pieces of %s', async (piece) => {
    const { toServer, toTerminal, recorded } = await pass(REQUEST, OFFERING, { piece });
    expect(toServer).toBe(LOWERED);
    expect(toTerminal).toBe(REPLY);
    expect(rebuilt(recorded?.request ?? null)).toBe(REQUEST);
    expect(rebuilt(recorded?.request.forwarded ?? null)).toBe(LOWERED);
    expect(recorded?.request.changedBy).toBe(WHY_REQUEST);
    expect(rebuilt(recorded?.response ?? null)).toBe(OFFERING);
    expect(rebuilt(recorded?.response?.forwarded ?? null)).toBe(REPLY);
    expect(recorded?.response?.changedBy).toBe(WHY_REPLY);
  });

  test('one by one: an old terminal, an old server', async () => {
    const old = REQUEST.replace('&pushver=4.0.1', '');
    const first = await pass(old, OFFERING);
    expect([first.toServer, first.toTerminal]).toEqual([old, REPLY]);
    expect(first.recorded?.request).not.toHaveProperty('changedBy');
    const second = await pass(REQUEST, REPLY);
    expect([second.toServer, second.toTerminal]).toEqual([LOWERED, REPLY]);
    expect(second.recorded?.response).not.toHaveProperty('changedBy');
  });

  test('however they are spelled', async () => {
    const odd = REQUEST.replace('/iclock/cpos?', 'http://z:1/api//iclock/cpos.aspx?')
      .replace('pushver=4.0.1', 'PushVer=2%2E4.0')
      .replace('options=all', 'options=all&pushver=V3');
    const crlf = OFFERING.replace(LINE, '\tpushprotver = 2.4.1\r\n').replace(': 533', ': 537');
    const { toServer, toTerminal } = await pass(odd, crlf);
    expect(toServer).toBe(odd.replace('2%2E4.0', '2.3.0').replace('=V3', '=2.3.0'));
    expect(toTerminal).toBe(REPLY);
  });
});

describe('a reply', () => {
  const head = 'HTTP/1.1 200 OK\r\nDate: Fri, 02 Nov 2018 09:05:36 GMT\r\n';
  const offering = BODY.replace('Encrypt=0\n', `Encrypt=0\n${LINE}`);
  const chunk = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n`;

  test('in chunks stays in chunks', async () => {
    const cut = offering.indexOf('ProtVer');
    const chunks = chunk(offering.slice(0, cut)) + chunk(offering.slice(cut));
    const chunked = `${head}Transfer-Encoding: chunked\r\n\r\n`;
    for (const piece of [Infinity, 1]) {
      const said = `${chunked}${chunks}0\r\n\r\n`;
      const { toTerminal } = await pass(REQUEST, said, { piece });
      expect(toTerminal).toBe(`${chunked}${chunk(BODY)}0\r\n\r\n`);
    }
  });

  test('that ends with the connection', async () => {
    const { toTerminal } = await pass(REQUEST, `${head}\r\n${offering}`, { ends: true });
    expect(toTerminal).toBe(`${head}\r\n${BODY}`);
  });

  test('whose version stands last, without a line end', async () => {
    const last = `${BODY}PushProtVer=3.0`;
    const said = `${head}Content-Length: ${last.length}\r\n\r\n${last}`;
    const { toTerminal } = await pass(REQUEST, said);
    expect(toTerminal).toBe(`${head}Content-Length: 515\r\n\r\n${BODY}`);
  });

  test.each([
    ['of a version that is plain already', OFFERING.replace('2.4.1', '2.3.0')],
    ['with a status of its own', OFFERING.replace('200 OK', '503 No')],
    ['that is compressed', OFFERING.replace('Pragma: no-cache', 'Content-Encoding: gzip')],
    ['of no options', `${head}Content-Length: ${LINE.length}\r\n\r\n${LINE}`],
    ['of an option that only holds the name', OFFERING.replace(LINE, 'XPushProtVer=2.40\n')],
  ])('%s passes as it is', async (_, reply) => {
    const { toTerminal, recorded } = await pass(REQUEST, reply);
    expect(toTerminal).toBe(reply);
    expect(recorded?.response).not.toHaveProperty('forwarded');
  });
});

test('a request of HEAD, an upload and a poll pass as they are, pushver or not', async () => {
  for (const line of ['HEAD /iclock/cpos', 'POST /iclock/cpos', 'GET /iclock/posrequest']) {
    const request = `${line}?SN=1&options=all&pushver=4.0.1 HTTP/1.1\r\nHost: z\r\n\r\n`;
    const reply = line.startsWith('HEAD') ? OFFERING.slice(0, -533) : OFFERING;
    const { toServer, toTerminal } = await pass(request, reply);
    expect([toServer, toTerminal]).toEqual([request, reply]);
  }
});

test('a reply that breaks off reaches the terminal as far as it came', async () => {
  const { server, wire, terminal } = await between();
  await terminal.send(REQUEST);
  const line = await server.line(0);
  await line.until(LOWERED.length);
  const half = OFFERING.slice(0, -20);
  await line.send(half);
  line.socket.end();
  await terminal.ended;
  expect(terminal.text).toBe(half);
  const [recorded] = await wire.records(1);
  expect(recorded?.outcome).toBe('server-aborted');
  expect(recorded?.response).not.toHaveProperty('forwarded');
});

test.each([Infinity, 7])(
  'among pipelined requests on one connection, in pieces of %s, each keeps its own reply',
  async (piece) => {
    const { server, wire, terminal } = await between();
    const poll = 'GET /iclock/posrequest?SN=1 HTTP/1.1\r\nHost: z\r\n\r\n';
    const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK';
    const asked = [poll, keepsOpen(REQUEST), poll, keepsOpen(REQUEST)];
    await terminal.send(asked.join(''), piece);
    const line = await server.line(0);
    const expected = asked.join('').replaceAll('pushver=4.0.1', 'pushver=2.3.0');
    await line.until(expected.length);
    expect(line.text).toBe(expected);
    await line.send([ok, keepsOpen(OFFERING), ok, keepsOpen(REPLY)].join(''), piece);
    const got = [ok, keepsOpen(REPLY), ok, keepsOpen(REPLY)].join('');
    await terminal.until(got.length);
    expect(terminal.text).toBe(got);
    const records = await wire.records(4);
    expect(records.map(({ response }) => response?.changedBy ?? '')).toEqual([
      '',
      WHY_REPLY,
      '',
      '',
    ]);
  },
);
