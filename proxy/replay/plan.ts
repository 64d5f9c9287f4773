/** A capture as a plan of what to play: where each terminal's exchanges stand in the file. Memory: two numbers an exchange. */

import { closeSync, openSync } from 'node:fs';
import type { CaptureHeader } from '../../shared/capture/line.ts';
import type { Exchange } from '../../shared/capture/exchange.ts';
import { readBrief } from '../../shared/codec/brief.ts';
import { decodeExchange } from '../../shared/codec/decode.ts';
import { textCodec } from '../charset.ts';
import { readCapture, readLineAt, type ReadEntry } from '../record/capture-reader.ts';
import { FigureCount, type Figures } from './figures.ts';

/** An exchange that is left out, and why. */
export interface Skipped {
  readonly n: number;
  readonly why: string;
}

export interface PlannedTerminal {
  readonly sn: string;
  /** Offset and length of each exchange's line, by turns. */
  readonly places: number[];
}

export interface Plan {
  readonly path: string;
  readonly header: CaptureHeader | null;
  readonly terminals: readonly PlannedTerminal[];
  readonly exchanges: number;
  readonly figures: Figures;
  /** When the first exchange began. */
  readonly firstMs: number;
  readonly skipped: readonly Skipped[];
  /** Hosts that the terminals named: what they took for their server. */
  readonly hosts: readonly string[];
  /** Damage and torn ends, told while reading. */
  readonly faults: number;
  /** An exchange of the plan; the file must stay as it is. */
  read(offset: number, length: number): Exchange;
  close(): void;
}

/** Null when the exchange can be played. */
function obstacle({ request, response, outcome }: Exchange): string | null {
  const sent = request.forwarded ?? request;
  if (response?.by === 'pushscope') return 'pushscope answered it; no server heard it';
  if (sent.truncated === true) return 'only the beginning of its request was kept';
  if (outcome === 'malformed' || sent.incomplete === true) return 'its request is not whole';
  return null;
}

const HOST = /^Host:[ \t]*([^\r\n]+?)[ \t]*$/im;

export interface PlanOptions {
  /** Which exchanges to play; all without it. */
  readonly wants?: (exchange: Exchange) => boolean;
  /** Told of lines that are no exchange. */
  readonly other?: (entry: ReadEntry) => void;
}

/** Throws CaptureError for a newer format, and what the disk says. */
export async function planOf(path: string, { wants, other }: PlanOptions = {}): Promise<Plan> {
  const terminals = new Map<string, PlannedTerminal>();
  const count = new FigureCount();
  const skipped: Skipped[] = [];
  const hosts = new Set<string>();
  let header: CaptureHeader | null = null;
  let exchanges = 0;
  let faults = 0;
  let firstMs = Infinity;
  for await (const read of readCapture(path)) {
    const { entry, offset, length } = read;
    if (entry.type !== 'exchange') {
      if (entry.type === 'header') header ??= entry.header;
      if (entry.type === 'damaged' || entry.type === 'torn') faults++;
      other?.(read);
      continue;
    }
    const { exchange } = entry;
    if (wants !== undefined && !wants(exchange)) continue;
    const why = obstacle(exchange);
    if (why !== null) {
      skipped.push({ n: exchange.n, why });
      continue;
    }
    const { kind, sn } = readBrief(exchange);
    const frame = FigureCount.wantsFrame(kind)
      ? decodeExchange(exchange, { text: textCodec, language: 'en' })
      : null;
    count.add(kind, sn, exchange.atMs, frame);
    firstMs = Math.min(firstMs, exchange.atMs);
    exchanges++;
    const head = textCodec.decode(exchange.request.head, 0, exchange.request.head.length, 'latin1');
    const host = HOST.exec(head)?.[1];
    if (host !== undefined && hosts.size < 100) hosts.add(host);
    const terminal = terminals.get(sn) ?? { sn, places: [] };
    terminal.places.push(offset, length);
    terminals.set(sn, terminal);
  }
  const file = openSync(path, 'r');
  return {
    path,
    header,
    terminals: [...terminals.values()],
    exchanges,
    figures: count.figures,
    firstMs,
    skipped,
    hosts: [...hosts],
    faults,
    read(offset, length) {
      const entry = readLineAt(file, offset, length);
      if (entry.type === 'exchange') return entry.exchange;
      throw new Error(`${path} was changed while it was read, at offset ${offset}`);
    },
    close: () => closeSync(file),
  };
}
