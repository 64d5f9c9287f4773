/** The records that captures hold of some tables, in the order of their uploads, past everything else that was said. */

import { readRequestAlone, type RequestAlone } from '../../shared/codec/request-alone.ts';
import { lookAt } from '../../shared/codec/request-look.ts';
import { notKeptOf, type NotKept } from '../../shared/ledger/unread.ts';
import { IS_SAID_BY } from '../../shared/session/encryption.ts';
import { Sessions } from '../../shared/session/sessions.ts';
import { textCodec } from '../charset.ts';
import { readExchange, seenOf } from '../desk/reading.ts';
import { exchangesOf, type CaptureSource } from './capture-source.ts';
import type { CommandIo } from './io.ts';

export interface Upload {
  readonly n: number;
  readonly frame: RequestAlone;
  readonly notKept: NotKept | null;
}

/** Of the terminals no more is learnt than what their uploads are read by. `heard` is told of each exchange. */
export async function* uploadsOf(
  sources: readonly CaptureSource[],
  isWanted: (table: string) => boolean,
  io: CommandIo,
  heard: () => void,
): AsyncGenerator<Upload> {
  const sessions = new Sessions();
  const hintsOf = (sn: string) => sessions.hints(sn);
  for await (const exchange of exchangesOf(sources, io)) {
    heard();
    const look = lookAt(exchange.request);
    if (IS_SAID_BY.has(look.kind)) sessions.take(seenOf(readExchange(exchange, 'en', hintsOf)));
    if (look.kind !== 'upload' || !isWanted(look.table)) continue;
    const hints = hintsOf(look.sn);
    const frame = readRequestAlone(exchange.request, look, { text: textCodec, language: 'en', hints }); // prettier-ignore
    yield { n: exchange.n, frame, notKept: notKeptOf(exchange.request, look) };
  }
}
