/** Replies that are not whole, from a live server or in the recording: the terminal sees what there is, and the person hears of it. */

import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { writeFileSync } from 'node:fs';
import { exchangeLine, headerLine } from '../../shared/capture/line.ts';
import type { Exchange } from '../../shared/capture/exchange.ts';
import { lineTools } from '../../proxy/record/line-tools.ts';
import { planOf } from '../../proxy/replay/plan.ts';
import { Script } from '../../proxy/replay/script.ts';
import { StandIn, type Failure, type OnMiss } from '../../proxy/replay/stand-in.ts';
import { runToEnd, temporaryFolder } from '../kit/product.ts';
import { RawServer, type Line } from '../kit/sockets.ts';
import { DAY, SERIAL, exchangeOf, get, post, reply, writeCapture } from './day.ts';
import { serving } from './serving.ts';

const folder = temporaryFolder();
const day = join(folder, 'day.jsonl');
writeCapture(day, DAY);

const ended: (() => unknown)[] = [];
afterAll(async () => {
  for (const end of ended) await end();
});

async function served(capture: string, onMiss: OnMiss = 'closest', signal?: AbortSignal) {
  const plan = await planOf(capture);
  const failures: Failure[] = [];
  const standIn = new StandIn(new Script(plan, new Map()), {
    onMiss,
    now: Date.now,
    timeoutMs: 300,
    failed: (failure) => failures.push(failure),
    ...(signal && { signal }),
  });
  const { ask, close } = await serving(standIn);
  ended.push(close, () => plan.close());
  return { ask, failures, standIn };
}

const kept = (bytes: Buffer) =>
  Buffer.from(bytes.toString('latin1').replace('Connection: close', 'Connection: keep-alive'), 'latin1'); // prettier-ignore
const unrecorded = kept(
  post(
    `/iclock/cpos?SN=${SERIAL}&table=BUYLOG&Stamp=2018-11-02T12:01:07&StampId=77`,
    '10023\t10023\t2018-11-02 12:01:07\t850\t14150\t26\t2\t2\t7039\t77\t0\n',
  ),
);

