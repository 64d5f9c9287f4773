/** The recorder on a disk that fails: forwarding never hears of it, and the file says what is missing. */

import { Buffer } from 'node:buffer';
import { expect, test, describe } from 'vitest';
import { SharedCounters } from '../../proxy/record/counters.ts';
import { lineTools } from '../../proxy/record/line-tools.ts';
import { createRecorder, type Recorder } from '../../proxy/record/recorder.ts';
import { CaptureScanner } from '../../shared/capture/scan.ts';
import { exchangeOf, requestOf } from '../capture/exchanges.ts';
import { FailingDisk } from './failing-disk.ts';

const START_MS = Date.UTC(2026, 10, 24, 5, 30, 12);

interface Bench {
  readonly disk: FailingDisk;
  readonly recorder: Recorder;
  readonly counters: SharedCounters;
  readonly logged: string[];
  readonly rotated: string[];
  readonly unrecorded: string[];
  readonly states: (string | null)[];
  /** Lets time pass. */
  pass(ms: number): void;
  /** Records so many exchanges, one a millisecond. */
  record(count: number): void;
}

function bench(disk = new FailingDisk(), rotateBytes = 1e9): Bench {
  let elapsedMs = 0;
  const counters = new SharedCounters();
  const seen = {
    logged: [] as string[],
    rotated: [] as string[],
    unrecorded: [] as string[],
    states: [] as (string | null)[],
  };
  const recorder = createRecorder({
    ...{
      dir: 'captures',
      disk,
      upstream: 'http://zkeco:8088',
      host: 'here',
      rotateBytes,
      counters,
    },
    now: () => START_MS + elapsedMs,
    monotonicMs: () => elapsedMs,
    log: (sentence) => seen.logged.push(sentence),
    onRotated: (path) => seen.rotated.push(path),
    onUnrecorded: (lines) => seen.unrecorded.push(...lines),
    onRecording: (reason) => seen.states.push(reason),
  });
  return {
    ...{ disk, recorder, counters, ...seen },
    pass(ms) {
      elapsedMs += ms;
    },
    record(count) {
      for (let i = 0; i < count; i++) {
        elapsedMs++;
        recorder.take(exchangeOf({ atMs: START_MS + elapsedMs }));
        recorder.commit();
      }
    },
  };
}

/** What stands in the files: `header`, numbers of exchanges, `gap 3-5`, or damage. */
function contents(disk: FailingDisk): (string | number)[][] {
  return disk.files.map(({ bytes }) => {
    const scanner = new CaptureScanner(lineTools);
    return [...scanner.feed(bytes), ...scanner.end()].map(({ entry }) => {
      if (entry.type === 'exchange') return entry.exchange.n;
      return entry.type === 'gap' ? `gap ${entry.gap.firstN}-${entry.gap.lastN}` : entry.type;
    });
  });
}

describe('a batch', () => {
  const take = ({ recorder }: Bench, count: number): void => {
    for (let i = 0; i < count; i++) recorder.take(exchangeOf({ atMs: START_MS + i }));
  };

  test('stands on file after commit(), put there with one call', () => {
    const all = bench();
    const { disk, recorder, counters } = all;
    const before = disk.calls;
    take(all, 3);
    expect(contents(disk)).toEqual([['header']]);
    expect(recorder.commit()).toBe(true);
    expect(disk.calls).toBe(before + 1);
    expect(contents(disk)).toEqual([['header', 1, 2, 3]]);
    expect(counters.read()).toMatchObject({ exchanges: 3, recorded: 3, dropped: 0 });
    expect(counters.read().captureBytes).toBe(disk.files[0]?.bytes.length);
  });

  test('that does not fit is recorded as far as it fits', () => {
    const all = bench();
    const { disk, recorder, counters, unrecorded } = all;
    take(all, 1);
    recorder.commit();
    const line = (disk.files[0]?.bytes.length ?? 0) - (disk.files[0]?.bytes.indexOf('\n') ?? 0) - 1;
    disk.room = Math.floor(2.5 * line);
    take(all, 4);
    expect(recorder.commit()).toBe(false);
    expect(contents(disk)).toEqual([['header', 1, 2, 3]]);
    expect(unrecorded.map((each) => (JSON.parse(each) as { n: number }).n)).toEqual([4, 5]);
    expect(counters.read()).toMatchObject({ exchanges: 5, recorded: 3, dropped: 2 });
    disk.room = Infinity;
    all.pass(1000);
    recorder.tick();
    take(all, 1);
    expect(recorder.commit()).toBe(true);
    expect(contents(disk)).toEqual([['header', 1, 2, 3, 'gap 4-5', 6]]);
  });

  test('is not waited for when it has grown long', () => {
    const all = bench();
    const long = { ...requestOf(''), body: Buffer.alloc(200_000, 'x') };
    all.recorder.take(exchangeOf({ request: long }));
    expect(contents(all.disk)).toEqual([['header', 1]]);
  });

  test('comes before a note, a change of a command and a new file that were asked for behind it', () => {
    const all = bench();
    const { disk, recorder } = all;
    take(all, 1);
    recorder.note({ at: new Date(START_MS).toISOString(), n: 1, text: 'first' });
    take(all, 1);
    recorder.injection({ what: 'ever' });
    take(all, 1);
    recorder.rotate();
    take(all, 1);
    recorder.close();
    expect(contents(disk)).toEqual([
      ['header', 1, 'note', 2, 'injection', 3],
      ['header', 4],
    ]);
  });

  test('that one line cannot be made for keeps the others', () => {
    const all = bench();
    const { disk, recorder, counters } = all;
    take(all, 1);
    // Nothing that the wire hands on is known to fail; whatever may, costs its own line alone.
    const body = null as unknown as Buffer;
    recorder.take(exchangeOf({ request: { ...requestOf(''), body } }));
    take(all, 1);
    expect(recorder.commit()).toBe(false);
    expect(recorder.commit()).toBe(true);
    expect(contents(disk)).toEqual([['header', 1, 'gap 2-2', 3]]);
    expect(counters.read()).toMatchObject({ exchanges: 3, recorded: 2, dropped: 1 });
  });
});

