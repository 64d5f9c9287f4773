/** A capture with anything done to it is read to its end: what is told lies in it, in order, and no line that was left alone is missing. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lineTools } from '../../proxy/record/line-tools.ts';
import { exchangeLine, gapLine, headerLine } from '../../shared/capture/line.ts';
import { CaptureScanner, type ScannedEntry } from '../../shared/capture/scan.ts';
import { atRandom } from '../kit/fuzz.ts';
import { mutated, samples, share } from '../kit/mutations.ts';
import { messageOf } from '../kit/samples.ts';
import { exchangeOf, requestOf, responseOf } from './exchanges.ts';

const WHEN = '2018-11-02T09:05:36.123Z';
const latin1 = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');

/** One line of each kind, and one for each sample. */
const lines: readonly string[] = [
  headerLine({ createdAt: WHEN, upstream: 'http://a', host: 'b' }, lineTools),
  gapLine({ exchanges: 1, firstN: 3, lastN: 3, why: 'the disk is full', from: WHEN, to: WHEN }, lineTools), // prettier-ignore
  ...samples(/-request/).map((text, index) => {
    const { head, body } = messageOf(Buffer.from(text, 'latin1'));
    return exchangeLine(
      exchangeOf({
        n: index + 1,
        request: requestOf(latin1(head), latin1(body)),
        response: responseOf('HTTP/1.1 200 OK\r\n\r\n', 'OK'),
      }),
      lineTools,
    );
  }),
].map((line) => Buffer.from(line, 'utf8').toString('latin1'));

function scan(text: string, cuts: readonly number[]): readonly ScannedEntry[] {
  const scanner = new CaptureScanner(lineTools);
  const bytes = Buffer.from(text, 'latin1');
  const found: ScannedEntry[] = [];
  let from = 0;
  for (const to of [
    ...cuts.map((cut) => Math.floor(cut * bytes.length)).sort((a, b) => a - b),
    bytes.length,
  ]) {
    // prettier-ignore
    found.push(...scanner.feed(Buffer.from(bytes.subarray(from, to))));
    from = to;
  }
  return [...found, ...scanner.end()];
}

/** Where the lines are, and which bytes are in none; damage may be told in pieces, as it comes. */
const places = (entries: readonly ScannedEntry[]) =>
  entries
    .map(({ offset, length, entry }) => ({ from: offset, to: offset + length, type: entry.type }))
    .reduce<{ from: number; to: number; type: string }[]>((before, next) => {
      const last = before.at(-1);
      const goesOn =
        last?.type === 'damaged' && next.type === 'damaged' && last.to + 1 >= next.from;
      if (goesOn) last.to = next.to;
      else before.push(next);
      return before;
    }, []);

test('mutated lines', () => {
  fc.assert(
    fc.property(
      mutated(lines),
      fc.array(share, { maxLength: 4 }),
      fc.constantFrom(...lines),
      (text, cuts, last) => {
        // prettier-ignore
        // What is whole stands behind whatever was done to the rest.
        const all = `${text}\n${last}`;
        const entries = scan(all, []);
        expect(places(scan(all, cuts))).toEqual(places(entries));
        let at = 0;
        for (const { offset, length } of entries) {
          expect(offset).toBeGreaterThanOrEqual(at);
          at = offset + length;
        }
        expect(at).toBeLessThanOrEqual(all.length);
        const end = entries.at(-1);
        expect([end?.offset, end?.entry.type === 'damaged' || end?.entry.type === 'torn']).toEqual([text.length + 1, false]); // prettier-ignore
      },
    ),
    atRandom('mutated lines of captures', 300),
  );
});
