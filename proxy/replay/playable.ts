/** The exchanges of a capture that can be played, in the order of the file; what cannot is told with its reason. */

import type { Exchange } from '../../shared/capture/exchange.ts';
import { readCapture, type ReadEntry } from '../record/capture-reader.ts';

/** An exchange that is left out, and why. */
export interface Skipped {
  readonly n: number;
  readonly why: string;
}

export interface PlayableOptions {
  /** Which exchanges to play; all without it. */
  readonly wants?: (exchange: Exchange) => boolean;
  /** The exchange as it is to be played, with a request that somebody rewrote. */
  readonly edited?: (exchange: Exchange) => Exchange;
  readonly skipped?: (skipped: Skipped) => void;
  /** Told of lines that are no exchange. */
  readonly other?: (entry: ReadEntry) => void;
}

/** An exchange and where its line stands. */
export interface Placed {
  readonly exchange: Exchange;
  readonly offset: number;
  readonly length: number;
}

/** Null when the exchange can be played. */
function obstacle({ request, response, outcome }: Exchange): string | null {
  const sent = request.forwarded ?? request;
  if (response?.by === 'pushscope') return 'pushscope answered it; no server heard it';
  if (sent.truncated === true) return 'only the beginning of its request was kept';
  if (outcome === 'malformed' || sent.incomplete === true) return 'its request is not whole';
  return null;
}

/** Throws CaptureError for a newer format, and what the disk says. */
export async function* playable(
  path: string,
  { wants, edited, skipped, other }: PlayableOptions = {},
): AsyncGenerator<Placed> {
  for await (const read of readCapture(path)) {
    const { entry, offset, length } = read;
    if (entry.type !== 'exchange') {
      other?.(read);
      continue;
    }
    if (wants?.(entry.exchange) === false) continue;
    const exchange = edited?.(entry.exchange) ?? entry.exchange;
    const why = obstacle(exchange);
    if (why === null) yield { exchange, offset, length };
    else skipped?.({ n: exchange.n, why });
  }
}
