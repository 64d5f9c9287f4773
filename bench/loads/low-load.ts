/** Latency when there is little to do: what a terminal feels, a connection for each request. */

import { setTimeout as delay } from 'node:timers/promises';
import { median } from '../figures.ts';
import { bytesOf, polls, uploads, type Message } from '../messages.ts';
import { askOnce } from '../raw-socket.ts';
import { inTurn, type Load, type Target, type Tools } from './load.ts';

/** The latencies of so many requests, begun at a steady rate. */
async function steadily(
  target: Target,
  tools: Tools,
  messages: readonly Message[],
  perSecond: number,
  count: number,
): Promise<number | null> {
  const requests = messages.map((message) => bytesOf(message, 'close'));
  const started = performance.now();
  const latencies: number[] = [];
  for (let nth = 0; nth < count; nth++) {
    const due = started + (nth * 1000) / perSecond;
    if (due > performance.now()) await delay(due - performance.now());
    try {
      latencies.push(await askOnce(target.port, requests[nth % requests.length] as Buffer));
    } catch {
      tools.failed(target, 1);
    }
  }
  return median(latencies);
}

const quickly = (key: string, title: string, messages: readonly Message[]): Load => ({
  key,
  title,
  unit: 'ms',
  digits: 2,
  measure: (targets, tools) =>
    inTurn(targets, tools, (target) =>
      steadily(target, tools, messages, 100, Math.round(tools.seconds * 100)),
    ),
});

export const latencyAt100 = quickly('latency100', 'poll at 100/s', polls);
export const uploadLatency = quickly('uploadLatency', '8 KB upload at 100/s', uploads);

/** At one request a second the targets take turns within each second, or it would take minutes. */
export const latencyAt1: Load = {
  key: 'latency1',
  title: 'poll at 1/s',
  unit: 'ms',
  digits: 2,
  async measure(targets, tools) {
    const count = Math.max(5, Math.round(tools.seconds * 2));
    const figures = await Promise.all(
      targets.map(async (target, index) => {
        await delay((index * 1000) / targets.length);
        return [target.name, await steadily(target, tools, polls, 1, count)] as const;
      }),
    );
    return new Map(figures);
  },
};
