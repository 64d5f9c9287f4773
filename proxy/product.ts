/** The product wired together: wire → recorder → desk. The one place where these rooms meet. */

import { performance } from 'node:perf_hooks';
import { isTerminalRequest } from '../shared/codec/terminal-request.ts';
import { formatAddress, formatUpstream, type Address, type Upstream } from './commands/address.ts';
import { startDesk } from './desk/host.ts';
import { logger } from './log.ts';
import { SharedCounters } from './record/counters.ts';
import { realDisk } from './record/disk.ts';
import { createRecorder } from './record/recorder.ts';
import { version } from './version.ts';
import { startWire } from './wire/listener.ts';

export interface ProductOptions {
  readonly listen: Address;
  readonly upstream: Upstream;
  /** False accepts any certificate of an https server. */
  readonly rejectUnauthorized: boolean;
  readonly inspector: Address;
  readonly capturesDir: string;
  readonly rotateBytes: number;
  readonly bodyLimit: number;
  readonly recordConsole: boolean;
  readonly token: string;
  readonly readOnly: boolean;
  readonly pageDir: string;
}

export interface Product {
  readonly listen: Address;
  readonly inspector: Address;
  readonly capturePath: string;
  /** Stops accepting, lets running exchanges end for `graceMs`, completes the capture. */
  stop(graceMs: number): Promise<void>;
}

const CONNECT_TIMEOUT_MS = 10_000;
