/** A month with planted breaks, in short with every run of the tests and of 300,000 records by `npm run soak -- --only month`. */

import { join } from 'node:path';
import { expect, test } from 'vitest';
import { uploadsOf } from '../../bench/ledger/month-uploads.ts';
import { writeMonth } from '../../bench/ledger/write-month.ts';
import type { LedgerReport } from '../../shared/ledger/ledger.ts';
import { runToEnd, temporaryFolder } from '../kit/product.ts';
import { plantedMonth } from '../proof/planted-month.ts';

const isFull = process.env['PUSHSCOPE_PROOF'] === 'full';
const seed = Number(process.env['PUSHSCOPE_SEED'] ?? 4);

const SHORT = { size: { cards: 60, terminals: 6, records: 6_000 }, ofEach: 3 };
const FULL = { size: { cards: 1_000, terminals: 20, records: 300_000 }, ofEach: 50 };

/** In an order that both sides can be brought into. */
const sorted = (all: readonly object[]) => all.map((each) => JSON.stringify(each)).sort();

test.each([1, 10])(
  'the ledger of a month in uploads of %i finds what was planted, and nothing else',
  { timeout: 300_000 },
  async (records) => {
    const { size, ofEach } = isFull ? FULL : SHORT;
    const { lines, again, breaks, holes } = plantedMonth(size, seed, ofEach);
    const path = join(temporaryFolder(), 'month.jsonl');
    const exchanges = writeMonth(path, uploadsOf(lines, records, again));
    const began = performance.now();
    const { code, stdout, stderr } = await runToEnd(['ledger', '--json', path]);
    const seconds = (performance.now() - began) / 1000;
    if (isFull) process.stdout.write(`${JSON.stringify({ seed, exchanges, breaks: breaks.length, holes: holes.length, seconds }, null, 2)}\n`); // prettier-ignore
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    const report = JSON.parse(stdout) as LedgerReport;
    const found = report.breaks.map(({ card, sn, table, recNo, wallet, kind, missing, difference }) => ({ card, sn, table, recNo, wallet, kind, ...(missing > 0 && { missing }), difference })); // prettier-ignore
    expect(sorted(found)).toEqual(sorted(breaks));
    expect(sorted(report.holes)).toEqual(sorted(holes));
    // Each kind takes one or two, and the second booking under a number is one more.
    expect(breaks).toHaveLength(ofEach * 6);
    expect(report).toMatchObject({ cards: size.cards, details: [], leftOut: 0, repeated: again.length - ofEach, bookings: lines.length + ofEach }); // prettier-ignore
  },
);
