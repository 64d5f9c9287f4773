/** The parts of the product that read an exchange, as it ships, in this process. */

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as Charset from '../../dist/proxy/charset.js';
import type * as Reader from '../../dist/proxy/record/capture-reader.js';
import type { Exchange } from '../../dist/shared/capture/exchange.js';
import type * as Brief from '../../dist/shared/codec/brief.js';
import type * as Decode from '../../dist/shared/codec/decode.js';
import type * as Findings from '../../dist/shared/findings/index.js';
import type * as Sessions from '../../dist/shared/session/sessions.js';

export type { Exchange };

export interface Product
  extends
    Pick<typeof Brief, 'readBrief'>,
    Pick<typeof Charset, 'textCodec'>,
    Pick<typeof Decode, 'decodeExchange'>,
    Pick<typeof Findings, 'Courses' | 'Examined' | 'findingsOf'>,
    Pick<typeof Sessions, 'Sessions'> {
  /** All of a capture, in memory. */
  exchangesOf(path: string): Promise<readonly Exchange[]>;
}

/** `root` is the checkout. */
export async function productOf(root: string): Promise<Product> {
  const load = async <Part>(...path: readonly string[]) =>
    (await import(pathToFileURL(join(root, 'dist', ...path)).href)) as Part;
  const { readBatches, blocksOf } = await load<typeof Reader>('proxy', 'record', 'capture-reader.js'); // prettier-ignore
  return {
    ...(await load<typeof Brief>('shared', 'codec', 'brief.js')),
    ...(await load<typeof Charset>('proxy', 'charset.js')),
    ...(await load<typeof Decode>('shared', 'codec', 'decode.js')),
    ...(await load<typeof Findings>('shared', 'findings', 'index.js')),
    ...(await load<typeof Sessions>('shared', 'session', 'sessions.js')),
    async exchangesOf(path) {
      const exchanges: Exchange[] = [];
      for await (const batch of readBatches(blocksOf(path), path)) {
        for (const { entry } of batch) {
          if (entry.type === 'exchange') exchanges.push(entry.exchange);
        }
      }
      return exchanges;
    },
  };
}
