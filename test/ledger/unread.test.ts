/** What cannot be read is in no account, and is told with its reason. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ledgerCommand } from '../../proxy/commands/ledger.ts';
import { RunError } from '../../proxy/commands/io.ts';
import { lineTools } from '../../proxy/record/line-tools.ts';
import { exchangeLine, headerLine } from '../../shared/capture/line.ts';
import { Ledger } from '../../shared/ledger/ledger.ts';
import { notKeptOf } from '../../shared/ledger/unread.ts';
import { exchangeOf, octets, requestOf } from '../capture/exchanges.ts';
import { runCommand } from '../commands/run-command.ts';
import { post, SN, upload } from '../findings/exchange.ts';
import { decoded } from '../kit/samples.ts';
import { temporaryFolder } from '../kit/product.ts';

const ledgerOf = (...records: readonly string[]) => {
  const ledger = new Ledger();
  ledger.take(7, decoded(upload(records.map((each) => `${each}\n`).join(''))));
  return ledger.report();
};

// Recorded by a tester: a sale, the same without CardNo, with a column more, and with a decimal point.
const SALE = '20019\t20019\t2026-11-30 07:41:43\t100\t900\t1\t2\t2\t10043\t1\t0';
const NO_CARD_NO = '20019\t2026-11-30 07:41:43\t100\t800\t2\t2\t2\t10043\t2\t0';
const MORE = '20020\t20020\t2026-11-30 07:41:43\t100\t900\t1\t2\t2\t10043\t1\t0\t350';
const YUAN = '20024\t20024\t2026-11-30 07:41:43\t8.50\t141.50\t1\t2\t2\t10043\t1\t0';

test('a row with too few columns is no booking, and what its cells seem to say is nothing', () => {
  const { bookings, breaks, accounts, unread } = ledgerOf(SALE, NO_CARD_NO);
  expect({ bookings, breaks }).toEqual({ bookings: 1, breaks: [] });
  expect(accounts).toMatchObject([{ card: '20019', balance: 900 }]);
  expect(unread).toEqual([{ reason: 'columns', count: 1, n: 7, sn: SN }]);
});

test('a column more than the table has is no second wallet', () => {
  const { accounts, terminals, unread } = ledgerOf(MORE);
  expect(accounts).toMatchObject([{ balance: 900, subBalance: null }]);
  expect(terminals).toEqual({ [SN]: { bookings: 1, in: 0, out: 100 } });
  expect(unread).toEqual([]);
  // The document's legend of the second wallet ends without the person.
  expect(ledgerOf(`${MORE}\t650`).accounts).toMatchObject([{ balance: 900, subBalance: 650 }]);
});

test.each([
  ['amount', YUAN],
  ['card', SALE.replace('20019', '')],
  ['balance', SALE.replace('\t900\t', '\t\t')],
  ['number', SALE.replace('\t1\t0', '\tx\t0')],
  ['number', SALE.replace('\t900\t1\t', '\t900\t?\t')],
])('a row without a readable %s is left out', (reason, record) => {
  const { bookings, unread } = ledgerOf(record);
  expect([bookings, unread]).toMatchObject([0, [{ reason, count: 1 }]]);
});

const wire = (table: string, stampId: number) =>
  `POST /iclock/cpos?SN=${SN}&table=${table}&Stamp=2026-11-30T07:47:26&StampId=${stampId} HTTP/1.1\r\n\r\n`;

function captureOf(...requests: readonly ReturnType<typeof requestOf>[]): string {
  const path = join(temporaryFolder(), 'lunch.jsonl');
  const header = headerLine({ createdAt: '', upstream: '', host: '' }, lineTools);
  const lines = requests.map((request, at) => exchangeLine(exchangeOf({ n: at + 1, request }), lineTools)); // prettier-ignore
  writeFileSync(path, header + lines.join(''));
  return path;
}

/** The exit code of the command, with what it wrote. */
async function run(...args: readonly string[]) {
  let code: number | undefined;
  const written = await runCommand((io) => ledgerCommand({ ...io, exit: (given) => (code = given) }), args); // prettier-ignore
  return { code, ...written };
}

const PACKED = octets('\x91\x39\x99\xa9\xd0\x7f\x69\xb7\x57\x01\xe9\xcc\x31\x31\xe7\x80').toString('latin1'); // prettier-ignore

test('where nothing could be read, the ledger says so and ends with 1', async () => {
  const packed = requestOf(wire('BUYLOG', 1), PACKED);
  const path = captureOf(packed, requestOf(wire('BUYLOG', 1), `${YUAN}\n`), packed);
  const { code, stdout, stderr } = await run(path);
  expect(stdout).toMatch(/^0 bookings on 0 cards/);
  expect(stderr.split('\n')).toEqual([
    `pushscope: 2 uploads are not in the ledger, being no text (the first in exchange 1, terminal ${SN}).`,
    `pushscope: 1 record is not in the ledger, with no readable amount (exchange 2, terminal ${SN}).`,
    '',
  ]);
  expect(code).toBe(1);
  const json = await run('--json', path);
  expect(JSON.parse(json.stdout)).toMatchObject({ unread: [{ reason: 'binary', count: 2, n: 1 }, { reason: 'amount', count: 1, n: 2 }] }); // prettier-ignore
  // With one booking there is something that adds up.
  const some = await run(captureOf(packed, requestOf(wire('BUYLOG', 1), `${SALE}\n`)));
  expect([some.code, some.stdout]).toEqual([0, expect.stringMatching(/^1 booking on 1 card/)]);
});

test('a capture without an exchange is not said to be right', async () => {
  const running = run(captureOf());
  await expect(running).rejects.toThrow(RunError);
  await expect(running).rejects.toThrow('lunch.jsonl holds no exchange, so nothing was checked; record some first.'); // prettier-ignore
});

test('the end of an upload that was not kept is told, and is no hole up to its StampId', async () => {
  const sale = (recNo: number, count: number) =>
    `72000\t72000\t2026-11-30 07:47:36\t100\t${1_000 - count * 100}\t${count}\t2\t2\t10043\t${recNo}\t0\n`;
  const kept = sale(1, 1) + sale(2, 2) + sale(3, 3).slice(0, 40);
  const shortened = { ...requestOf(wire('BUYLOG', 21_000), kept), size: 90_000, truncated: true, sha256: '0'.repeat(64) }; // prettier-ignore
  const after = '72001\t72001\t2026-11-30 07:47:36\t100\t900\t1\t2\t2\t10043\t21001\t0\n';
  const path = captureOf(shortened, requestOf(wire('BUYLOG', 21_001), after));
  const plain = await run('--json', path);
  expect(JSON.parse(plain.stdout)).toMatchObject({ bookings: 3, holes: [], breaks: [], unread: [{ reason: 'shortened', count: 1, n: 1 }] }); // prettier-ignore
  expect(plain.stderr).toBe(
    `pushscope: 1 upload is in the ledger only in part: longer than --body-limit, the end was not kept (exchange 1, terminal ${SN}).\n`,
  );
  expect(await run('--json', '--filter', 'kind=upload', path)).toEqual(plain);
});

test('an upload that was kept whole is not said to have lost its end', () => {
  expect(notKeptOf(post(`cpos?SN=${SN}&table=BUYLOG&Stamp=1&StampId=9`, ''))).toBeNull();
});