describe('a disk that takes everything', () => {
  test('has every exchange by the time commit() returns', () => {
    const { disk, recorder, record, counters, logged } = bench();
    record(3);
    expect(contents(disk)).toEqual([['header', 1, 2, 3]]);
    expect(recorder.path).toBe('captures/2026-11-24T05-30-12Z-001.jsonl');
    expect(counters.read()).toMatchObject({ exchanges: 3, recorded: 3, dropped: 0 });
    expect(counters.read().captureBytes).toBe(disk.files[0]?.bytes.length);
    expect(logged).toEqual([]);
  });

  test('gets a new file before one grows beyond its size', () => {
    const { disk, record, rotated, counters } = bench(new FailingDisk(), 1500);
    record(5);
    expect(contents(disk)).toEqual([
      ['header', 1, 2],
      ['header', 3, 4],
      ['header', 5],
    ]);
    for (const { bytes } of disk.files) expect(bytes.length).toBeLessThanOrEqual(1500);
    expect(rotated).toEqual(disk.files.slice(1).map(({ path }) => path));
    expect(disk.files.map(({ isOpen }) => isOpen)).toEqual([false, false, true]);
    expect(counters.read().captureBytes).toBe(disk.files[2]?.bytes.length);
  });

  test('gets a line that is longer than a file, in a file of its own', () => {
    const { disk, record } = bench(new FailingDisk(), 10);
    record(2);
    expect(contents(disk)).toEqual([
      ['header', 1],
      ['header', 2],
    ]);
  });

  test('gets a new file when asked, and no word of it', () => {
    const { disk, recorder, record, rotated } = bench();
    record(1);
    const path = recorder.rotate();
    record(1);
    expect(path).toBe(recorder.path);
    expect(contents(disk)).toEqual([
      ['header', 1],
      ['header', 2],
    ]);
    expect(rotated).toEqual([]);
  });

  test('is completed at the end, and what still comes is counted', () => {
    const { disk, recorder, record, counters } = bench();
    record(1);
    recorder.close();
    record(1);
    expect(contents(disk)).toEqual([['header', 1]]);
    expect(disk.files[0]?.isOpen).toBe(false);
    expect(counters.read()).toMatchObject({ exchanges: 2, recorded: 1, dropped: 1 });
  });

  test('keeps no file of a start that failed', () => {
    const { disk, recorder } = bench();
    recorder.abandon();
    expect(disk.files).toEqual([]);
  });
});

