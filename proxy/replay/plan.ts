/** Captures as a plan of what to play: what it comes to, and where each exchange stands. Memory: three numbers an exchange. */

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
  /** Of the newest file. */
  readonly path: string;
  readonly header: CaptureHeader | null;
  /** How many; they are in the order of the files. */
  readonly exchanges: number;
  readonly figures: Figures;
  /** When the last exchange began. */
  readonly lastMs: number;
  readonly skipped: readonly Skipped[];
  /** Hosts that the terminals named: what they took for their server. */
  readonly hosts: readonly string[];
  /** Damage and torn ends, told while reading. */
  readonly faults: number;
  /** The exchange of that index; the files must stay as they are. */
  read(index: number): Exchange;
  close(): void;
}

/** Blanks are cut off afterwards: there may be many. */
const HOST = /^Host:([^\r\n]*)/im;

export type PlanOptions = Omit<PlayableOptions, 'skipped'>;

/** File, offset and length of a line. */
const NUMBERS = 3;

/** Files one after the other as one recording. Throws CaptureError for a newer format, and what the disk says. */
export async function planOf(
  paths: string | readonly string[],
  { wants, edited, other }: PlanOptions = {},
): Promise<Plan> {
  const files = typeof paths === 'string' ? [paths] : paths;
  const places: number[] = [];
  const count = new FigureCount();
  const skipped: Skipped[] = [];
  const hosts = new Set<string>();
  let header: CaptureHeader | null = null;
  let lastMs = -Infinity;
  let faults = 0;
  const options: PlayableOptions = {
    ...(wants !== undefined && { wants }),
    ...(edited !== undefined && { edited }),
    skipped: (each) => skipped.push(each),
    other: (line) => {
      if (line.entry.type === 'header') header ??= line.entry.header;
      if (line.entry.type === 'damaged' || line.entry.type === 'torn') faults++;
      other?.(line);
    },
  };
  for (const [file, path] of files.entries()) {
    for await (const { exchange, offset, length } of playable(path, options)) {
      const { kind, sn } = readBrief(exchange);
      const frame = FigureCount.wantsFrame(kind)
        ? decodeExchange(exchange, { text: textCodec, language: 'en' })
        : null;
      count.add(kind, sn, exchange.atMs, frame);
      lastMs = Math.max(lastMs, exchange.atMs);
      const host = hostIn(exchange);
      if (host !== '') hosts.add(host);
      places.push(file, offset, length);
    }
  }
  const open = files.map((path) => openSync(path, 'r'));
  return {
    path: files.at(-1) ?? '',
    header,
    exchanges: places.length / NUMBERS,
    figures: count.figures,
    lastMs,
    skipped,
    hosts: [...hosts],
    faults,
    read(index) {
      const [file = 0, offset = 0, length = 0] = places.slice(
        index * NUMBERS,
        (index + 1) * NUMBERS,
      );
      const entry = readLineAt(open[file] ?? -1, offset, length);
      if (entry.type === 'exchange') return edited?.(entry.exchange) ?? entry.exchange;
      throw new Error(`${files[file]} was changed while it was read, at offset ${offset}`);
    },
    close() {
      for (const file of open) closeSync(file);
    },
  };
}

/** Empty when it names none. */
function hostIn({ request: { head } }: Exchange): string {
  return (HOST.exec(textCodec.decode(head, 0, head.length, 'latin1'))?.[1] ?? '').trim();
}

/** The exchanges of a plan, read again one by one. */
export function* exchangesOf(plan: Plan): Generator<Exchange> {
  for (let index = 0; index < plan.exchanges; index++) yield plan.read(index);
}

/** Whole days that its records are moved on by, so that the last of them are of today. */
export const daysSince = ({ lastMs }: Plan, nowMs: number): number => daysBetween(lastMs, nowMs);
