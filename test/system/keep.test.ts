/** `--keep` end to end: a folder that stays within its budget, and a page that says what is gone. */

import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join, dirname } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { ExchangeList, Status } from '../../shared/link/api.ts';
import { runToEnd, startProduct } from '../kit/product.ts';

const MIB = 1024 * 1024;
const BODY = `${'10021\t10021\t2018-11-02 12:00:07\t850\t14150\t1\t2\t2\t7039\t1\t0\n'.repeat(3_000)}`;

const upload = (listen: string, recNo: number): Promise<number> =>
  new Promise((done, failed) => {
    const [host, port] = listen.split(':');
    const path = `/iclock/cpos?SN=5158181900025&table=BUYLOG&Stamp=1&StampId=${recNo}`;
    const asked = request({ host, port, path, method: 'POST' }, (answer) => {
      answer.resume().once('end', () => done(answer.statusCode ?? 0));
    });
    asked.once('error', failed).end(BODY);
  });

test('a budget of 4 MiB holds while 12 MiB are recorded, and what is gone is said', async () => {
  const product = await startProduct(['--rotate-size', '1', '--keep', '4MiB']);
  onTestFinished(async () => void (await product.stop()));
  const folder = dirname(product.capture);
  writeFileSync(join(folder, 'mine.jsonl'), Buffer.alloc(8 * MIB));
  for (let recNo = 1; recNo <= 12 * 6; recNo++)
    expect(await upload(product.listen, recNo)).toBe(200);

  const sizes = () =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.jsonl') && name !== 'mine.jsonl')
      .map((name) => statSync(join(folder, name)).size);
  await expect.poll(() => sizes().reduce((sum, size) => sum + size, 0)).toBeLessThan(4 * MIB);
  expect(readdirSync(folder)).toContain('mine.jsonl');
  await expect
    .poll(() => product.stderr())
    .toMatch(/Z-001\.jsonl \(2 MB\) was removed, to stay within --keep/);

  const { counters } = await product.api<Status>('/api/status');
  expect(counters.dropped).toBe(0);
  const list = await product.api<ExchangeList>('/api/exchanges?filter=table:BUYLOG&limit=5');
  const newest = list.items.at(-1)?.n ?? 0;
  await expect(product.api(`/api/exchanges/${newest}`)).resolves.toHaveProperty('decoded.table', 'BUYLOG'); // prettier-ignore
  // The desk is another thread, and hears of it when its turn comes.
  const first = () => product.api('/api/exchanges/1').then(() => 'is there', String);
  await expect.poll(first).toMatch(/gone|no longer|410|404/i);
});

test.each([
  ['50', 'a size such as 500MB, 50GB or 1TB is wanted'],
  ['-1GB', 'a size such as'],
  ['1MB', '--keep has room for less than two capture files of 256 MiB'],
])('--keep %s is refused', async (size, sentence) => {
  const { code, stderr } = await runToEnd(['run', `--keep=${size}`]);
  expect(stderr).toContain(sentence);
  expect(code).toBe(2);
});
