/** Questions to the main thread about commands: answered, late, and never. */

import { MessageChannel } from 'node:worker_threads';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { InjectionAnswer } from '../../shared/link/injection-asks.ts';
import { InjectionLine } from '../../proxy/desk/injection-line.ts';

const PATIENCE_MS = 5_000;
const ASK = { kind: 'get', id: '9001795501840123', language: 'en' } as const;
const ANSWER: InjectionAnswer = { kind: 'item', item: null };

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

test('silence is not told to be a refusal: the command may still be queued', async () => {
  const line = new InjectionLine(() => {});
  const asked = line.ask(ASK);
  vi.advanceTimersByTime(PATIENCE_MS);
  await expect(asked).rejects.toMatchObject({
    status: 504,
    code: 'NO_ANSWER',
    message: expect.stringMatching(/^Whether it was done is not known/) as string,
  });
});

test('an answer that is there when patience has run out counts', async () => {
  const { port1, port2 } = new MessageChannel();
  const line = new InjectionLine((requestId) => port1.postMessage(requestId));
  port2.on('message', (requestId: number) => line.answered(requestId, ANSWER));
  const asked = line.ask(ASK);
  vi.advanceTimersByTime(PATIENCE_MS);
  expect(await asked).toEqual(ANSWER);
  port1.close();
});
