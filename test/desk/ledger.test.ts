/** The money of a capture through the API: the live run over all its files, an earlier capture, one card, and the table. */

import { expect, test } from 'vitest';
import type { Exchange } from '../../shared/capture/exchange.ts';
import type { LedgerAnswer, LedgerSummary } from '../../shared/link/ledger.ts';
import { exchange, lineOf, newCapture, openTestDesk, PATIENT, type TestDesk } from './kit.ts';

const SN = '5158181900025';
const uploaded = (n: number, recNo: number, body: string): Exchange =>
  exchange(n, {
    request: `POST /iclock/cpos?SN=${SN}&table=BUYLOG&Stamp=2018-11-02T12:01:10&StampId=${recNo} HTTP/1.1`,
    body,
  });
/** Section 10.2's sample record, of another booking. */
const sold = (n: number, count: number, recNo: number, balance: number, card = '10023'): Exchange =>
  uploaded(n, recNo, `${card}\t10023\t2018-11-02 12:01:07\t850\t${balance}\t${count}\t2\t2\t7039\t${recNo}\t0\n`); // prettier-ignore

async function reportOf(desk: TestDesk, query = ''): Promise<LedgerSummary> {
  for (;;) {
    const { report, progress } = await desk.get<LedgerAnswer>(`/api/ledger?${query}`);
    if (report !== undefined) return report;
    expect(progress).toBeLessThan(1);
  }
}

test('the live ledger goes over all files of the run and follows what comes', async () => {
  const desk = await openTestDesk();
  expect(await reportOf(desk)).toMatchObject({ cards: 0, bookings: 0, breaks: 0 });
  desk.record(sold(1, 26, 37, 14_150), exchange(2));
  desk.rotate('later.jsonl');
  desk.record(sold(3, 27, 38, 13_000));
  await expect.poll(async () => (await reportOf(desk)).bookings, PATIENT).toBe(2);
  const report = await reportOf(desk);
  expect(report).toMatchObject({ cards: 1, breaks: 1, broken: 1, atStake: 300, holeCount: 0 });
  expect(report.accounts).toMatchObject([
    { card: '10023', bookings: 2, balance: 13_000, first: { sequence: 27, difference: -300, n: 3, behind: 1 } }, // prettier-ignore
  ]);
  expect(report.terminals).toEqual({ [SN]: { bookings: 2, in: 0, out: 1_700 } });
  desk.record(sold(4, 28, 41, 12_150));
  await expect.poll(async () => (await reportOf(desk)).holes, PATIENT).toEqual([{ sn: SN, table: 'BUYLOG', from: 39, to: 40 }]); // prettier-ignore
});

test('an earlier capture has its own; cards come in parts, those that do not add up first', async () => {
  const desk = await openTestDesk();
  const lines = [sold(1, 1, 1, 5_000, '7'), sold(2, 26, 2, 14_150), sold(3, 27, 3, 13_000), sold(4, 1, 4, 900, '8')]; // prettier-ignore
  newCapture(desk.dir, 'lunch.jsonl', lines.map(lineOf).join(''));
  const cardsOf = async (query: string) =>
    (await reportOf(desk, `capture=lunch.jsonl&${query}`)).accounts.map(({ card }) => card);
  expect(await cardsOf('')).toEqual(['10023', '7', '8']);
  expect(await cardsOf('offset=1&limit=1')).toEqual(['7']);
  const { account } = await desk.get<LedgerAnswer>('/api/ledger?capture=lunch.jsonl&card=10023');
  expect(account).toMatchObject({ before: 0, after: 0, bookings: [{ n: 2 }, { n: 3 }], breaks: [{ n: 3 }] }); // prettier-ignore
  const none = await desk.get<LedgerAnswer>('/api/ledger?capture=lunch.jsonl&card=99');
  expect(none).toEqual({ account: null });
});

