/** A recorder on a disk that fails, behind a real wire: what both raw sockets get is the same to the octet. */

import { existsSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { expect, onTestFinished, test } from 'vitest';
import { SharedCounters } from '../../proxy/record/counters.ts';
import { realDisk, type Disk } from '../../proxy/record/disk.ts';
import { createRecorder, type Recorder } from '../../proxy/record/recorder.ts';
import { RawServer } from '../kit/sockets.ts';
import { startTestWire } from '../kit/wire.ts';
import { FailingDisk } from './failing-disk.ts';

const ROW = '10021\t10021\t2018-11-02 12:00:07\t850\t14150\t1\t2\t2\t7039\t1\t0\n';

/** In an odd order and spelling, as terminals do. */
const ASKED = [
  'GET /iclock/posrequest?SN=5158181900025 HTTP/1.1\r\nhOsT: zkeco:8088\r\nUser-Agent: iClock Proxy/1.09\r\n\r\n',
  `POST /iclock/cpos?SN=5158181900025&table=BUYLOG&Stamp=1 HTTP/1.1\r\nContent-length: ${3 * ROW.length}\r\nHost: zkeco\r\n\r\n${ROW.repeat(3)}`,
  'GET /iclock/posrequest?SN=5158181900025 HTTP/1.1\r\nHost:zkeco\r\n\r\n',
  `POST /iclock/cpos?SN=5158181900025&table=BUYLOG&Stamp=2 HTTP/1.1\r\nContent-length: ${9 * ROW.length}\r\nHost: zkeco\r\n\r\n${ROW.repeat(9)}`,
] as const;
const REPLY =
  'HTTP/1.1 200 OK\r\nDate: Fri, 02 Nov 2018 04:00:07 GMT\r\nx-Odd:  1\r\nContent-Length: 2\r\n\r\nOK';

interface Forwarded {
  readonly toServer: string;
  readonly toTerminal: string;
}

/** A wire whose recorder can be another one for each connection. */
async function stand() {
  const server = await RawServer.start(async (line) => {
    let asked = '';
    for (const message of ASKED) {
      asked += message;
      await line.until(asked.length);
      await line.send(REPLY);
    }
    await line.ended;
    line.socket.end();
  });
  onTestFinished(() => server.stop());
  let recorder: Recorder | null = null;
  const wire = await startTestWire(server.port, {
    record: (exchange) => void recorder?.take(exchange),
    commit: () => recorder?.commit() ?? true,
  });
  onTestFinished(() => wire.stop(0));
  let connections = 0;
  return {
    async forward(by: Recorder | null, between = () => {}): Promise<Forwarded> {
      recorder = by;
      const terminal = await wire.dial();
      let replies = 0;
      for (const message of ASKED) {
        await terminal.send(message);
        await terminal.until((replies += REPLY.length));
        between();
      }
      terminal.socket.end();
      const line = await server.line(connections++);
      await terminal.closed;
      return { toServer: line.text, toTerminal: terminal.text };
    },
  };
}

const WHOLE: Forwarded = { toServer: ASKED.join(''), toTerminal: REPLY.repeat(ASKED.length) };

function recorderOn(disk: Disk, dir = 'captures') {
  const counters = new SharedCounters();
  let elapsedMs = 0;
  const recorder = createRecorder({
    ...{ dir, disk, upstream: 'http://zkeco:8088', host: 'here', rotateBytes: 1_500, counters },
    now: () => Date.UTC(2026, 10, 24, 5, 30, 12) + elapsedMs,
    monotonicMs: () => elapsedMs,
    log: () => {},
    onRotated: () => {},
    onUnrecorded: () => {},
    onRecording: () => {},
  });
  return { recorder, counters, pass: (ms: number) => void (elapsedMs += ms) };
}

test('a disk that takes everything: the octets are as they were', async () => {
  const { forward } = await stand();
  const { recorder, counters } = recorderOn(new FailingDisk());
  expect(await forward(recorder)).toEqual(WHOLE);
  expect(counters.read()).toMatchObject({ exchanges: ASKED.length, recorded: ASKED.length });
});

test.each(['ENOSPC', 'EIO', 'EDQUOT', 'EROFS', 'EBADF', 'EMFILE', 'EINVAL'])(
  'the n-th disk call fails with %s, for every n: forwarding is unchanged',
  async (code) => {
    const { forward } = await stand();
    // As many calls as there are when all goes well, and those that mending takes.
    const well = new FailingDisk();
    const { recorder } = recorderOn(well);
    const fromCall = well.calls + 1;
    await forward(recorder);
    recorder.close();
    const lastCall = well.calls + 6;
    expect(well.files.length).toBeGreaterThan(1);

    let failures = 0;
    for (let failing = fromCall; failing <= lastCall; failing++) {
      for (const lasting of [1, 3, Infinity]) {
        const disk = new FailingDisk();
        const { recorder: own, counters, pass } = recorderOn(disk);
        disk.failure = (call) => {
          if (call < failing || call >= failing + lasting) return null;
          failures++;
          return code;
        };
        const told = `${code} from call ${failing}, ${lasting} times`;
        expect(await forward(own, () => pass(600)), told).toEqual(WHOLE);
        const { exchanges, recorded, dropped } = counters.read();
        expect([exchanges, recorded + dropped], told).toEqual([ASKED.length, ASKED.length]);
      }
    }
    expect(failures).toBeGreaterThan(lastCall - fromCall);
  },
);

test('a device that is full for ever: forwarding is unchanged, every exchange is counted', async ({
  skip,
}) => {
  if (!existsSync('/dev/full')) return skip('this system has no /dev/full');
  const dir = mkdtempSync(`${tmpdir()}/pushscope-test-`);
  onTestFinished(() => rmSync(dir, { recursive: true }));
  const disk: Disk = { ...realDisk, create: () => openSync('/dev/full', 'a') };
  const { forward } = await stand();
  const { recorder, counters, pass } = recorderOn(disk, dir);
  onTestFinished(() => recorder.close());
  expect(await forward(recorder, () => pass(600))).toEqual(WHOLE);
  expect(counters.read()).toMatchObject({ exchanges: ASKED.length, recorded: 0, dropped: ASKED.length }); // prettier-ignore
});
