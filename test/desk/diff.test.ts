/** Two captures compared through the API: the verdict, what differs, what is missing, and how it is left. */

import { expect, test } from 'vitest';
import type { DiffAnswer } from '../../shared/link/diff.ts';
import { exchange, lineOf, newCapture, openTestDesk, upload, type TestDesk } from './kit.ts';

const lines = (...all: readonly Parameters<typeof lineOf>[0][]): string => all.map(lineOf).join('');

async function whole(desk: TestDesk, recorded: string, observed: string): Promise<DiffAnswer> {
  for (;;) {
    const answer = await desk.get<DiffAnswer>(
      `/api/diff?recorded=${recorded}&observed=${observed}&language=en`,
    );
    if (answer.report !== undefined) return answer;
    expect(answer.progress).toBeGreaterThanOrEqual(0);
  }
}

test('tells what differs field by field, and what one side alone has with its closest match', async () => {
  const desk = await openTestDesk();
  newCapture(desk.dir, 'a.jsonl', lines(exchange(1), upload(2, 40), upload(3, 41)));
  const changed = upload(2, 40);
  const reply = { ...changed.response, body: Buffer.from('NO') } as typeof changed.response;
  newCapture(
    desk.dir,
    'b.jsonl',
    lines(exchange(1), { ...changed, n: 7, response: reply }, exchange(8)),
  );
  const { report } = await whole(desk, 'a.jsonl', 'b.jsonl');
  expect(report).toMatchObject({ verdict: 'different', exchanges: 2, identical: 1, different: 1 });
  expect(report?.differences).toMatchObject([
    { n: 2, observedN: 7, kind: 'upload', part: 'response', recorded: 'OK', observed: 'NO' },
  ]);
  expect(report?.missing).toMatchObject([{ n: 3, kind: 'upload', closest: { n: 7 } }]);
  expect(report?.extra).toMatchObject([{ n: 8, kind: 'poll', closest: null }]);
  expect((await whole(desk, 'a.jsonl', 'a.jsonl')).report?.verdict).toBe('identical');
});

test('a question without names, with a wrong one, or for too much is refused in words', async () => {
  const desk = await openTestDesk();
  newCapture(desk.dir, 'a.jsonl', lines(exchange(1)));
  const refusal = async (query: string) => {
    const { status, text } = await desk.ask(`/api/diff?${query}`);
    return [status, (JSON.parse(text) as { error: { code: string } }).error.code];
  };
  expect(await refusal('recorded=a.jsonl')).toEqual([400, 'QUERY']);
  expect(await refusal('recorded=a.jsonl&observed=none.jsonl')).toEqual([404, 'NO_CAPTURE']);
  newCapture(desk.dir, 'new.jsonl', '{"pushscope":"capture","version":99}\n');
  expect(await refusal('recorded=a.jsonl&observed=new.jsonl')).toEqual([400, 'CAPTURE_TOO_NEW']);
  // It was no comparison: the next one begins anew.
  expect(await refusal('recorded=a.jsonl&observed=new.jsonl')).toEqual([400, 'CAPTURE_TOO_NEW']);
});
