/** The live socket: a snapshot, then batches without holes; whoever reads slowly costs a bounded piece of memory. */

import { describe, expect, test } from 'vitest';
import type { LiveMessage } from '../../shared/link/api.ts';
import { exchange, lineOf, openTestDesk, upload, type Viewer } from './kit.ts';

const upTo = (last: number, first = 1) =>
  Array.from({ length: last - first + 1 }, (_, at) => first + at);
const polls = (first: number, last: number) => upTo(last, first).map((n) => exchange(n));
const until = (viewer: Viewer, n: number) => viewer.until(() => viewer.numbers.at(-1) === n);
/** The desk has read what the viewer said before. */
const pong = (viewer: Viewer) =>
  new Promise((heard) => {
    viewer.socket.once('pong', heard);
    viewer.socket.ping();
  });
const snapshots = (messages: readonly LiveMessage[]) =>
  messages.filter((each) => each.type === 'snapshot');

test('a snapshot of what was, then everything that comes, in order and once', async () => {
  const desk = await openTestDesk({ exchanges: polls(1, 30) });
  await desk.get('/api/exchanges');
  const viewer = desk.watch();
  await viewer.until((messages) => messages.length > 0);
  for (let n = 31; n <= 1000; n += 10) {
    desk.record(...polls(n, n + 9));
    await new Promise(setImmediate);
  }
  await until(viewer, 1000);
  expect(viewer.numbers).toEqual(upTo(1000));
  expect(snapshots(viewer.messages)).toHaveLength(1);
  expect(viewer.messages[0]).toMatchObject({
    resync: false,
    total: 30,
    terminals: [{ sn: '5158181900025' }],
    status: { counters: { recorded: 30 } },
  });
  expect(viewer.messages.at(-1)).toMatchObject({ type: 'batch', total: 1000 });
});

test('viewers that come in the midst of traffic have no hole between snapshot and batches', async () => {
  const desk = await openTestDesk();
  const viewers: Viewer[] = [];
  for (let n = 1; n <= 2000; n += 20) {
    desk.record(...polls(n, n + 19));
    if (n % 200 === 1) viewers.push(desk.watch());
    await new Promise(setImmediate);
  }
  await Promise.all(viewers.map((viewer) => until(viewer, 2000)));
  for (const { numbers } of viewers) expect(numbers).toEqual(upTo(2000, numbers[0]));
});

test('each viewer reads in its language, and may change it', async () => {
  const desk = await openTestDesk({ exchanges: [upload(1, 31)] });
  await desk.get('/api/exchanges');
  const english = desk.watch();
  const chinese = desk.watch('?language=zh');
  const summary = ({ messages }: Viewer) =>
    messages.flatMap((message) => (message.type === 'replay' ? [] : message.items)).at(-1)
      ?.summary ?? '';
  await Promise.all([english, chinese].map((viewer) => until(viewer, 1)));
  desk.record(upload(2, 32));
  await Promise.all([english, chinese].map((viewer) => until(viewer, 2)));
  expect(summary(english)).toMatch(/record/);
  expect(summary(chinese)).toMatch(/\p{Script=Han}/u);

  english.socket.send(JSON.stringify({ type: 'language', language: 'zh' }));
  await english.until((messages) => snapshots(messages).length === 2);
  expect(summary(english)).toBe(summary(chinese));
  expect(english.messages.at(-1)).toMatchObject({ resync: false });
});

test('rows are lit by the highlight of their viewer, and say by which', async () => {
  const desk = await openTestDesk({ exchanges: [exchange(1)] });
  await desk.get('/api/exchanges');
  const lit = desk.watch();
  const plain = desk.watch();
  await Promise.all([lit, plain].map((viewer) => until(viewer, 1)));
  const batches = ({ messages }: Viewer) =>
    messages.flatMap((each) =>
      each.type === 'batch' && each.items.length > 0
        ? [[each.highlight, each.items.map((row) => row.lit)]]
        : [],
    );
  const light = (highlight: string) =>
    lit.socket.send(JSON.stringify({ type: 'highlight', highlight }));
  light('RecNo:32');
  await pong(lit);
  desk.record(upload(2, 32));
  await Promise.all([lit, plain].map((viewer) => until(viewer, 2)));
  desk.record(upload(3, 33));
  await Promise.all([lit, plain].map((viewer) => until(viewer, 3)));
  light('no such filter (');
  await pong(lit);
  desk.record(upload(4, 32));
  await until(lit, 4);
  expect(batches(lit)).toEqual([
    ['RecNo:32', [true]],
    ['RecNo:32', [false]],
    ['no such filter (', [undefined]],
  ]);
  expect(batches(plain).slice(0, 2)).toEqual([
    [undefined, [undefined]],
    [undefined, [undefined]],
  ]);
  expect(snapshots(lit.messages)).toHaveLength(1);
});