describe('a full disk', () => {
  test('costs what passes meanwhile, and a gap line says exactly what', () => {
    const { disk, record, pass, counters, logged, states, unrecorded } = bench();
    record(2);
    disk.room = 100;
    record(10);
    pass(60_000);
    record(10);
    expect(contents(disk)).toEqual([['header', 1, 2]]);
    disk.room = Infinity;
    pass(500);
    record(2);
    expect(contents(disk)).toEqual([['header', 1, 2, 'gap 3-22', 23, 24]]);
    const gap = disk.files[0]?.bytes
      .toString()
      .split('\n')
      .find((line) => line.includes('"gap"'));
    expect(JSON.parse(gap as string)).toMatchObject({
      ...{ type: 'gap', exchanges: 20, firstN: 3, lastN: 22, why: 'the disk is full (ENOSPC)' },
      from: new Date(START_MS + 3).toISOString(),
      to: new Date(START_MS + 60_022).toISOString(),
    });
    expect(counters.read()).toMatchObject({ exchanges: 24, recorded: 4, dropped: 20 });
    expect(counters.read().captureBytes).toBe(disk.files[0]?.bytes.length);
    expect(unrecorded.map((line) => (JSON.parse(line) as { n: number }).n)).toEqual(
      Array.from({ length: 20 }, (_, index) => index + 3),
    );
    expect(states).toEqual([expect.stringMatching(/the disk is full \(ENOSPC\)/), null]);
    expect(logged.length).toBe(2);
  });

  test('is asked at most twice a second', () => {
    const { disk, record } = bench();
    record(1);
    disk.room = 0;
    const before = disk.calls;
    record(1000);
    // In that second: three writes, each with the truncation after it, and no more.
    expect(disk.calls - before).toBeLessThanOrEqual(6);
  });

  test('is asked again by the clock alone, and resumes without traffic', () => {
    const { disk, recorder, record, pass, states } = bench();
    record(1);
    disk.room = 0;
    record(1);
    disk.room = Infinity;
    pass(500);
    recorder.tick();
    expect(contents(disk)).toEqual([['header', 1, 'gap 2-2']]);
    expect(states.at(-1)).toBeNull();
  });

  test('is told in the log once a minute at most, the newest state last', () => {
    const { disk, recorder, record, pass, logged } = bench();
    for (let second = 0; second < 50; second++) {
      disk.room = second % 2 === 0 ? 0 : Infinity;
      record(1);
      pass(1000);
      recorder.tick();
    }
    expect(logged.length).toBe(1);
    pass(60_000);
    recorder.tick();
    expect(logged.length).toBe(2);
    expect(logged[1]).toMatch(/recorded again/);
  });

  test('at the start holds nothing up, the header comes when there is room', () => {
    const disk = new FailingDisk();
    disk.room = 0;
    const { record, pass } = bench(disk);
    record(1);
    disk.room = Infinity;
    pass(500);
    record(1);
    expect(contents(disk)).toEqual([['header', 'gap 1-1', 2]]);
  });

  test('at the end: the gap is written if there is room by then', () => {
    const { disk, recorder, record } = bench();
    disk.room = 0;
    record(2);
    disk.room = Infinity;
    recorder.close();
    expect(contents(disk)).toEqual([['header', 'gap 1-2']]);
  });
});

describe('a disk on which every n-th call fails', () => {
  const CALLS = 40;

  test.each(['ENOSPC', 'EIO', 'EROFS', 'EBADF', 'EDQUOT', 'EMFILE'])(
    '%s: each exchange is on file, or counted and in a gap, and no line is torn',
    (code) => {
      for (let failing = 3; failing <= CALLS; failing++) {
        for (const lasting of [1, 2, 5]) {
          const disk = new FailingDisk();
          disk.failure = (call) => (call >= failing && call < failing + lasting ? code : null);
          const { recorder, record, pass, counters } = bench(disk, 1500);
          for (let i = 0; i < 12; i++) {
            record(1);
            pass(400);
          }
          disk.failure = () => null;
          pass(1000);
          record(1);
          recorder.close();
          const entries = contents(disk).flat();
          const recorded = entries.filter((entry) => typeof entry === 'number');
          const inGaps = entries
            .map((entry) => /^gap (\d+)-(\d+)$/.exec(String(entry)))
            .reduce(
              (sum, gap) => (gap === null ? sum : sum + 1 + Number(gap[2]) - Number(gap[1])),
              0,
            );
          const { exchanges, recorded: counted, dropped } = counters.read();
          const told = `${code} from call ${failing}, ${lasting} times: ${JSON.stringify(contents(disk))}`;
          expect([exchanges, counted, dropped], told).toEqual([13, recorded.length, inGaps]);
          expect(recorded, told).toEqual(recorded.toSorted((a, b) => a - b));
          expect(entries, told).not.toContain('damaged');
        }
      }
    },
  );

  test('a broken line that cannot be taken back stays behind, and a new file goes on', () => {
    const disk = new FailingDisk();
    const { record, pass, rotated } = bench(disk);
    record(1);
    disk.failure = (_, name) => (name === 'truncate' || name === 'write' ? 'EIO' : null);
    record(1);
    disk.failure = (_, name) => (name === 'truncate' ? 'EIO' : null);
    pass(500);
    record(1);
    expect(contents(disk)).toEqual([
      ['header', 1, 'torn'],
      ['header', 'gap 2-2', 3],
    ]);
    expect(rotated).toEqual([disk.files[1]?.path]);
  });

  test('a folder or a first file that cannot be made is told at once', () => {
    for (const failing of [1, 2]) {
      const disk = new FailingDisk();
      disk.failure = (call) => (call === failing ? 'EACCES' : null);
      expect(() => bench(disk)).toThrow('EACCES');
    }
  });
});