describe('a live server that misses go on to', () => {
  async function forwarded(answer: (line: Line) => unknown) {
    const live = await RawServer.start(async (line) => {
      await line.until('\r\n\r\n');
      await answer(line);
    });
    const to = { protocol: 'http:', hostname: '127.0.0.1', port: live.port } as const;
    const { ask, failures } = await served(day, to);
    const got = await ask(unrecorded);
    await live.stop();
    return { got, failures };
  }

  const BAD_GATEWAY =
    'HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\nContent-Type: text/plain\r\n\r\n';

  test.each([
    ['hangs', () => {}, 'no whole reply within 300 ms'],
    ['closes', (line: Line) => line.socket.end(), 'the connection ended before the reply did'],
    ['resets', (line: Line) => line.socket.resetAndDestroy(), 'ECONNRESET'],
  ])('and that %s before its reply is a 502 without a Date', async (_what, answer, why) => {
    const { got, failures } = await forwarded(answer);
    expect(got).toBe(BAD_GATEWAY);
    expect(failures).toEqual([{ of: 'live', sn: SERIAL, kind: 'upload', why, isPart: false }]);
  });

  test('and that is not there is a 502, told in one sentence', async () => {
    const live = await RawServer.start();
    const { port } = live;
    await live.stop();
    const { ask, failures } = await served(day, { protocol: 'http:', hostname: '127.0.0.1', port });
    expect(await ask(unrecorded)).toBe(BAD_GATEWAY);
    expect(failures).toMatchObject([{ why: 'ECONNREFUSED', isPart: false }]);
  });

  test.each([
    ['a length', 'HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nC:1'],
    ['chunks', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nC:1:U\r\n'],
    ['a head', 'HTTP/1.1 200 OK\r\nContent-Le'],
  ])('and that breaks off in the midst of %s breaks off for the terminal', async (_what, bytes) => {
    const { got, failures } = await forwarded(async (line) => {
      await line.send(bytes);
      line.socket.end();
    });
    expect(got).toBe(bytes);
    expect(failures).toMatchObject([{ of: 'live', isPart: true }]);
  });

  test('and that speaks another protocol is passed on as it came', async () => {
    const { got, failures } = await forwarded(async (line) => {
      await line.send('SSH-2.0-OpenSSH_9.6\r\n');
      line.socket.end();
    });
    expect(got).toBe('SSH-2.0-OpenSSH_9.6\r\n');
    expect(failures).toMatchObject([{ of: 'live', isPart: true }]);
  });

  test('is waited for no longer once serving ends', async () => {
    const live = await RawServer.start();
    const to = { protocol: 'http:', hostname: '127.0.0.1', port: live.port } as const;
    const end = new AbortController();
    const { ask, failures } = await served(day, to, end.signal);
    const asked = ask(unrecorded);
    await (await live.line(0)).until('\r\n\r\n');
    end.abort();
    expect(await asked).toBe('');
    expect(failures).toEqual([]);
    await live.stop();
  });

  test('may not be serve itself, where each miss would come back as the next', async () => {
    const { code, stderr } = await runToEnd(['serve', day, '--listen', '127.0.0.1:18088', '--on-miss', 'forward=http://localhost:18088']); // prettier-ignore
    expect(stderr).toBe(
      "pushscope: --on-miss forward=http://localhost:18088 is where terminals connect to this serve; name the live server's own address.\n",
    );
    expect(code).toBe(2);
  });
});

describe('a recorded reply', () => {
  const FIRMWARE = get('/iclock/file/fw/X938/main.tgz');
  /** Every byte there is, as a file may hold it. */
  const file = Buffer.from(Array.from({ length: 256 }, (_, octet) => octet));

  function recorded(
    name: string,
    bytes: Buffer,
    change: (exchange: Exchange) => Exchange = (same) => same,
  ) {
    // prettier-ignore
    const path = join(folder, `${name}.jsonl`);
    const header = { createdAt: '2018-11-02T09:05:36.000Z', upstream: '', host: 'canteen' };
    const exchange = change(exchangeOf([FIRMWARE, bytes], 1));
    writeFileSync(path, headerLine(header, lineTools) + exchangeLine(exchange, lineTools));
    return path;
  }
  const undated = (text: string) => text.replace(/^Date: .*$/m, 'Date:');

  test.each([
    ['a length', 'Content-Length: 5000\r\n\r\n'],
    ['chunks', 'Transfer-Encoding: chunked\r\n\r\n1388\r\n'],
  ])('that broke off in the midst of %s breaks off again', async (what, head) => {
    const bytes = Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\r\n${head}`), file]);
    const { ask, failures } = await served(recorded(`broken ${what}`, bytes));
    expect(await ask(kept(FIRMWARE))).toBe(bytes.toString('latin1'));
    expect(failures).toEqual([]);
  });

  test('of raw bytes in chunks has its bytes and its chunks again', async () => {
    const parts = [file.subarray(0, 100), file.subarray(100)];
    const chunks = parts.flatMap((part) => [Buffer.from(`0${part.length.toString(16).toUpperCase()}\r\n`), part, Buffer.from('\r\n')]); // prettier-ignore
    const head = 'HTTP/1.1 200 OK\r\nDate: Fri, 02 Nov 2018 09:05:36 GMT\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n'; // prettier-ignore
    const bytes = Buffer.concat([Buffer.from(head), ...chunks, Buffer.from('0\r\n\r\n')]);
    const { ask } = await served(recorded('chunks', bytes));
    expect(undated(await ask(FIRMWARE))).toBe(undated(bytes.toString('latin1')));
  });

  test('of which the recording kept only the beginning is not given for the whole', async () => {
    const path = recorded('long', reply('firmware'), (exchange) => ({
      ...exchange,
      response: exchange.response && { ...exchange.response, size: 5000, truncated: true },
    }));
    const { ask, failures } = await served(path);
    expect(await ask(kept(FIRMWARE))).toBe('');
    expect(failures).toEqual([{ of: 'recording', sn: '', kind: 'file-download', n: 1, kept: 8, size: 5000 }]); // prettier-ignore
  });
});

test('commands of the same number are those of their terminals', async () => {
  const path = join(folder, 'two.jsonl');
  const other = '5158181900026';
  const poll = (sn: string) => get(`/iclock/posrequest?SN=${sn}&type=pos`);
  const acknowledged = post(`/iclock/posdevicecmd?SN=${other}`, 'ID=7&Return=0&CMD=INFO\n');
  writeCapture(path, [
    [poll(SERIAL), reply('C:7:REBOOT\n')],
    [poll(other), reply('C:7:INFO\n')],
    [acknowledged, reply('OK')],
  ]);
  const { ask, standIn } = await served(path);
  for (const bytes of [poll(SERIAL), poll(other), acknowledged]) await ask(bytes);
  expect(standIn.unacknowledged).toEqual(['C:7:REBOOT']);
});
