/** A canteen for the tests of the built-in server and terminals: a clock that leaps, raw sockets, and waiting for facts. */

import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { textCodec } from '../../proxy/charset.ts';
import { seededChance } from '../../proxy/sim/chance.ts';
import type { Clock } from '../../proxy/sim/clock.ts';
import { inventPeople, type CardHolder } from '../../proxy/sim/people.ts';
import {
  startZkeco,
  type ServerEvent,
  type Zkeco,
  type ZkecoSettings,
} from '../../proxy/sim/server/zkeco.ts';
import { startTerminals, type TerminalEvent } from '../../proxy/sim/terminal/terminals.ts';

/** The moment in the `Date` of the samples. */
export const SAMPLE_TIME = Date.UTC(2018, 10, 2, 9, 5, 36);

export const sample = (name: string): Buffer =>
  readFileSync(join(import.meta.dirname, '../fixtures/samples', `${name}.http`));

/** Time stands still. */
export const standingClock: Clock = { now: () => SAMPLE_TIME, wait: async () => {} };

/** Who waits is at once that much later: a day passes as fast as the sockets allow. */
export function leapingClock(): Clock {
  let now = SAMPLE_TIME;
  return {
    now: () => now,
    async wait(ms, signal) {
      if (signal.aborted) return;
      now += ms;
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

/** What was heard so far, and promises for what is still to be heard. */
export class Ears<Event> {
  readonly events: Event[] = [];
  readonly #waiting: { readonly holds: () => boolean; readonly resolve: () => void }[] = [];

  readonly hear = (event: Event): void => {
    this.events.push(event);
    for (const each of this.#waiting) if (each.holds()) each.resolve();
  };

  /** Resolves once the fact holds; it is looked at after every event. */
  until(holds: () => boolean): Promise<void> {
    if (holds()) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push({ holds, resolve }));
  }
}

export interface Server extends Zkeco {
  readonly ears: Ears<ServerEvent>;
  /** Sends these bytes on a connection of their own; all bytes of the reply. */
  say(bytes: Uint8Array | string): Promise<Buffer>;
  /** The body that a GET of this target gets. */
  get(target: string): Promise<string>;
  post(target: string, body: string | Uint8Array): Promise<string>;
}

export function say(port: number, bytes: Uint8Array | string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    const socket = connect({ host: '127.0.0.1', port });
    socket.on('data', (part) => parts.push(part));
    socket.on('error', reject);
    socket.on('close', () => resolve(Buffer.concat(parts)));
    socket.write(bytes);
  });
}

/** The body of reply bytes, as text of one byte a character. */
export const bodyOf = (reply: Buffer): string =>
  reply.toString('latin1', reply.indexOf('\r\n\r\n') + 4);

export async function openServer(
  settings: Partial<ZkecoSettings> = {},
  clock: Clock = standingClock,
  port = 0,
): Promise<Server> {
  const ears = new Ears<ServerEvent>();
  const server = await startZkeco({
    host: '127.0.0.1',
    port,
    clock,
    chance: seededChance(1),
    text: textCodec,
    settings,
    heard: ears.hear,
  });
  onTestFinished(() => server.close());
  const listening = server.address.port;
  return {
    ...server,
    ears,
    say: (bytes) => say(listening, bytes),
    get: async (target) =>
      bodyOf(
        await say(listening, `GET ${target} HTTP/1.1\r\nHost: zkeco\r\nConnection: close\r\n\r\n`),
      ),
    post: async (target, body) => {
      const bytes = Buffer.from(body);
      const head = `POST ${target} HTTP/1.1\r\nHost: zkeco\r\nConnection: close\r\nContent-Length: ${bytes.length}\r\n\r\n`;
      return bodyOf(await say(listening, Buffer.concat([Buffer.from(head), bytes])));
    },
  };
}

export interface TerminalSettings {
  /** How many there are; the kinds come in a fixed order: CM102 with two wallets, CM108, CM20, … */
  readonly count?: number;
  readonly seed?: number;
  readonly forgetfulness?: number;
  readonly holders?: readonly CardHolder[];
  readonly clock?: Clock;
}

export const people = inventPeople(12);

/** Terminals that live towards this port until the test ends. */
export function openTerminals(port: number, settings: TerminalSettings = {}) {
  const ears = new Ears<TerminalEvent>();
  const running = startTerminals({
    server: { host: '127.0.0.1', port },
    count: settings.count ?? 1,
    clock: settings.clock ?? leapingClock(),
    chance: seededChance(settings.seed ?? 1),
    text: textCodec,
    pace: 1,
    forgetfulness: settings.forgetfulness ?? 0,
    holders: settings.holders ?? people,
    heard: ears.hear,
  });
  onTestFinished(() => running.stop());
  const [first] = running.terminals;
  if (first === undefined) throw new RangeError('no terminal was wanted');
  return { ...running, first, ears };
}
