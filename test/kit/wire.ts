/** A wire between raw sockets, with everything that it records and logs at hand. */

import { performance } from 'node:perf_hooks';
import { Buffer } from 'node:buffer';
import { expect } from 'vitest';
import type {
  Message,
  ResponseMessage,
  UnnumberedExchange,
} from '../../shared/capture/exchange.ts';
import { wireBytes } from '../../shared/capture/wire-bytes.ts';
import { startWire, type Wire } from '../../proxy/wire/listener.ts';
import type { WireLogEntry, WireOptions } from '../../proxy/wire/options.ts';
import { dial, type Line } from './sockets.ts';

export interface TestWire extends Wire {
  readonly recorded: UnnumberedExchange[];
  readonly logged: WireLogEntry[];
  readonly open: () => number;
  /** Connects as a terminal. */
  dial(): Promise<Line>;
  /** Waits until so many exchanges are recorded, and gives them. */
  records(count: number): Promise<UnnumberedExchange[]>;
  /** Waits until no connection is open any more. */
  empty(): Promise<void>;
}

/** Enough for tests: what a terminal asks for lies under /iclock/ and is no page. */
const isTerminalRequest = (_method: string, target: string, userAgent: string): boolean =>
  /iclock proxy/i.test(userAgent) || /\/iclock\/(?!accounts|data|page)/i.test(target);

export async function startTestWire(
  upstreamPort: number,
  options: Partial<WireOptions> = {},
): Promise<TestWire> {
  const recorded: UnnumberedExchange[] = [];
  const logged: WireLogEntry[] = [];
  let open = 0;
  const wire = await startWire({
    host: '127.0.0.1',
    port: 0,
    upstream: { protocol: 'http:', hostname: '127.0.0.1', port: upstreamPort },
    record: (exchange) => recorded.push(exchange),
    recordConsole: false,
    log: (entry) => logged.push(entry),
    isTerminalRequest,
    now: Date.now,
    monotonicMs: () => performance.now(),
    onConnections: (count) => (open = count),
    ...options,
  });
  return {
    ...wire,
    recorded,
    logged,
    open: () => open,
    dial: () => dial(wire.address.port),
    records: async (count) => {
      await expect.poll(() => recorded.length, { timeout: 30_000 }).toBeGreaterThanOrEqual(count);
      return recorded;
    },
    empty: () => expect.poll(() => open, { timeout: 30_000 }).toBe(0),
  };
}

/** The wire bytes that a recorded message stands for, a character a byte. */
export const rebuilt = (message: Message | ResponseMessage | null): string =>
  message === null ? '' : Buffer.concat(wireBytes(message)).toString('latin1');
