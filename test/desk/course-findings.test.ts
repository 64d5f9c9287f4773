/** Findings in the light of earlier exchanges reach rows, details, filters, the terminals' counts and the index kept beside a capture. */

import { existsSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import type { ExchangeDetail, ExchangeList, TerminalRow } from '../../shared/link/api.ts';
import type { CaptureView } from '../../proxy/desk/capture-view.ts';
import { Captures } from '../../proxy/desk/captures.ts';
import { catchUp } from '../../proxy/desk/look-through.ts';
import {
  deskSetting,
  exchange,
  lineOf,
  newCapture,
  openTestDesk,
  PATIENT,
  type TestDesk,
} from './kit.ts';

const SN = '5158181900025';
const DATE = 'Date: Fri, 02 Nov 2018 09:00:00 GMT';
/** A sale of that record number. */
const sale = (n: number, recNo: number, cents = 850) =>
  exchange(n, {
    request: `POST /iclock/cpos?SN=${SN}&table=BUYLOG&Stamp=2018-11-02T12:04:55&StampId=${recNo} HTTP/1.1`,
    body: `20\t20\t2018-11-02 12:01:07\t${cents}\t48750\t12\t1\t1\t7039\t${recNo}\t0\n`,
  });
const commands = (n: number) => exchange(n, { reply: 'C:7:CHECK POSLOG\n' });
/** Idle polls; all but the first few are read from their bytes. */
const polls = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, at) => exchange(first + at));

async function list(desk: TestDesk, filter: string): Promise<readonly number[]> {
  for (;;) {
    const path = `/api/exchanges?filter=${encodeURIComponent(filter)}`;
    const { items, progress } = await desk.get<ExchangeList>(path);
    if (progress === undefined) return items.map(({ n }) => n);
  }
}

async function codesOf(desk: TestDesk, n: number): Promise<readonly string[]> {
  const { decoded } = await desk.get<ExchangeDetail>(`/api/exchanges/${n}`);
  return decoded.findings.map(({ code }) => code).filter((code) => code !== 'date-missing');
}

test('what is said of an exchange is on its row, in its detail, in filters and in the counts', async () => {
  const desk = await openTestDesk({ exchanges: [sale(1, 37), sale(2, 37, 900), sale(3, 40)] });
  expect(await list(desk, 'finding:records-changed')).toEqual([2]);
  expect(await list(desk, 'severity>=error')).toEqual([2]);
  expect(await list(desk, 'finding:record-gap')).toEqual([3]);
  expect(await codesOf(desk, 2)).toContain('records-changed');
  const zh = await desk.get<ExchangeDetail>('/api/exchanges/2?language=zh');
  expect(zh.decoded.findings.map(({ message }) => message).join()).toMatch(/此前已被接收/);
  const { items } = await desk.get<{ items: readonly TerminalRow[] }>('/api/terminals');
  expect(items.map(({ findings }) => findings)).toMatchObject([{ error: 1 }]);
});

test('what is said later of an exchange changes its row for those who look on, and what filters match', async () => {
  const desk = await openTestDesk({ exchanges: [commands(1), ...polls(2, 6)] });
  expect(await list(desk, 'finding:command-unanswered')).toEqual([]);
  const viewer = desk.watch();
  await viewer.until(() => viewer.numbers.at(-1) === 6);
  desk.record(...polls(7, 12));
  const changed = () =>
    viewer.messages.flatMap((each) => (each.type === 'batch' ? (each.changed ?? []) : []));
  await viewer.until(() => changed().length > 0);
  expect(changed().map(({ n, severity }) => [n, severity])).toEqual([[1, 'warning']]);
  expect(await list(desk, 'finding:command-unanswered')).toEqual([1]);
  expect(await codesOf(desk, 1)).toContain('command-unanswered');
});

test('idle polls that a rule wants to see are read', async () => {
  const answer = (n: number, minutes: number): ReturnType<typeof exchange> => {
    const each = exchange(n);
    const date = DATE.replace('09:00:00', new Date(each.atMs + minutes * 60_000).toISOString().slice(11, 19)); // prettier-ignore
    const head = Buffer.from(`HTTP/1.1 200 OK\r\n${date}\r\nContent-Length: 2\r\n\r\n`, 'latin1');
    return { ...each, response: each.response && { ...each.response, head } };
  };
  const desk = await openTestDesk({
    exchanges: [1, 2, 3, 4, 5, 6].map((n) => answer(n, n < 4 ? 0 : 90)),
  });
  expect(await list(desk, 'finding:server-clock')).toEqual([4]);
  expect(await codesOf(desk, 5)).toEqual([]);
});

test('an index beside a capture keeps what was said', async () => {
  const { capturesDir } = deskSetting().start;
  const all = [commands(1), sale(2, 37), sale(3, 37, 900), ...polls(4, 4_000)];
  const path = newCapture(capturesDir, 'old.jsonl', all.map(lineOf).join(''));
  const open = () => new Captures(capturesDir, '1.2.3', () => true).view('old.jsonl');
  const codes = (view: CaptureView) =>
    [0, 1, 2].map((position) => [
      view.index.commonOf(position).severity,
      view.row(position, 'zh').severity,
      ...(view.detail(position, 'en')?.decoded.findings.map(({ code }) => code) ?? []),
    ]);
  const first = open();
  await catchUp(first, { untilMs: Infinity, isGone: () => false });
  expect(codes(first)[0]).toContain('command-unanswered');
  expect(codes(first)[2]).toContain('records-changed');
  await vi.waitFor(() => expect(existsSync(`${path}.idx`)).toBe(true), PATIENT);
  const second = open();
  while (second.isRestoring) second.readOn();
  expect(second.offset).toBeGreaterThan(0);
  expect(codes(second)).toEqual(codes(first));
});
