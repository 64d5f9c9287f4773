/** How terminals are played: connections as they had them, what was said without being read, and who is taken for the live server. */

import { createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { appendFileSync, writeFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { exchangeLine } from '../../shared/capture/line.ts';
import { compareExchanges, type Comparison } from '../../shared/compare/index.ts';
import { decodeExchange } from '../../shared/codec/decode.ts';
import { textCodec } from '../../proxy/charset.ts';
import { networkInterfaces } from 'node:os';
import { namedServers } from '../../proxy/replay/hosts.ts';
import { isLiveServer } from '../../proxy/replay/live-server.ts';
import { planOf } from '../../proxy/replay/plan.ts';
import { lineTools } from '../../proxy/record/line-tools.ts';
import { KnownReplies } from '../../proxy/replay/known-replies.ts';
import { rulesIn } from '../../proxy/replay/noise-lines.ts';
import { Player, type Played } from '../../proxy/replay/player.ts';
import type { Exchange } from '../../shared/capture/exchange.ts';
import { temporaryFolder } from '../kit/product.ts';
import { DAY, SERIAL, exchangeOf, get, post, reply, writeCapture, type Said } from './day.ts';
import { fastAt } from './play-options.ts';

const folder = temporaryFolder();
const ended: (() => unknown)[] = [];
afterAll(() => {
  for (const end of ended) end();
});

/** Answers each request as `answer` says; notes on which connection it came. */
async function server(answer: (socket: Socket, count: number) => void) {
  const connections: number[] = [];
  let opened = 0;
  const listening: Server = createServer((socket) => {
    const connection = ++opened;
    socket.on('error', () => socket.destroy());
    socket.on('data', () => {
      connections.push(connection);
      answer(socket, connections.length);
    });
  });
  listening.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  ended.push(() => listening.close());
  return { port: (listening.address() as AddressInfo).port, connections };
}

async function played(port: number, exchanges: readonly Exchange[]): Promise<readonly Played[]> {
  const all: Played[] = [];
  const listener = {
    played: (each: Played) => all.push(each),
    leftOut: () => {},
    paired: () => {},
    elsewhere: () => {},
    unpaired: () => {},
  };
  await new Player(fastAt(port), listener).play(exchanges);
  return all;
}

const KEPT = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK';

function polls(connections: readonly number[], header: string): readonly Exchange[] {
  const poll = `GET /iclock/posrequest?SN=${SERIAL} HTTP/1.1\r\nHost: canteen\r\n${header}\r\n`;
  const said: Said = [Buffer.from(poll), Buffer.from(KEPT)];
  return connections.map((connection, at) => ({ ...exchangeOf(said, at + 1), connection }));
}

describe('connections', () => {
  test('go on as far as the recorded ones did', async () => {
    const { port, connections } = await server((socket) => socket.write(KEPT));
    const all = await played(port, polls([7, 7, 8, 8, 8], ''));
    expect(connections).toEqual([1, 1, 2, 2, 2]);
    expect(all.map(({ reply: { outcome } }) => outcome)).toEqual(Array(5).fill('complete'));
  });

  test('are one a request where the terminal said close', async () => {
    const { port, connections } = await server((socket) => socket.end(KEPT));
    await played(port, polls([7, 7, 7], 'Connection: close\r\n'));
    expect(connections).toEqual([1, 2, 3]);
  });

  test('that the server gave up meanwhile are opened anew', async () => {
    const { port, connections } = await server((socket, count) =>
      count === 2 ? socket.destroy() : socket.write(KEPT),
    );
    const all = await played(port, polls([7, 7, 7], ''));
    expect(connections).toEqual([1, 1, 2, 2]);
    expect(all.map(({ reply: { outcome } }) => outcome)).toEqual(Array(3).fill('complete'));
  });
});

test('an upload that a kept connection took and did not answer is not sent twice', async () => {
  const { port, connections } = await server((socket, count) =>
    count === 2 ? socket.destroy() : socket.write(KEPT),
  );
  const upload = post(`/iclock/cpos?SN=${SERIAL}&table=BUYLOG&Stamp=1`, '1\t2\n');
  const said: Said = [Buffer.from(upload.toString('latin1').replace('Connection: close\r\n', ''), 'latin1'), Buffer.from(KEPT)]; // prettier-ignore
  const all = await played(port, [1, 2, 3].map((n) => ({ ...exchangeOf(said, n), connection: 7 }))); // prettier-ignore
  expect(connections).toEqual([1, 1, 2]);
  expect(all.map(({ reply: { outcome } }) => outcome)).toEqual(['complete', 'server-aborted', 'complete']); // prettier-ignore
});

describe('terminals side by side', () => {
  const OTHER = '5849791460183';
  const asks = (serial: string, query: string, at: number): Exchange =>
    exchangeOf([get(`/iclock/posrequest?SN=${serial}&${query}`), Buffer.from(KEPT)], at);

  test('hear of a lost card when they did: none runs ahead of it, and none falls behind', async () => {
    const heard: string[] = [];
    const listening = createServer((socket) => {
      socket.on('error', () => socket.destroy());
      socket.on('data', (bytes) => {
        heard.push(/SN=\d+&(\w+=\d)/.exec(bytes.toString('latin1'))?.[1] ?? '');
        socket.end(KEPT);
      });
    });
    listening.listen(0, '127.0.0.1');
    await once(listening, 'listening');
    ended.push(() => listening.close());
    const order = ['devno=1', 'devno=2', 'devno=3', 'RepType=2', 'devno=4', 'devno=5'];
    await played(
      (listening.address() as AddressInfo).port,
      order.map((query, at) =>
        query === 'RepType=2'
          ? asks(OTHER, `${query}&Card=10023&Pwd=123456`, at + 1)
          : asks(SERIAL, query, at + 1),
      ),
    );
    expect(heard).toEqual(order);
  });
});

describe('replies that were compared before', () => {
  const exchange = (text: string, date: string) => {
    const bytes = reply(text).toString('latin1');
    const dated = Buffer.from(bytes.replace(/Date: [^\r]*/, `Date: ${date}`), 'latin1');
    const poll = Buffer.from(`GET /iclock/posrequest?SN=${SERIAL} HTTP/1.1\r\n\r\n`);
    const raw = exchangeOf([poll, dated], 1);
    return { raw, frame: decodeExchange(raw, { text: textCodec, language: 'en' }) };
  };
  const NOON = 'Fri, 02 Nov 2018 12:00:00 GMT';
  const LATER = 'Tue, 24 Nov 2026 09:30:00 GMT';

  function comparer() {
    const known = new KnownReplies();
    let compared = 0;
    const compare = (text: string, date: string, recorded = NOON): Comparison => {
      const [mine, theirs] = [exchange('OK', recorded), exchange(text, date)];
      if (mine.raw.response === null || theirs.raw.response === null) throw new Error('no reply');
      return known.compare('poll', mine.raw.response, theirs.raw.response, () => {
        compared++;
        return compareExchanges(mine, theirs, { text: textCodec, repliesOnly: true });
      });
    };
    return { compare, compared: () => compared };
  }

  test('are not read again, whatever their Date', () => {
    const { compare, compared } = comparer();
    const first = compare('OK', LATER);
    expect(compare('OK', LATER.replace('09:30', '10:45'))).toEqual(first);
    expect(first.verdict).toBe('same-meaning');
    expect(compared()).toBe(1);
  });

  test('with the same Date are identical, with another of the same meaning', () => {
    const { compare, compared } = comparer();
    expect(compare('OK', NOON).verdict).toBe('identical');
    expect(compare('OK', LATER).verdict).toBe('same-meaning');
    expect(compare('OK', LATER, LATER).verdict).toBe('identical');
    expect(compared()).toBe(1);
  });

  test('are compared each time when they differ, or when the Date is none', () => {
    const { compare, compared } = comparer();
    expect(compare('OK', LATER).verdict).toBe('same-meaning');
    expect(compare('NO', LATER).verdict).toBe('different');
    expect(compare('NO', LATER).verdict).toBe('different');
    expect(compare('OK', 'Tue, 24 Nov 2026 25:30:00 GMT').verdict).toBe('different');
    expect(compared()).toBe(4);
  });
});

test('at the recorded pace too, nobody waits for the turns of a server that is not there', async () => {
  const { port } = await server(() => {});
  for (const end of ended.splice(0)) end();
  const listener = {
    played: () => {},
    paired: () => {},
    elsewhere: () => {},
    unpaired: () => {},
    leftOut: () => {},
  };
  const soon = polls(Array.from({ length: 12 }, (_, at) => at), 'Connection: close\r\n'); // prettier-ignore
  const later = { ...exchangeOf([get('/iclock/posrequest?SN=5158181900026'), Buffer.from(KEPT)], 13), atMs: (soon[0]?.atMs ?? 0) + 3_600_000 }; // prettier-ignore
  await expect(new Player({ ...fastAt(port), pace: 1 }, listener).play([...soon, later])).rejects.toThrow(/^Nobody takes connections/); // prettier-ignore
});

describe('from the bytes of a capture alone', () => {
  const path = join(folder, 'named.jsonl');
  const body = 'x\r\nHost: in-a-body:1\r\n'.repeat(20_000);
  const asked = (host: string, rest = ''): Said => [
    Buffer.from(
      `POST /iclock/cpos?SN=${SERIAL} HTTP/1.1\r\nhost:  ${host} \r\nContent-Length: ${rest.length}\r\n\r\n${rest}`,
    ),
    reply('OK'),
  ];
  writeCapture(path, [...DAY, asked('10.0.0.8:8088', body), asked('canteen'), asked('[::1]:81', body), asked('last')]); // prettier-ignore

  test('every server that it names is found', async () => {
    const { upstream, hosts } = await namedServers(path);
    expect(upstream).toBe('http://192.168.1.201:8088');
    expect(hosts).toEqual(
      expect.arrayContaining(['192.168.1.201:8088', '10.0.0.8:8088', 'canteen', '[::1]:81', 'last']), // prettier-ignore
    );
  });

  test.each(['"', 'x y', '\u00e9'])('blanks without number before %j cost no time', async (end) => {
    const blank = join(folder, 'blank.jsonl');
    const request = { ...exchangeOf([get('/iclock/posrequest?SN=1'), reply('OK')], 1).request };
    const head = Buffer.from(`GET / HTTP/1.1\r\nHost: a${' '.repeat(60_000)}${end}${' '.repeat(4000)}\r\nHost:${' '.repeat(60_000)}\r\n\r\n`, 'latin1'); // prettier-ignore
    const exchange = { ...exchangeOf([get('/'), reply('OK')], 1), request: { ...request, head } };
    writeFileSync(blank, exchangeLine(exchange, lineTools));
    const startMs = performance.now();
    await namedServers(blank);
    (await planOf(blank)).close();
    expect(performance.now() - startMs).toBeLessThan(1000);
  });

  test('its rules are found behind any length of lines', async () => {
    appendFileSync(path, '{"type":"noise","field":"Delay","reason":"set by hand"}\n');
    expect(await rulesIn(path)).toEqual([{ field: 'Delay', reason: 'set by hand' }]);
  });
});

describe('a server that was recorded on this machine', () => {
  const own = Object.values(networkInterfaces()).flatMap((each) => each ?? []).map(({ address }) => address); // prettier-ignore
  const isTaken = (hostname: string, port = 8088) =>
    isLiveServer(
      { protocol: 'http:', hostname, port },
      { upstream: 'http://127.0.0.1:8088', hosts: [] },
    );

  test.each(['localhost', '127.0.0.2', '[::1]', '[::ffff:7f00:1]', ...own])(
    'is known again by the name %s',
    async (hostname) => {
      expect(await isTaken(hostname)).toBe(true);
      expect(await isTaken(hostname, 8089)).toBe(false);
    },
  );

  test.each(['198.51.100.77', '[2001:db8:77::7]', '[::ffff:c633:644d]'])(
    'and is not at %s',
    async (name) => {
      expect(await isTaken(name)).toBe(false);
    },
  );
});
