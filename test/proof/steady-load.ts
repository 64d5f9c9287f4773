/** Terminals that upload at an even pace through a proxy to a server that counts what it got, whatever happens meanwhile. */

import { Agent, createServer, request, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

const TERMINALS = 20;
const LONGEST_MS = 15_000;
const ROW = '10021\t10021\t2018-11-02 12:00:07\t850\t14150\t1\t2\t2\t7039\t1\t0\n';

const bodyOf = (id: number): string => `${ROW.repeat(8)}${id}\n`;

export interface CountingServer {
  readonly port: number;
  /** How often each upload came. */
  readonly came: ReadonlyMap<number, number>;
  /** What came otherwise than it was sent. */
  readonly altered: readonly string[];
  stop(): Promise<void>;
}

/** Answers each upload with a reply that no other one gets. */
export async function startCountingServer(): Promise<CountingServer> {
  const came = new Map<number, number>();
  const altered: string[] = [];
  const server: Server = createServer((asked, answer) => {
    const pieces: Buffer[] = [];
    asked.on('data', (bytes: Buffer) => pieces.push(bytes));
    asked.once('end', () => {
      const id = Number(new URL(asked.url ?? '', 'http://zkeco').searchParams.get('StampId'));
      came.set(id, (came.get(id) ?? 0) + 1);
      if (Buffer.concat(pieces).toString('latin1') !== bodyOf(id)) altered.push(`upload ${id}`);
      answer.end(`OK:${id}`);
    });
  });
  // A connection may lie idle between two phases.
  server.keepAliveTimeout = 0;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    came,
    altered,
    async stop() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

export interface SteadyLoad {
  /** Uploads that were sent so far. */
  readonly sent: number;
  /** Those that did not get the reply that was theirs, each in words. */
  readonly failed: readonly string[];
  /** How long the uploads took since that was asked last, in milliseconds, in order of size. */
  takeLatencies(): readonly number[];
  /** Lets what is under way come to its end. */
  stop(): Promise<void>;
}

export function startSteadyLoad(listen: string, perSecond: number): SteadyLoad {
  const [host, port] = listen.split(':');
  const agent = new Agent({ keepAlive: true, maxSockets: TERMINALS });
  const everyMs = (1000 * TERMINALS) / perSecond;
  const failed: string[] = [];
  let latencies: number[] = [];
  let [sent, isOver] = [0, false];

  const upload = (terminal: number, id: number): Promise<string> =>
    new Promise((done) => {
      const path = `/iclock/cpos?SN=51581819${String(terminal).padStart(5, '0')}&table=BUYLOG&Stamp=1&StampId=${id}`;
      const asked = request({ host, port, path, method: 'POST', agent, timeout: LONGEST_MS }, (answer) => {
        let text = '';
        answer.setEncoding('latin1').on('data', (piece: string) => (text += piece));
        answer.once('error', (error) => done(error.message));
        answer.once('end', () => done(`${answer.statusCode} ${text}`));
      }); // prettier-ignore
      asked.once('timeout', () => asked.destroy(new Error(`no reply in ${LONGEST_MS} ms`)));
      asked.once('error', (error) => done(error.message)).end(bodyOf(id));
    });

  async function terminal(number: number): Promise<void> {
    await delay((everyMs * number) / TERMINALS);
    while (!isOver) {
      const startedMs = performance.now();
      const id = ++sent;
      const got = await upload(number, id);
      const tookMs = performance.now() - startedMs;
      latencies.push(tookMs);
      if (got !== `200 OK:${id}`) failed.push(`upload ${id}: ${got}`);
      await delay(Math.max(0, everyMs - tookMs));
    }
  }
  const terminals = Array.from({ length: TERMINALS }, (_, number) => terminal(number));

  return {
    get sent() {
      return sent;
    },
    failed,
    takeLatencies() {
      const those = latencies.sort((a, b) => a - b);
      latencies = [];
      return those;
    },
    async stop() {
      isOver = true;
      await Promise.all(terminals);
      agent.destroy();
    },
  };
}

/** What came of so many uploads, where each should have come once and as it was sent; empty when all is well. */
export function wrongAtServer({ came, altered }: CountingServer, sent: number): readonly string[] {
  const wrong = [...altered.map((each) => `${each} was altered`)];
  for (let id = 1; id <= sent; id++) {
    const times = came.get(id) ?? 0;
    if (times !== 1) wrong.push(`upload ${id} came ${times} times`);
  }
  return wrong;
}
