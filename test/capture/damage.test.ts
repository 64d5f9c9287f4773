/** A capture cut at every offset and with every octet damaged: what is whole is recovered, what is not is told. */

import { describe, expect, test } from 'vitest';
import { lineTools } from '../../proxy/record/line-tools.ts';
import { exchangeLine, gapLine, headerLine } from '../../shared/capture/line.ts';
import { CaptureScanner, type ScannedEntry } from '../../shared/capture/scan.ts';
import { exchangeOf, requestOf, responseOf } from './exchanges.ts';

const header = headerLine(
  { createdAt: '2018-11-02T09:05:36.123Z', upstream: 'http://a', host: 'b' },
  lineTools,
);
const gap = gapLine(
  {
    ...{ exchanges: 1, firstN: 3, lastN: 3, why: 'the disk is full (ENOSPC)' },
    ...{ from: '2018-11-02T09:05:36.123Z', to: '2018-11-02T09:05:36.123Z' },
  },
  lineTools,
);
const exchange = (n: number) =>
  exchangeLine(
    exchangeOf({
      n,
      request: requestOf('POST /iclock/cpos HTTP/1.1\r\n\r\n', '1\t{"type":"x"}\n'),
      response: responseOf('HTTP/1.1 200 OK\r\n\r\n', 'OK'),
    }),
    lineTools,
  );
const lines = [header, exchange(1), exchange(2), gap, exchange(4)].map((line) => Buffer.from(line));
const whole = Buffer.concat(lines);
const starts = lines.map((_, index) =>
  lines.slice(0, index).reduce((sum, line) => sum + line.length, 0),
);

const scan = (bytes: Buffer): ScannedEntry[] => {
  const scanner = new CaptureScanner(lineTools);
  return [...scanner.feed(bytes), ...scanner.end()];
};

const isLost = ({ entry }: ScannedEntry) => entry.type === 'damaged' || entry.type === 'torn';

const brief = (entries: readonly ScannedEntry[]) =>
  entries.map(({ entry }) => (entry.type === 'exchange' ? entry.exchange.n : entry.type));

test('a whole file is read with the place of every line, however it is cut into blocks', () => {
  for (const size of [1, 7, 64, 100_000]) {
    const scanner = new CaptureScanner(lineTools);
    const entries: ScannedEntry[] = [];
    for (let at = 0; at < whole.length; at += size) {
      entries.push(...scanner.feed(Buffer.from(whole.subarray(at, at + size))));
    }
    entries.push(...scanner.end());
    expect(brief(entries)).toEqual(['header', 1, 2, 'gap', 4]);
    expect(entries.map(({ offset }) => offset)).toEqual(starts);
    expect(entries.map(({ length }) => length + 1)).toEqual(lines.map((line) => line.length));
  }
});

test('cut at every offset: every line before the cut is there, and the rest is told', () => {
  for (let cut = 0; cut <= whole.length; cut++) {
    const entries = scan(whole.subarray(0, cut));
    const last = starts.findLastIndex((start) => start <= cut);
    const rest = cut - (starts[last] ?? 0);
    const isWhole = rest >= (lines[last]?.length ?? 0) - 1;
    const expected = isWhole ? last + 1 : last;
    const kept = entries.filter((entry) => !isLost(entry));
    if (kept.length !== expected) expect.fail(`cut at ${cut}: ${kept.length} of ${expected} lines`);
    const lost = entries.filter(isLost);
    const isAtEnd = rest === 0 || rest === lines[last]?.length;
    if (isAtEnd) expect(lost).toEqual([]);
    else {
      const offset = isWhole ? cut : starts[last];
      expect(lost).toEqual([{ offset, length: isWhole ? 0 : rest, entry: { type: 'torn' } }]);
    }
  }
});

describe('every octet damaged in turn', () => {
  const lineAt = (at: number) => starts.findLastIndex((start) => start <= at);

  test.each([
    ['its lowest bit flipped', (octet: number) => octet ^ 1],
    ['its highest bit flipped', (octet: number) => octet ^ 0x80],
    ['all bits flipped', (octet: number) => octet ^ 0xff],
    ['a line end in its place', () => 0x0a],
    ['a quote in its place', () => 0x22],
  ])('%s: all other lines are there, and the damage is told with its place', (_, change) => {
    for (let at = 0; at < whole.length; at++) {
      const damaged = Buffer.from(whole);
      damaged[at] = change(whole[at] as number);
      if (damaged[at] === whole[at]) continue;
      const entries = scan(damaged);
      const index = lineAt(at);
      const isLineEnd = at === (starts[index] ?? 0) + (lines[index]?.length ?? 0) - 1;
      const kept = entries.filter((entry) => !isLost(entry)).map(({ offset }) => offset);
      const expected = starts.filter((start, line) => isLineEnd || line !== index || start > at);
      if (kept.join() !== expected.join()) {
        expect.fail(`octet ${at}: lines at ${kept.join()} in place of ${expected.join()}`);
      }
      const lost = entries.filter(isLost);
      // A line end at the very beginning makes an empty line, so the damage begins behind it.
      const covers = lost.some(({ offset, length }) => offset <= at + 1 && at <= offset + length);
      if (!covers) expect.fail(`octet ${at}: its damage is not told, only ${JSON.stringify(lost)}`);
    }
  });
});

test('a line glued behind a torn one is recovered', () => {
  const torn = Buffer.from(exchange(7)).subarray(0, 200);
  const entries = scan(Buffer.concat([lines[0] as Buffer, torn, Buffer.from(exchange(8))]));
  expect(brief(entries)).toEqual(['header', 'damaged', 8]);
  expect(entries[1]).toMatchObject({ offset: (lines[0] as Buffer).length, length: 200 });
});

test('damage over several lines is one, up to the next line that holds', () => {
  const zeros = Buffer.alloc(5000).fill('\0\0\0\0\0\0\n');
  const entries = scan(Buffer.concat([lines[0] as Buffer, zeros, Buffer.from(exchange(8))]));
  expect(brief(entries)).toEqual(['header', 'damaged', 8]);
  expect(entries[1]?.length).toBeGreaterThanOrEqual(4990);
});
