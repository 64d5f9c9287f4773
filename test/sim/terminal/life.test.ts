/** A built-in terminal lives: it initialises, asks the time, sells, recharges, uploads and polls, all over real sockets. */

import { expect, test } from 'vitest';
import type { Clock } from '../../../proxy/sim/clock.ts';
import { leapingClock, openServer, openTerminals, people, say, type Server } from '../canteen.ts';
import { createServer } from 'node:net';

/** The requests that a server of bytes heard, each answered with what `answer` says. */
async function openEar(answer: (request: string, nth: number) => string) {
  const requests: string[] = [];
  const server = createServer((socket) => {
    let text = '';
    socket.setEncoding('latin1').on('data', (part: string) => {
      text += part;
      const length = Number(/\r\nContent-Length: (\d+)/.exec(text)?.[1] ?? 0);
      const bodyAt = text.indexOf('\r\n\r\n') + 4;
      if (bodyAt < 4 || text.length < bodyAt + length) return;
      requests.push(text);
      socket.end(`HTTP/1.1 200 OK\r\n\r\n${answer(text, requests.length)}`, 'latin1');
    });
    socket.on('error', () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  return { port, requests, close: () => server.close() };
}

const OPTIONS = 'GET OPTION FROM: x\nDelay=30\nSyncTime=0\nRealtime=1\n\n';

test('its first words are those of the samples', async () => {
  const ear = await openEar((request) => (request.includes('options=all') ? OPTIONS : 'OK'));
  const { ears, terminals } = openTerminals(ear.port, { count: 3 });
  await ears.until(
    () => new Set(ears.events.flatMap((e) => (e.kind === 'poll' ? [e.sn] : []))).size === 3,
  );
  const [cm102, , cm20] = terminals.map(({ sn }) =>
    ear.requests.filter((each) => each.includes(sn)),
  );
  const head = `Host: 127.0.0.1:${ear.port}\r\nUser-Agent: iClock Proxy/1.09\r\nConnection: close\r\nAccept: */*\r\n\r\n`;
  const [sn = '', old = ''] = [terminals[0]?.sn, terminals[2]?.sn];
  expect(cm102?.slice(0, 3)).toEqual([
    `GET /iclock/cpos?SN=${sn}&options=all&fireVer=Ver_2020.0.0.2-20181011&build=0001&ip=127.0.0.1&language=83&deviceName=CM102&device_type=30&IsConsumeFunType=3&pushver=4.0.1 HTTP/1.1\r\n${head}`,
    `GET /iclock/cpos?SN=${sn}&type=time HTTP/1.1\r\n${head}`,
    `GET /iclock/posrequest?SN=${sn}&type=pos&devno=0 HTTP/1.1\r\n${head}`,
  ]);
  expect(cm20?.[0]).toBe(
    `GET /iclock/cpos?SN=${old}&options=all&fireVer=Ver%206.60%20Apr%2018%202013&language=83&devicename=CM20&device_type=30 HTTP/1.1\r\n${head}`,
  );
  ear.close();
});

test('until it is told options it asks again and does nothing else', async () => {
  const ear = await openEar((_request, nth) => (nth < 4 ? 'UNKNOWNDEVICE' : OPTIONS));
  const { ears } = openTerminals(ear.port);
  await ears.until(() => ears.events.some(({ kind }) => kind === 'init'));
  expect(ear.requests).toHaveLength(4);
  expect(new Set(ear.requests).size).toBe(1);
  ear.close();
});

test('a batch is sent again, byte for byte, until the server says OK', async () => {
  let uploads = 0;
  const ear = await openEar((request) => {
    if (request.includes('options=all')) return OPTIONS;
    if (!request.includes('table=')) return 'OK';
    return ['', 'save post data error\n', 'UNKNOWN', 'OK'][uploads++] ?? 'OK';
  });
  const { ears } = openTerminals(ear.port);
  await ears.until(() => ears.events.some(({ kind }) => kind === 'upload'));
  const batches = ear.requests.filter((each) => each.includes('table=')).slice(0, 4);
  expect(batches).toHaveLength(4);
  expect(new Set(batches).size).toBe(1);
  expect(ears.events.filter(({ kind }) => kind === 'refused')).toHaveLength(3);
  ear.close();
});

const rows = (server: Server, table: string, sn: string) =>
  (server.state.tables.get(table) ?? []).filter((each) => each.sn === sn).map(({ cells }) => cells);

test('every kind sells, recharges or pays out, and the server has each record once', async () => {
  const clock = leapingClock();
  const server = await openServer({ holders: people, queueFailureRate: 0.2 }, clock);
  const { terminals, ears, stop } = openTerminals(server.address.port, { count: 5, clock });
  await ears.until(() =>
    terminals.every(
      ({ sn }) => ears.events.filter((e) => e.kind === 'upload' && e.sn === sn).length > 8,
    ),
  );
  await stop();
  for (const terminal of terminals) {
    for (const [table, records] of Object.entries(terminal.records)) {
      const got = rows(server, table, terminal.sn);
      // The last batch may be on its way still: what the server has is the beginning of the log.
      const sent = records.map(({ cells }) => cells.map(String));
      expect(got).toEqual(sent.slice(0, got.length));
    }
  }
  expect(server.state.errors).toEqual([]);
  expect([...server.state.tables.keys()].sort()).toEqual([
    'ALLOWLOG',
    'BUYLOG',
    'FULLLOG',
    'keydetail',
    'storedetail',
  ]);
  const [dual, single, , , spanish] = terminals.map(({ sn }) => sn);
  expect(rows(server, 'BUYLOG', dual ?? '')[0]).toHaveLength(14);
  expect(rows(server, 'BUYLOG', single ?? '')[0]).toHaveLength(11);
  expect(server.state.terminals.get(spanish ?? '')?.language).toBe('97');
});

test('money adds up: each balance is the one before, plus or minus the amount', async () => {
  const clock = leapingClock();
  const server = await openServer({ holders: people }, clock);
  const { terminals, ears, stop, cards } = openTerminals(server.address.port, { count: 4, clock });
  await ears.until(() => ears.events.filter(({ kind }) => kind === 'upload').length > 80);
  await stop();
  // Bookings of one card, in the order of the card's own sequence, whatever terminal made them.
  const bookings = terminals.flatMap(({ records }) => [
    ...(records['BUYLOG'] ?? []).map(({ cells }) => ({
      card: cells[0],
      nth: Number(cells[5]),
      change: Number(cells[3]) * (cells[6] === 9 ? 1 : -1),
      balance: Number(cells[4]),
    })),
    ...(records['FULLLOG'] ?? []).map(({ cells }) => ({
      card: cells[0],
      nth: Number(cells[2]),
      change: Number(cells[4]),
      balance: Number(cells[5]),
    })),
    ...(records['ALLOWLOG'] ?? []).map(({ cells }) => ({
      card: cells[0],
      nth: Number(cells[2]),
      change: Number(cells[5]),
      balance: Number(cells[6]),
    })),
  ]);
  expect(bookings.length).toBeGreaterThan(40);
  for (const card of cards.all) {
    const own = bookings
      .filter((each) => each.card === card.holder.sysId)
      .sort((one, other) => one.nth - other.nth);
    own.forEach((booking, index) => {
      const before = own[index - 1];
      if (before === undefined) return;
      expect(booking.nth).toBe(before.nth + 1);
      expect(booking.balance).toBe(before.balance + booking.change);
      expect(booking.balance).toBeGreaterThanOrEqual(0);
    });
    if (own.length > 0) expect(own.at(-1)?.balance).toBe(card.balanceCents);
  }
});

test('the same seed tells the same story', async () => {
  const story = async () => {
    const ear = await openEar((request) => (request.includes('options=all') ? OPTIONS : 'OK'));
    const { ears, stop } = openTerminals(ear.port, { seed: 7 });
    await ears.until(() => ears.events.length > 60);
    await stop();
    ear.close();
    return ear.requests.slice(0, 50).map((each) => each.replaceAll(String(ear.port), 'PORT'));
  };
  expect(await story()).toEqual(await story());
});

test('after Realtime=0 records wait for the upload interval', async () => {
  const ear = await openEar((request) =>
    request.includes('options=all')
      ? 'GET OPTION FROM: x\nDelay=30\nRealtime=0\nTransInterval=10\n\n'
      : 'OK',
  );
  const { ears, stop } = openTerminals(ear.port);
  await ears.until(() => ears.events.some(({ kind }) => kind === 'upload'));
  await stop();
  const [first] = ears.events.filter((each) => each.kind === 'upload');
  expect(first?.kind === 'upload' && first.records).toBeGreaterThan(2);
  ear.close();
});

test('one that cannot reach its server tries again, and lives when the server is there', async () => {
  const clock: Clock = leapingClock();
  const server = await openServer({}, clock);
  const { port } = server.address;
  await server.close();
  const { ears } = openTerminals(port, { clock });
  await ears.until(() => ears.events.filter(({ kind }) => kind === 'failure').length > 3);
  const again = await openServer({}, clock, port);
  await ears.until(() => ears.events.some(({ kind }) => kind === 'poll'));
  expect(again.state.terminals.size).toBe(1);
  expect(
    (await say(port, 'GET /iclock/cpos?type=time HTTP/1.1\r\nHost: z\r\nConnection: close\r\n\r\n'))
      .length,
  ).toBeGreaterThan(0);
});
