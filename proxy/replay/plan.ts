/** A capture as a plan of what to play: what it comes to, and where each exchange stands. Memory: two numbers an exchange. */

import { closeSync, openSync } from 'node:fs';
import type { CaptureHeader } from '../../shared/capture/line.ts';
import type { Exchange } from '../../shared/capture/exchange.ts';
import { readBrief } from '../../shared/codec/brief.ts';
import { decodeExchange } from '../../shared/codec/decode.ts';
import { textCodec } from '../charset.ts';
import { readLineAt } from '../record/capture-reader.ts';
import { FigureCount, type Figures } from './figures.ts';
import { playable, type PlayableOptions, type Skipped } from './playable.ts';
import { daysBetween } from './restamp.ts';

export interface Plan {
  readonly path: string;
  readonly header: CaptureHeader | null;
  /** Offset and length of each exchange's line by turns, in the order of the file. */
  readonly places: readonly number[];
  readonly exchanges: number;
  readonly figures: Figures;
  /** When the last exchange began. */
  readonly lastMs: number;
  readonly skipped: readonly Skipped[];
  /** Hosts that the terminals named: what they took for their server. */
  readonly hosts: readonly string[];
  /** Damage and torn ends, told while reading. */
  readonly faults: number;
  /** An exchange of the plan; the file must stay as it is. */
  read(offset: number, length: number): Exchange;
  close(): void;
}

const HOST = /^Host:[ \t]*([^\r\n]+?)[ \t]*$/im;

export type PlanOptions = Omit<PlayableOptions, 'skipped'>;

/** Throws CaptureError for a newer format, and what the disk says. */
export async function planOf(
  path: string,
  { wants, edited, other }: PlanOptions = {},
): Promise<Plan> {
  const places: number[] = [];
  const count = new FigureCount();
  const skipped: Skipped[] = [];
  const hosts = new Set<string>();
  let header: CaptureHeader | null = null;
  let lastMs = -Infinity;
  let faults = 0;
  const read = playable(path, {
    ...(wants !== undefined && { wants }),
    ...(edited !== undefined && { edited }),
    skipped: (each) => skipped.push(each),
    other: (line) => {
      if (line.entry.type === 'header') header ??= line.entry.header;
      if (line.entry.type === 'damaged' || line.entry.type === 'torn') faults++;
      other?.(line);
    },
  });
  for await (const { exchange, offset, length } of read) {
    const { kind, sn } = readBrief(exchange);
    const frame = FigureCount.wantsFrame(kind)
      ? decodeExchange(exchange, { text: textCodec, language: 'en' })
      : null;
    count.add(kind, sn, exchange.atMs, frame);
    lastMs = Math.max(lastMs, exchange.atMs);
    const head = textCodec.decode(exchange.request.head, 0, exchange.request.head.length, 'latin1');
    const host = HOST.exec(head)?.[1];
    if (host !== undefined) hosts.add(host);
    places.push(offset, length);
  }
  const file = openSync(path, 'r');
  return {
    path,
    header,
    places,
    exchanges: places.length / 2,
    figures: count.figures,
    lastMs,
    skipped,
    hosts: [...hosts],
    faults,
    read(offset, length) {
      const entry = readLineAt(file, offset, length);
      if (entry.type === 'exchange') return edited?.(entry.exchange) ?? entry.exchange;
      throw new Error(`${path} was changed while it was read, at offset ${offset}`);
    },
    close: () => closeSync(file),
  };
}

/** The exchanges of a plan, read again one by one. */
export function* exchangesOf({ places, read }: Plan): Generator<Exchange> {
  for (let at = 0; at < places.length; at += 2) {
    yield read(places[at] as number, places[at + 1] as number);
  }
}

/** Whole days that its records are moved on by, so that the last of them are of today. */
export const daysSince = ({ lastMs }: Plan, nowMs: number): number => daysBetween(lastMs, nowMs);
