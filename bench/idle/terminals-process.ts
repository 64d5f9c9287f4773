/**
 * Many terminals, as a process of its own. Arguments: port, how many are idle, how many are busy, seconds.
 * Each asks once and keeps its connection; `idle` is printed when all idle ones have, then the busy ones poll
 * every two seconds, and what became of them is printed as JSON. Ends when its input does.
 */

import { setTimeout as delay } from 'node:timers/promises';
import { bytesOf, polls } from '../messages.ts';
import { converse, type Conversation } from '../raw-socket.ts';

/** So many connections are opened at once: a listener's queue is finite. */
const AT_ONCE = 100;
const EVERY_MS = 2_000;

const [port = 0, idle = 0, busy = 0, seconds = 0] = process.argv.slice(2).map(Number);
const requests = polls.map((message) => bytesOf(message, 'keep-alive'));
const latencies: number[] = [];
let failed = 0;

async function ask(conversation: Conversation, turn: number): Promise<number | null> {
  try {
    return await conversation.ask(requests[turn % requests.length] as Buffer);
  } catch {
    failed++;
    return null;
  }
}

async function openAll(count: number): Promise<readonly Conversation[]> {
  const all: Conversation[] = [];
  while (all.length < count) {
    const some = Array.from({ length: Math.min(AT_ONCE, count - all.length) }, () => converse(port)); // prettier-ignore
    await Promise.all(some.map(ask));
    all.push(...some);
  }
  return all;
}

await openAll(idle);
process.stdout.write('idle\n');

const started = performance.now();
const pollers = await openAll(busy);
await Promise.all(
  pollers.map(async (conversation, index) => {
    await delay((index * EVERY_MS) / Math.max(1, busy));
    for (let turn = 0; performance.now() - started < seconds * 1000; turn++) {
      const begun = performance.now();
      const latency = await ask(conversation, index);
      if (latency !== null) latencies.push(latency);
      await delay(Math.max(0, EVERY_MS - (performance.now() - begun)));
    }
  }),
);
latencies.sort((a, b) => a - b);
const share = (part: number) => latencies[Math.floor(latencies.length * part)] ?? null;
const told = { answered: latencies.length, failed, medianMs: share(0.5), p99Ms: share(0.99) };
process.stdout.write(`${JSON.stringify(told)}\n`);
process.stdin.on('end', () => process.exit()).resume();
