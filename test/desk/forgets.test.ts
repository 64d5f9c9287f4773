/** A run that lasts for months: the desk lists the newest exchanges, and what it knows of them stays right. */

import { expect, test } from 'vitest';
import type { ExchangeList, Status } from '../../shared/link/api.ts';
import { exchange, openTestDesk, upload } from './kit.ts';

/** As many as are let go of at once, or a multiple of it. */
const PIECE = 16_384;
const MOST = 4 * PIECE;
const PATIENT = { timeout: 120_000 };

test(
  'beyond its most it lets go of the oldest, and everything else is found as before',
  PATIENT,
  async () => {
    const desk = await openTestDesk({ mostLive: MOST });
    const viewer = desk.watch();
    await viewer.until((messages) => messages.length > 0);
    const list = (query = '') => desk.get<ExchangeList>(`/api/exchanges?limit=3${query}`);
    const status = () => desk.get<Status>('/api/status');
    const until = (n: number) => expect.poll(async () => (await list()).items.at(-1)?.n, PATIENT).toBe(n); // prettier-ignore
    const step = 4_096;
    for (let n = 1; n <= MOST; n += step) {
      const some = Array.from({ length: step }, (_, at) => (at === 0 ? upload(n, n) : exchange(n + at))); // prettier-ignore
      desk.record(...some);
      await until(n + step - 1);
    }
    const uploads = MOST / step;
    expect((await list('&filter=kind:upload')).matched).toBe(uploads);
    expect(await status()).not.toHaveProperty('forgotten');

    desk.record(exchange(MOST + 1));
    await until(MOST + 1);
    const forgotten = 2 * PIECE;
    expect((await status()).forgotten).toBe(forgotten);
    const { total, items } = await list();
    expect(total).toBe(MOST + 1 - forgotten);
    expect(items.map(({ n }) => n)).toEqual([MOST - 1, MOST, MOST + 1]);
    const kept = await list('&filter=kind:upload&after=0');
    expect(kept.matched).toBe((MOST - forgotten) / step);
    expect(kept.items[0]).toMatchObject({ n: forgotten + 1, sn: '5158181900025', table: 'BUYLOG' });
    expect(kept.items[0]?.summary).toContain(String(forgotten + 1));
    // Idle polls are learnt anew, and the terminal's serial and address are still theirs.
    const [poll] = (await list(`&after=${forgotten + 1}`)).items;
    expect(poll).toMatchObject({ n: forgotten + 2, kind: 'poll', sn: '5158181900025' });

    // Who watched is told from anew, and then goes on without a hole.
    await viewer.until((messages) =>
      messages.some((each) => each.type === 'snapshot' && each.resync),
    );
    desk.record(exchange(MOST + 2));
    await viewer.until(() => viewer.numbers.at(-1) === MOST + 2);
    expect((await desk.ask(`/api/exchanges/${forgotten}`)).status).toBe(404);
    expect((await desk.ask(`/api/exchanges/${forgotten + 1}`)).status).toBe(200);
  },
);
