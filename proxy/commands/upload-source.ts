/** The records that captures hold of some tables, in the order of their uploads, past everything else that was said. */

import { readRequestAlone, type RequestAlone } from '../../shared/codec/request-alone.ts';
import { lookAt } from '../../shared/codec/request-look.ts';
import { IS_SAID_BY } from '../../shared/session/encryption.ts';
import { Sessions } from '../../shared/session/sessions.ts';
import { textCodec } from '../charset.ts';
import { readExchange, seenOf } from '../desk/reading.ts';
import { exchangesOf, type CaptureSource } from './capture-source.ts';
import type { CommandIo } from './io.ts';

export interface Upload {
  readonly n: number;
  readonly frame: RequestAlone;
}

/** Of the terminals no more is learnt than what their uploads are read by. */
export async function* uploadsOf(
  sources: readonly CaptureSource[],
  isWanted: (table: string) => boolean,
  io: CommandIo,
): AsyncGenerator<Upload> {
  const sessions = new Sessions();
  const hintsOf = (sn: string) => sessions.hints(sn);
  for await (const exchange of exchangesOf(sources, io)) {
    const look = lookAt(exchange.request);
    if (IS_SAID_BY.has(look.kind)) sessions.take(seenOf(readExchange(exchange, 'en', hintsOf)));
    if (look.kind !== 'upload' || !isWanted(look.table)) continue;
    const hints = hintsOf(look.sn);
    const frame = readRequestAlone(exchange.request, look, { text: textCodec, language: 'en', hints }); // prettier-ignore
    yield { n: exchange.n, frame };
  }
}
