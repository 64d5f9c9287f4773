/** The lines of a capture file: what stands in them, and what reading and writing them needs. */

import type { TextCodec } from '../codec/charset.ts';
import type { Exchange } from './exchange.ts';

export { exchangeLine } from './write-exchange.ts';
export { gapLine, headerLine, injectionLine, noteLine } from './write-line.ts';
export { readLine } from './read-line.ts';

/** The newest format that this build reads, and the one that it writes. */
export const CAPTURE_VERSION = 1;

/** What Node and the browser each do in their own way. */
export interface LineTools {
  readonly text: TextCodec;
  /** CRC-32 as in zlib; with `seed`, the checksum of what came before goes on. */
  readonly crc32: (bytes: Uint8Array, seed?: number) => number;
  readonly base64: {
    readonly encode: (bytes: Uint8Array) => string;
    /** Null when the text is no base64. */
    readonly decode: (text: string) => Uint8Array | null;
  };
}

/** Line 1. */
export interface CaptureHeader {
  readonly version: number;
  /** ISO time. */
  readonly createdAt: string;
  readonly upstream: string;
  /** The machine that recorded. */
  readonly host: string;
}

/** Exchanges that passed and are not in the file. */
export interface Gap {
  readonly exchanges: number;
  readonly firstN: number;
  readonly lastN: number;
  /** ISO times of the first and the last of them. */
  readonly from: string;
  readonly to: string;
  readonly why: string;
}

export interface Note {
  /** ISO time. */
  readonly at: string;
  /** The exchange that it is about; absent for a note on the whole. */
  readonly n?: number;
  /** Whether the exchange is marked from now on. */
  readonly mark?: boolean;
  /** The comment from now on; empty takes it away. */
  readonly text?: string;
  /** Findings that do not count from now on, in the whole of the capture. */
  readonly mute?: Mute;
}

/** Findings of a rule that do not count. */
export interface Mute {
  /** The rule's. */
  readonly code: string;
  /** Serial of the terminal; absent for all of them. */
  readonly sn?: string;
  /** Why; empty takes the mute away. */
  readonly reason: string;
}

export type CaptureEntry =
  | { readonly type: 'header'; readonly header: CaptureHeader }
  | { readonly type: 'exchange'; readonly exchange: Exchange }
  | { readonly type: 'gap'; readonly gap: Gap }
  | { readonly type: 'note'; readonly note: Note }
  | { readonly type: 'injection'; readonly injection: Readonly<Record<string, unknown>> }
  /** A line of a type that this build does not know; readers skip it. */
  | { readonly type: 'unknown'; readonly name: string }
  | { readonly type: 'damaged'; readonly reason: string };
