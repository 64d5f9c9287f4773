/** What the wire is told from outside: addresses, limits, clock, and whom to tell what passed. */

import type { UnnumberedExchange } from '../../shared/capture/exchange.ts';
import type { Pass } from './passes/pass.ts';
import type { Turn } from './turn.ts';

export interface UpstreamServer {
  readonly protocol: 'http:' | 'https:';
  readonly hostname: string;
  readonly port: number;
  /** False accepts any certificate of an https server. */
  readonly rejectUnauthorized?: boolean;
}

export interface WireLogEntry {
  readonly level: 'info' | 'warn' | 'error';
  /** One sentence. */
  readonly message: string;
  readonly connection?: number;
  readonly error?: string;
}

export interface WireOptions {
  readonly host: string;
  /** 0 picks a free port. */
  readonly port: number;
  readonly upstream: UpstreamServer;
  /** Takes an exchange that has ended and answers with its number. May throw; forwarding does not care. */
  readonly record: (exchange: UnnumberedExchange) => number | void;
  /**
   * Puts on file what was taken, and says whether all of it is: called before the last byte of such an
   * exchange's reply (or the close that ends it) goes to the terminal. May throw as well.
   */
  readonly commit?: () => boolean;
  /** Asked in order at the head of each terminal's request; the first that claims it has it. */
  readonly passes?: readonly Pass[];
  /** Whether the exchanges of people's browsers are recorded too. */
  readonly recordConsole: boolean;
  /** Of a longer body only so many first bytes are kept; 1 MiB by default. */
  readonly bodyLimit?: number;
  readonly connectTimeoutMs?: number;
  /** Told the number of terminal connections whenever it changes. */
  readonly onConnections?: (open: number) => void;
  readonly log: (entry: WireLogEntry) => void;
  readonly isTerminalRequest: (method: string, target: string, userAgent: string) => boolean;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly monotonicMs: () => number;
}

/** The options with their defaults filled in, and what all connections share. */
export interface WireSettings extends Required<WireOptions> {
  readonly turn: Turn;
}

const MIB = 1024 * 1024;

export const withDefaults = (options: WireOptions): Required<WireOptions> => ({
  ...options,
  bodyLimit: options.bodyLimit ?? MIB,
  passes: options.passes ?? [],
  commit: options.commit ?? (() => true),
  connectTimeoutMs: options.connectTimeoutMs ?? 10_000,
  onConnections: options.onConnections ?? (() => {}),
});

/** An error in a few words for the log: its code where it has one. */
export const errorWord = (error: unknown): string =>
  error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? error.message) : String(error);
