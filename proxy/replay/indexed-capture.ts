/** A capture with a few words about each exchange in memory, and the exchanges themselves read again at need. */

import { closeSync, openSync } from 'node:fs';
import type { Language } from '../../shared/codec/frame.ts';
import { decodeExchange } from '../../shared/codec/decode.ts';
import { alignKeyOf, type AlignKey, type Read } from '../../shared/compare/index.ts';
import { Sessions } from '../../shared/session/sessions.ts';
import { textCodec } from '../charset.ts';
import { readCapture, readLineAt, type ReadEntry } from '../record/capture-reader.ts';
import { unpacked } from './unpacked.ts';

export interface IndexedCapture {
  readonly keys: readonly AlignKey[];
  /** The exchange of that index. */
  read(at: number): Read;
  close(): void;
}

/**
 * `pause` hears up to which byte it was read, may let others have their turn, and what it throws ends the
 * reading. Throws CaptureError for a newer format, and what the disk says.
 */
export async function indexCapture(
  path: string,
  language: Language,
  other: (entry: ReadEntry) => void,
  pause?: (bytes: number) => Promise<void> | undefined,
): Promise<IndexedCapture> {
  const keys: AlignKey[] = [];
  const places: number[] = [];
  const sessions = new Sessions();
  for await (const read of readCapture(path)) {
    const { entry, offset, length } = read;
    const wait = pause?.(offset + length);
    if (wait !== undefined) await wait;
    if (entry.type !== 'exchange') {
      other(read);
      continue;
    }
    const { exchange } = entry;
    const { n, atMs, peer, outcome } = exchange;
    const frame = decodeExchange(unpacked(exchange), { text: textCodec, language });
    sessions.take({ n, atMs, peer, outcome, frame, findings: [] });
    keys.push(alignKeyOf(n, frame));
    places.push(offset, length);
  }
  const file = openSync(path, 'r');
  return {
    keys,
    read(at) {
      const entry = readLineAt(file, places[at * 2] as number, places[at * 2 + 1] as number);
      if (entry.type !== 'exchange') throw new Error(`${path} was changed while it was read`);
      const raw = unpacked(entry.exchange);
      const hints = sessions.hints(keys[at]?.sn ?? '');
      return { raw, frame: decodeExchange(raw, { text: textCodec, language, hints }) };
    },
    close: () => closeSync(file),
  };
}
