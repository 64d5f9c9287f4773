/** What desk and inspector say to each other: rows, status, and the messages of the live socket. */

import type { Outcome } from '../capture/exchange.ts';
import type { Field, Kind, Language } from '../codec/frame.ts';
import type { DecodedExchange } from '../findings/finding.ts';
import type { Counts, Severity } from '../findings/severity.ts';
import type { FindingTotals } from './findings.ts';
import type { ReplayMessage } from './replay.ts';
import type { Knowledge } from '../session/knowledge.ts';
import type { RecordGap } from '../session/gaps.ts';
import type { Phase } from '../session/phase.ts';
import type { Stamp } from '../session/stamps.ts';

/** One line of the exchange list. */
export interface Row {
  readonly n: number;
  /** ISO time, UTC, milliseconds. */
  readonly at: string;
  readonly sn: string;
  readonly kind: Kind;
  readonly table: string;
  /** The request in words. */
  readonly summary: string;
  /** The reply in words; empty without a reply. */
  readonly reply: string;
  readonly outcome: Outcome;
  readonly totalMs: number;
  /** Body bytes of request and reply. */
  readonly size: number;
  /** The worst finding that counts, or null. */
  readonly severity: Severity | null;
  /** Whether a message was changed on the way. */
  readonly changed: boolean;
  /** A poll that was answered by a bare OK: the page folds runs of them. */
  readonly idle: boolean;
  /** Whether somebody marked it; absent when nobody did. */
  readonly mark?: boolean;
  /** Somebody's comment; absent without one. */
  readonly note?: string;
  /** Whether the `highlight` asked for matches it; absent where none was asked for. */
  readonly lit?: boolean;
  /** Texts of the `columns` asked for, in that order: the first matching fields, joined by ", ". */
  readonly cells?: readonly string[];
}

export interface Counters {
  /** Always recorded + dropped. */
  readonly exchanges: number;
  readonly recorded: number;
  readonly dropped: number;
  readonly injected: number;
  /** Terminal connections open now. */
  readonly connections: number;
}

export interface Status {
  readonly version: string;
  readonly listen: string;
  readonly upstream: string;
  readonly uptimeMs: number;
  readonly capture: { readonly path: string; readonly bytes: number };
  readonly counters: Counters;
  /** What the findings of the run add up to. */
  readonly findings: FindingTotals;
  /** Null while every exchange is recorded, else the reason in one sentence. */
  readonly notRecording: string | null;
  /** Exchanges that are on file but not yet read by the desk. */
  readonly behind: number;
  readonly readOnly: boolean;
  /** Exchanges of this run that are listed no more, for there came too many; absent while all are. */
  readonly forgotten?: number;
  /** Whether server and terminals are the built-in ones; absent when they are not. */
  readonly demonstration?: boolean;
  /** Whether terminals and server are kept from agreeing on encryption (`--force-plaintext`); absent when not. */
  readonly forcePlaintext?: boolean;
}

/** What is known of one terminal. */
export interface TerminalRow {
  readonly sn: string;
  readonly model: string;
  readonly firmware: string;
  /** Language in words, with its code (appendix 2). */
  readonly language: string;
  readonly pushVersion: string;
  readonly ip: string;
  /** What its newest exchange was about. */
  readonly phase: Phase;
  readonly firstSeen: string;
  readonly lastSeen: string;
  readonly exchanges: number;
  /** Median of the last polls' distances; null before the second poll. */
  readonly pollIntervalMs: number | null;
  /** The last polls' distances, the newest last. */
  readonly pollGapsMs: readonly number[];
  /** `Delay` as the server told, milliseconds; null when never told. */
  readonly toldDelayMs: number | null;
  /** Stamps by their wire name: what the server told, what the terminal sent, and what of it was taken. */
  readonly stamps: Readonly<Record<string, Stamp>>;
  /** Commands delivered to the terminal and not yet answered, oldest first. */
  readonly pendingCommands: readonly {
    readonly id: string;
    readonly text: string;
    readonly at: string;
  }[];
  /** Highest record number as the terminal's polls say; null before one did. */
  readonly devNo: number | null;
  /** Highest record number that the server is known to have; null while nothing tells. */
  readonly acknowledged: number | null;
  /** Holes in its record numbers: the open ones, the newest first, then those that were closed lately. */
  readonly gaps: readonly RecordGap[];
  /** Open gaps that are no longer told because there were too many. */
  readonly forgottenGaps: number;
  readonly clock: {
    /** How far the server's clock is ahead of ours. */
    readonly serverAheadMs: number | null;
    /** How far the newest record of the last upload lies ahead of the server's clock. */
    readonly recordAheadMs: number | null;
  };
  readonly findings: Counts;
}