test.each([
  '{"type":"nonsense"}',
  '{"type":"language","language":"fr"}',
  '{"type":"highlight"}',
  'null',
  'no JSON',
])('a viewer that says %s is shown out', async (text) => {
  const viewer = (await openTestDesk()).watch();
  const closed = new Promise<number>((done) => viewer.socket.on('close', done));
  viewer.socket.on('open', () => viewer.socket.send(text));
  expect(await closed).toBe(1003);
});

test('a message beyond 64 KiB ends the connection', async () => {
  const viewer = (await openTestDesk()).watch();
  const closed = new Promise<number>((done) => viewer.socket.on('close', done));
  viewer.socket.on('open', () => viewer.socket.send('x'.repeat(70_000)));
  expect(await closed).toBe(1009);
});

describe('a viewer that does not read', () => {
  const WIDE = 'x'.repeat(300);
  const wide = (first: number, last: number) =>
    upTo(last, first).map((n) => exchange(n, { request: `GET /iclock/${WIDE}?SN=1 HTTP/1.1` }));

  test('costs at most 8 MB, delays nobody, and begins anew when it reads again', async () => {
    const desk = await openTestDesk();
    const stalled = desk.watch();
    const reader = desk.watch();
    await Promise.all(
      [stalled, reader].map((viewer) => viewer.until((messages) => messages.length > 0)),
    );
    stalled.socket.pause();
    let n = 0;
    let most = 0;
    // Until the kernel's buffers are full as well, and then as much again.
    for (let more = 20; more > 0 && n < 100_000;) {
      desk.record(...wide(n + 1, n + 1000));
      n += 1000;
      await until(reader, n);
      most = Math.max(most, desk.desk.mostWaiting);
      if (desk.desk.mostWaiting > 0) more--;
    }
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThan(8 * 1024 * 1024);
    expect(reader.numbers).toEqual(upTo(n));

    stalled.socket.resume();
    await stalled.until((messages) => snapshots(messages).length === 2);
    desk.record(exchange(n + 1));
    await until(stalled, n + 1);
    const again = snapshots(stalled.messages)[1];
    expect(again).toMatchObject({ resync: true });
    expect(stalled.numbers).toEqual(upTo(n + 1, stalled.numbers[0]));
  });
});

describe('exchanges that are on no file', () => {
  test('appear live and can be opened', async () => {
    const desk = await openTestDesk({ exchanges: polls(1, 3) });
    const viewer = desk.watch();
    desk.counters.add({ exchanges: 2, dropped: 2 });
    desk.desk.take({ type: 'unrecorded', lines: [lineOf(exchange(4)), lineOf(upload(5, 31))] });
    await until(viewer, 5);
    desk.record(exchange(6));
    await until(viewer, 6);
    const { exchange: line } = await desk.get<{ exchange: { n: number } }>('/api/exchanges/5');
    expect(line.n).toBe(5);
    expect(desk.posted).toContainEqual({ type: 'took', lines: 2 });
  });

  test('stand in their place even when the file has gone on before we hear of them', async () => {
    const desk = await openTestDesk({ exchanges: polls(1, 3) });
    desk.record(exchange(6));
    desk.desk.take({ type: 'unrecorded', lines: [lineOf(exchange(4)), lineOf(exchange(5))] });
    const list = await desk.get<{ items: { n: number }[] }>('/api/exchanges');
    expect(list.items.map(({ n }) => n)).toEqual(upTo(6));
  });

  test('nonsense among them is passed over', async () => {
    const desk = await openTestDesk();
    desk.desk.take({ type: 'unrecorded', lines: ['nonsense\n', lineOf(exchange(1))] });
    expect(await desk.get('/api/exchanges')).toMatchObject({ total: 1 });
  });
});
