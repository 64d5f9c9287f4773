/**
 * A site's day in little: terminals at a steady rate through the built product, with a viewer, rotating captures
 * and faults on both sides; afterwards every exchange is accounted for at the terminal, at the server and on file.
 */

import { readFileSync, readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import type { LiveMessage, Status } from '../../shared/link/api.ts';
import { startProduct, temporaryFolder, type RunningProduct } from '../kit/product.ts';
import { accounts } from './day-accounts.ts';
import { dayExchange, type DayPlan } from './day-exchange.ts';
import { DayRecords } from './day-records.ts';
import { DayServer } from './day-server.ts';
import { DayTerminal, type Outcome } from './day-terminal.ts';
import type { Proof } from './proof.ts';

export interface DaySize {
  readonly seconds: number;
  readonly perSecond: number;
  readonly terminals: number;
}

const LOOK_MS = 5_000;
const SETTLE_MS = 3_000;
/** The newest files are left to the recorder and to the desk. */
const LEFT = 2;

/** What the product takes of the machine now. */
interface Use {
  readonly memory: number;
  readonly descriptors: number;
}

function useOf(pid: number): Use {
  const status = readFileSync(`/proc/${pid}/status`, 'latin1');
  return {
    memory: Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? NaN) / 1024,
    descriptors: readdirSync(`/proc/${pid}/fd`).length,
  };
}

const middle = (figures: readonly number[]): number =>
  [...figures].sort((a, b) => a - b)[figures.length >> 1] ?? NaN;

/** By quarters of the day: in the first of them lists and caches fill. */
const memoryFigures = (memories: readonly number[]): Readonly<Record<string, number>> =>
  Object.fromEntries(
    ['first', 'second', 'third', 'last'].map((name, at) => {
      const [from, to] = [at, at + 1].map((each) => Math.floor((memories.length * each) / 4));
      return [`memory in the ${name} quarter, MiB`, Math.round(middle(memories.slice(from, to)))];
    }),
  );

/** A viewer that reads everything, and how much that was. */
function watch({ inspector, token }: RunningProduct) {
  const seen = { rows: 0, anew: 0 };
  const address = new URL('api/live', inspector.replace(/^http/, 'ws'));
  const socket = new WebSocket(address, { headers: { authorization: `Bearer ${token}` } });
  socket.on('message', (bytes) => {
    const message = JSON.parse(String(bytes)) as LiveMessage;
    if (message.type === 'batch') seen.rows += message.items.length;
    if (message.type === 'snapshot' && message.resync) seen.anew++;
  });
  return { seen, close: () => socket.close() };
}

export async function proveDay(size: DaySize, plan: DayPlan): Promise<Proof> {
  const { seconds, perSecond, terminals } = size;
  const most = seconds * perSecond + terminals;
  const server = new DayServer(plan, most);
  const folder = temporaryFolder();
  const upstream = await server.start();
  const product = await startProduct(['--upstream', upstream, '--captures', folder, '--rotate-size', '8']); // prettier-ignore
  const pid = product.process.pid as number;
  const viewer = watch(product);
  const records = new DayRecords(folder, plan, most);
  const outcomes: Record<Outcome, number> = { answered: 0, 'broken off': 0, 'made up': 0 };
  const answered = new Uint8Array(most);
  const made: string[] = [];
  const port = Number(product.listen.split(':')[1]);
  const before = useOf(pid);
  let asked = 0;

  const started = performance.now();
  const isOver = () => performance.now() - started >= seconds * 1000;
  const live = async (index: number): Promise<void> => {
    const terminal = new DayTerminal(port);
    const sn = String(5_158_181_900_001 + index);
    for (let turn = 0; !isOver(); turn++) {
      const dueMs = started + ((turn * terminals + index) * 1000) / perSecond;
      await sleep(Math.max(0, dueMs - performance.now()));
      const n = turn * terminals + index;
      if (n >= most) break;
      asked++;
      const outcome = await terminal.ask(dayExchange(plan, n, sn));
      outcomes[outcome]++;
      if (outcome === 'answered') answered[n] = 1;
      if (outcome === 'made up') made.push(`exchange ${n} got what the server never said`);
    }
    terminal.close();
  };
  const uses: Use[] = [];
  const look = async (): Promise<void> => {
    while (!isOver()) {
      await sleep(Math.min(LOOK_MS, seconds * 100));
      uses.push(useOf(pid));
      await records.read(LEFT);
    }
  };
  try {
    await Promise.all([look(), ...Array.from({ length: terminals }, (_, index) => live(index))]);
    await sleep(SETTLE_MS);
    const { counters } = await product.api<Status>('/api/status');
    const after = useOf(pid);
    viewer.close();
    await product.stop();
    await records.read(0);
    const memories = uses.map(({ memory }) => memory);
    const wrong = [
      ...made,
      ...server.altered.map((n) => `the server heard exchange ${n} otherwise than it was said`),
      ...records.wrong,
      ...accounts({ answered, server, records }),
    ];
    if (counters.exchanges !== counters.recorded + counters.dropped)
      wrong.push(`${counters.exchanges} exchanges are not ${counters.recorded} recorded and ${counters.dropped} dropped`); // prettier-ignore
    if (records.exchanges !== counters.recorded)
      wrong.push(`${records.exchanges} exchanges are on file and ${counters.recorded} were counted`); // prettier-ignore
    if (records.missing !== counters.dropped)
      wrong.push(`gaps tell of ${records.missing} exchanges and ${counters.dropped} were dropped`);
    return {
      wrong,
      figures: {
        seconds: Math.round((performance.now() - started) / 1000),
        asked,
        ...outcomes,
        recorded: counters.recorded,
        dropped: counters.dropped,
        'rows that the viewer saw': viewer.seen.rows,
        'times that the viewer began anew': viewer.seen.anew,
        ...memoryFigures(memories),
        'descriptors before': before.descriptors,
        'descriptors after': after.descriptors,
      },
    };
  } finally {
    viewer.close();
    await product.stop('SIGKILL');
    server.stop();
  }
}
