/** Captures on a real disk: made for their owner alone, read from the beginning or at any place. */

import { closeSync, openSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { readCapture, readLineAt, type ReadEntry } from '../../proxy/record/capture-reader.ts';
import { SharedCounters } from '../../proxy/record/counters.ts';
import { realDisk } from '../../proxy/record/disk.ts';
import { createRecorder } from '../../proxy/record/recorder.ts';
import { exchangeOf, requestOf } from '../capture/exchanges.ts';
import { temporaryFolder } from '../kit/product.ts';

const recorderIn = (dir: string) =>
  createRecorder({
    ...{ dir, disk: realDisk, upstream: 'http://zkeco:8088', host: 'here', rotateBytes: 1e9 },
    ...{ counters: new SharedCounters(), now: Date.now, monotonicMs: () => performance.now() },
    log: () => {},
    onRotated: () => {},
    onUnrecorded: () => {},
    onRecording: () => {},
  });

async function all(path: string, from?: number): Promise<ReadEntry[]> {
  const entries: ReadEntry[] = [];
  for await (const entry of readCapture(path, from === undefined ? {} : { from }))
    entries.push(entry);
  return entries;
}

/** A capture of `count` exchanges, the bodies long enough to need many blocks. */
function capture(count: number, bodyBytes = 0): string {
  const recorder = recorderIn(join(temporaryFolder(), 'captures', 'live'));
  for (let i = 0; i < count; i++) {
    recorder.take(
      exchangeOf({ request: requestOf('POST / HTTP/1.1\r\n\r\n', 'x'.repeat(bodyBytes)) }),
    );
  }
  recorder.close();
  return recorder.path;
}

test('files and folder are for their owner alone', () => {
  const path = capture(1);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(statSync(dirname(path)).mode & 0o777).toBe(0o700);
});

test('two recorders in one second never write to the same file', () => {
  const folder = temporaryFolder();
  const [one, other] = [recorderIn(folder), recorderIn(folder)];
  expect(one.path).not.toBe(other.path);
  one.close();
  other.close();
});

test('every line is read with its place, across blocks, and again at its place', async () => {
  const path = capture(40, 100_000);
  const entries = await all(path);
  const file = openSync(path, 'r');
  expect(entries.map(({ entry }) => entry.type)).toEqual(['header', ...Array(40).fill('exchange')]);
  const numberOf = (entry: ReadEntry['entry']) =>
    entry.type === 'exchange' ? entry.exchange.n : 0;
  for (const { offset, length, entry } of entries) {
    expect(numberOf(readLineAt(file, offset, length))).toBe(numberOf(entry));
  }
  const rest = await all(path, entries[30]?.offset);
  expect(rest.map(({ offset }) => offset)).toEqual(entries.slice(30).map(({ offset }) => offset));
  expect(rest.map(({ entry }) => numberOf(entry))).toEqual(
    Array.from({ length: 11 }, (_, i) => i + 30),
  );
  expect(readLineAt(file, statSync(path).size - 5, 10).type).toBe('damaged');
  closeSync(file);
});

test('what was written behind a capture by others is damage or torn, and told', async () => {
  const path = capture(2);
  writeFileSync(path, `${readFileSync(path, 'utf8')}lunch\n{"type":"exch`);
  expect((await all(path)).map(({ entry }) => entry.type)).toEqual([
    ...['header', 'exchange', 'exchange', 'damaged', 'torn'],
  ]);
});

test('a newer format is refused with the fact and the next step', async () => {
  const path = join(temporaryFolder(), 'lunch.jsonl');
  writeFileSync(
    path,
    '{"pushscope":"capture","version":4,"createdAt":"","upstream":"","host":""}\n',
  );
  await expect(all(path)).rejects.toThrow(
    'CAPTURE_TOO_NEW: lunch.jsonl is format 4, this build reads up to 1; update pushscope.',
  );
});