test('a card is listed from the booking before its first break on, each with its own breaks', async () => {
  const desk = await openTestDesk();
  const pad = (number: number) => String(number).padStart(2, '0');
  // Records without a number of their own; from the fourth on they share their count, too.
  const lines = Array.from({ length: 1_200 }, (_, at) => {
    const time = `2018-11-02 12:${pad(Math.floor(at / 60))}:${pad(at % 60)}`;
    const [count, main, second] = at < 3 ? [at, 9_000 - at * 100, 900 - at * 10] : [3, 5_000, 500];
    return `7\t7\t${time}\t100\t${main}\t${count}\t2\t2\t0\t0\t0\t10\t${second}\t000000101\n`;
  });
  newCapture(desk.dir, 'lunch.jsonl', lineOf(uploaded(1, 0, lines.join(''))));
  await reportOf(desk, 'capture=lunch.jsonl');
  const { account } = await desk.get<LedgerAnswer>('/api/ledger?capture=lunch.jsonl&card=7');
  expect(account).toMatchObject({ before: 2, after: 198 });
  const told = new Set(account?.breaks.map(({ index, wallet }) => `${index} ${wallet}`));
  const broken = account?.bookings.map((_, at) => account.before + at).slice(1) ?? [];
  expect(broken).toHaveLength(999);
  expect(broken.filter((index) => !told.has(`${index} main`) || !told.has(`${index} second`))).toEqual([]); // prettier-ignore
});

test('what is no break and what could not be read are counted, and a remark stands at its booking', async () => {
  const desk = await openTestDesk();
  // ZeroAllow: the subsidy is all there is on the card, in the form of section 10.6.
  const subsidy = exchange(2, {
    request: `POST /iclock/cpos?SN=${SN}&table=ALLOWLOG&Stamp=2018-11-02T12:01:10&StampId=5 HTTP/1.1`,
    body: '10023\t10023\t27\t1811\t2018-11-02 12:02:00\t30000\t30000\t0\t1811\t5\n',
  });
  const yuan = uploaded(3, 38, '7\t7\t2018-11-02 12:01:07\t8.50\t141.50\t1\t2\t2\t7039\t38\t0\n');
  newCapture(
    desk.dir,
    'lunch.jsonl',
    [sold(1, 26, 37, 14_150), subsidy, yuan].map(lineOf).join(''),
  );
  expect(await reportOf(desk, 'capture=lunch.jsonl')).toMatchObject({
    ...{ bookings: 2, breaks: 0, remarks: 1, broken: 0, atStake: 0 },
    unread: [{ reason: 'amount', count: 1, n: 3, sn: SN }],
  });
  const { account } = await desk.get<LedgerAnswer>('/api/ledger?capture=lunch.jsonl&card=10023');
  expect(account).toMatchObject({ breaks: [], remarks: [{ kind: 'cleared', index: 1, before: 14_150 }] }); // prettier-ignore
});

test('the table is one for spreadsheets, and runs nothing in them', async () => {
  const desk = await openTestDesk();
  newCapture(desk.dir, 'lunch.jsonl', [sold(1, 26, 37, 14_150), sold(2, 1, 38, 10, '=1+1')].map(lineOf).join('')); // prettier-ignore
  const { status, headers, text } = await desk.ask('/api/ledger?capture=lunch.jsonl&format=csv');
  expect([status, headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8']);
  expect(headers['content-disposition']).toBe('attachment; filename="ledger.csv"');
  expect(text.split('\r\n')).toEqual([
    'card,sequence,time,terminal,table,record,amount,balance,second amount,second balance,exchange,break',
    `10023,26,2018-11-02 12:01:07,${SN},BUYLOG,37,-8.50,141.50,,,1,`,
    expect.stringMatching(/^'=1\+1,/),
    '',
  ]);
});

test('what cannot be asked is refused in words', async () => {
  const desk = await openTestDesk();
  newCapture(desk.dir, 'new.jsonl', '{"pushscope":"capture","version":99}\n');
  const refusal = async (query: string) => (await desk.ask(`/api/ledger?${query}`)).status;
  expect(await refusal('capture=none.jsonl')).toBe(404);
  expect(await refusal('capture=new.jsonl')).toBe(400);
  expect(await refusal('format=pdf')).toBe(400);
  expect(await refusal('limit=100000')).toBe(400);
});
