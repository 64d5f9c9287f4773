/** Replays over the API: what would be sent, what is sent, what came back, and how it is held and ended. */

import { describe, expect, test } from 'vitest';
import type { LiveMessage } from '../../shared/link/api.ts';
import type { ReplayDetail, ReplayJob } from '../../shared/link/replay.ts';
import { RawServer } from '../kit/sockets.ts';
import { exchange, openTestDesk, upload, PATIENT, type Setting, type TestDesk } from './kit.ts';

const FOUR = [exchange(1), upload(2, 37), exchange(3), upload(4, 38)];

const post = (desk: TestDesk, path: string, body: unknown) =>
  desk.ask(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

/** Answers OK once it is let go; tells how many asked. */
async function slowServer(letGo: () => Promise<void> = async () => {}) {
  let asked = 0;
  const server = await RawServer.start(async (line) => {
    await line.until('\r\n\r\n');
    asked++;
    await letGo();
    await line.send('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK');
    line.socket.end();
  });
  return { server, target: `http://127.0.0.1:${server.port}`, asked: () => asked };
}

const open = (setting: Setting = {}) => openTestDesk({ exchanges: FOUR, ...setting });
const job = (desk: TestDesk, id: string) => desk.get<ReplayDetail>(`/api/replay/${id}`);

test('chosen exchanges are sent, compared, and kept as a capture of their own', async () => {
  const desk = await open();
  const { server, target, asked } = await slowServer();
  const body = { target, ns: [2, 3] };
  const dry = await post(desk, '/api/replay', { ...body, dryRun: true });
  expect(dry.status).toBe(200);
  expect(JSON.parse(dry.text)).toMatchObject({ requests: 2, records: 1, liveServer: false });
  expect(asked()).toBe(0);
  const answer = await post(desk, '/api/replay', body);
  expect(answer.status).toBe(201);
  const { id, capture } = JSON.parse(answer.text) as ReplayJob;
  await expect.poll(async () => (await job(desk, id)).state, PATIENT).toBe('done');
  const { items, done } = await job(desk, id);
  expect(done).toBe(2);
  expect(items).toMatchObject([
    { n: 2, as: 1, recorded: 'OK', observed: 'OK', verdict: 'identical' },
    { n: 3, as: 2, recorded: 'OK', observed: 'OK' },
  ]);
  const { items: captures } = await desk.get<{ readonly items: readonly { name: string }[] }>('/api/captures'); // prettier-ignore
  expect(captures.map(({ name }) => name)).toContain(capture);
  await server.stop();
});

test('without a capture all files of the run are sent, in order', async () => {
  const desk = await open();
  desk.rotate('second.jsonl');
  desk.record(upload(5, 39), exchange(6));
  await expect.poll(async () => (await desk.get<{ total: number }>('/api/exchanges')).total, PATIENT).toBe(6); // prettier-ignore
  const { server, target } = await slowServer();
  const answer = await post(desk, '/api/replay', { target, ns: [2, 4, 5, 6] });
  const { id } = JSON.parse(answer.text) as ReplayJob;
  await expect.poll(async () => (await job(desk, id)).state, PATIENT).toBe('done');
  const { items, ...told } = await job(desk, id);
  expect(items.map(({ n, verdict }) => [n, verdict])).toEqual([2, 4, 5, 6].map((n) => [n, 'identical'])); // prettier-ignore
  expect(told).toMatchObject({ from: 'second.jsonl', ofRun: true, figures: { records: 3 } });
  await server.stop();
});

test('records go to a server in use only with their figures said again', async () => {
  const { server, target, asked } = await slowServer();
  const desk = await open({ upstream: target });
  const refused = await post(desk, '/api/replay', { target });
  expect(refused.status).toBe(409);
  expect(refused.text).toMatch(/would book 2 records, .* of 5158181900025/);
  expect(asked()).toBe(0);
  const dry = await post(desk, '/api/replay', { target, dryRun: true });
  const { records, moneyCents, liveServer } = JSON.parse(dry.text) as Record<
    string,
    number | boolean
  >;
  expect(liveServer).toBe(true);
  const wrong = await post(desk, '/api/replay', { target, confirm: { records, moneyCents: 1 } });
  expect(wrong.status).toBe(409);
  const right = await post(desk, '/api/replay', { target, confirm: { records, moneyCents } });
  expect(right.status).toBe(201);
  await expect.poll(asked, PATIENT).toBe(4);
  await server.stop();
});

test('a long one is held, goes on, and is cancelled', async () => {
  let release: (() => void)[] = [];
  const { server, target, asked } = await slowServer(
    () => new Promise((resolve) => release.push(resolve)),
  );
  const desk = await open();
  const { id } = JSON.parse((await post(desk, '/api/replay', { target })).text) as ReplayJob;
  await expect.poll(asked, PATIENT).toBe(1);
  expect((await post(desk, `/api/replay/${id}/pause`, {})).status).toBe(200);
  for (const go of release.splice(0)) go();
  await expect.poll(async () => (await job(desk, id)).done, PATIENT).toBe(1);
  expect(await job(desk, id)).toMatchObject({ state: 'paused' });
  expect(asked()).toBe(1);
  await post(desk, `/api/replay/${id}/resume`, {});
  await expect.poll(asked, PATIENT).toBe(2);
  const cancelled = await desk.ask(`/api/replay/${id}`, { method: 'DELETE' });
  expect(JSON.parse(cancelled.text)).toMatchObject({ state: 'cancelled', done: 1 });
  release = [];
  expect((await desk.ask(`/api/replay/${id}`, { method: 'DELETE' })).status).toBe(409);
  await server.stop();
});

test.each([
  [{}, 400, 'BODY'],
  [{ target: 'ftp://x' }, 400, 'BODY'],
  [{ target: 'http://127.0.0.1:1', ns: ['a'] }, 400, 'BODY'],
  [{ target: 'http://127.0.0.1:1', ns: [99] }, 400, 'NOTHING'],
  [{ target: 'http://127.0.0.1:1', filter: 'kind:(' }, 400, 'FILTER'],
  [{ target: 'http://127.0.0.1:1', capture: '../x' }, 404, 'NO_CAPTURE'],
])('%j is refused with %i %s', async (body, status, code) => {
  const desk = await open();
  const answer = await post(desk, '/api/replay', body);
  expect(answer.status).toBe(status);
  expect(JSON.parse(answer.text)).toMatchObject({ error: { code } });
});

test('with --read-only nothing is sent', async () => {
  const desk = await open({ readOnly: true });
  const answer = await post(desk, '/api/replay', { target: 'http://127.0.0.1:1' });
  expect(answer.status).toBe(403);
});

test('a server that is not there makes it fail with a sentence', async () => {
  const desk = await open();
  const { server, target } = await slowServer();
  await server.stop();
  const { id } = JSON.parse((await post(desk, '/api/replay', { target })).text) as ReplayJob;
  await expect.poll(async () => (await job(desk, id)).state, PATIENT).toBe('failed');
  expect((await job(desk, id)).error).toMatch(/Nobody takes connections/);
});

test('viewers are told how far it is, item by item, without asking', async () => {
  const desk = await open();
  const viewer = desk.watch();
  await viewer.until((messages) => messages.length > 0);
  const { server, target } = await slowServer();
  const { id } = JSON.parse((await post(desk, '/api/replay', { target })).text) as ReplayJob;
  const told = (messages: readonly LiveMessage[]) =>
    messages.filter((message) => message.type === 'replay' && message.job.id === id);
  await viewer.until((messages) => {
    const last = told(messages).at(-1);
    return last?.type === 'replay' && last.job.state === 'done';
  });
  const messages = told(viewer.messages);
  const items = messages.flatMap((message) => (message.type === 'replay' ? message.items : []));
  expect(items.map(({ n, as, observed }) => [n, as, observed])).toEqual([1, 2, 3, 4].map((n) => [n, n, 'OK'])); // prettier-ignore
  expect(messages.at(-1)).toMatchObject({ job: { done: 4, figures: { requests: 4 } } });
  await server.stop();
});

describe('an edited request', () => {
  const textOf = async (desk: TestDesk, n: number) => {
    const { exchange: line } = await desk.get<{ exchange: { request: { head: string; body: string } } }>(`/api/exchanges/${n}`); // prettier-ignore
    return (line.request.head + line.request.body).replaceAll('\r\n', '\n');
  };

  test('is what is sent, and what the figures are of', async () => {
    const desk = await open();
    let heard = '';
    const server = await RawServer.start(async (line) => {
      await line.until('\t38\t');
      heard = line.text;
      await line.send('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK');
      line.socket.end();
    });
    const target = `http://127.0.0.1:${server.port}`;
    const text = await textOf(desk, 4);
    const body = { target, ns: [4], edits: [{ n: 4, text: text.replace('\t1250\t', '\t4200\t') }] }; // prettier-ignore
    const dry = await post(desk, '/api/replay', { ...body, dryRun: true });
    expect(JSON.parse(dry.text)).toMatchObject({ records: 1, moneyCents: 4200 });
    const { id } = JSON.parse((await post(desk, '/api/replay', body)).text) as ReplayJob;
    await expect.poll(async () => (await job(desk, id)).state, PATIENT).toBe('done');
    expect(heard).toContain('\t4200\t');
    expect(heard).toContain(`Host: 127.0.0.1:${server.port}\r\n`);
    await server.stop();
  });

  test('that does not parse is told with its place, and nothing is sent', async () => {
    const desk = await open();
    const { server, target, asked } = await slowServer();
    const text = (await textOf(desk, 2)).replace(' HTTP/1.1\n', ' HTTP/1.1\noops\n');
    const answer = await post(desk, '/api/replay', { target, edits: [{ n: 2, text }] });
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.text)).toEqual({
      error: {
        code: 'EDIT',
        message: 'Edited exchange 2: line 2 is no header field; write NAME: VALUE, and a blank line before the body.', // prettier-ignore
        at: text.indexOf('oops'),
      },
    });
    const other = await post(desk, '/api/replay', { target, ns: [1], edits: [{ n: 2, text }] });
    expect(other.status).toBe(400);
    expect(other.text).toMatch(/Exchange 2 was edited, but is none of those to be sent/);
    expect(asked()).toBe(0);
    await server.stop();
  });
});