/** A terminal as GET /api/terminals and /api/terminals/SN tell it: what changes seldom does not go over the live socket. */
export interface TerminalDetail extends TerminalRow {
  readonly knowledge: Knowledge;
}

export interface ExchangeList {
  readonly items: readonly Row[];
  /** Exchanges in the capture. */
  readonly total: number;
  /** Exchanges that the filter matches. */
  readonly matched: number;
  /** Position of the first item among those that match, 0 being the oldest. */
  readonly offset: number;
  /**
   * Share (0 to 1) of the capture that was looked through so far; absent once all of it was. Until then
   * `matched` and `total` grow: ask again, and the desk goes on as long as somebody asks.
   */
  readonly progress?: number;
}

/** Body of POST /api/session, which swaps the token for a cookie (204); DELETE signs out. */
export interface SignIn {
  readonly token: string;
}

/** Answer of POST /api/captures/rotate: the file that is written from now on. */
export interface Rotated {
  readonly path: string;
  readonly name: string;
}

/**
 * Query of GET /api/exchanges; all of it optional. `capture` and `language` go with /api/exchanges/N
 * and /api/terminals too. `offset` does not go with `after` or `before`.
 */
export interface ExchangeQuery {
  /** Name of an earlier capture; without it, the one being written. */
  readonly capture?: string;
  readonly language?: Language;
  readonly filter?: string;
  /** A filter too, which leaves nothing out: every row says whether it is `lit` by it. */
  readonly highlight?: string;
  /** `0` leaves idle polls out of `items` and `matched`. */
  readonly idle?: '0' | '1';
  /** Items from this position on, 0 being the oldest that matches; without offset, after and before: the newest. */
  readonly offset?: number;
  /** Items with `n` above it, the oldest of them. */
  readonly after?: number;
  /** Items with `n` below it, the newest of them. */
  readonly before?: number;
  readonly limit?: number;
  /** Filter keys, separated by commas: every row gets `cells` with their texts. */
  readonly columns?: string;
}

/** One capture file. */
export interface CaptureRow {
  readonly name: string;
  readonly bytes: number;
  /** ISO time of its first line, or of the file where that line cannot be read. */
  readonly createdAt: string;
  /** Whether it is being written now. */
  readonly current: boolean;
  /** How many exchanges stand in it; absent until somebody read it to its end. */
  readonly exchanges?: number;
  /** ISO times of its first and last exchange; absent where there is none. */
  readonly from?: string;
  readonly to?: string;
}

export interface CaptureList {
  readonly items: readonly CaptureRow[];
}

export interface ExchangeDetail {
  /** The capture line, parsed. */
  readonly exchange: Readonly<Record<string, unknown>>;
  readonly decoded: DecodedExchange;
}

export interface ApiError {
  readonly error: {
    readonly code: string;
    readonly message: string;
    /** Where in the filter text it went wrong: offset of the character. */
    readonly at?: number;
  };
}

/** Live socket, desk → inspector. `items` are in order of `n`, without holes between snapshot and batches. */
export type LiveMessage =
  | {
      readonly type: 'snapshot';
      readonly status: Status;
      /** The newest exchanges, newest last. */
      readonly items: readonly Row[];
      readonly total: number;
      readonly terminals: readonly TerminalRow[];
      /** True when it follows a stall: forget what you have. */
      readonly resync: boolean;
    }
  | {
      readonly type: 'batch';
      readonly items: readonly Row[];
      /** Rows that came before and of which something is to be said now; absent without any. */
      readonly changed?: readonly Row[];
      readonly total: number;
      /** Only the rows that changed. */
      readonly terminals: readonly TerminalRow[];
      readonly status: Status;
      /** What its rows were lit by; absent while nobody asked for a highlight. */
      readonly highlight?: string;
    }
  | ReplayMessage;

/** Live socket, inspector → desk. A highlight that cannot be read lights nothing: the list says what is wrong. */
export type LiveRequest =
  | { readonly type: 'language'; readonly language: Language }
  | { readonly type: 'highlight'; readonly highlight: string };

export type { DecodedExchange, Field };
