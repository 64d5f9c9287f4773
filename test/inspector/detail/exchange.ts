/** One exchange of the samples as the page holds it: bytes, nodes, blocks. */

import { buildBlocks, type Block } from '../../../inspector/src/detail/blocks.ts';
import { readLine, type ExchangeLine } from '../../../inspector/src/detail/line.ts';
import { buildNodes, type Node } from '../../../inspector/src/detail/nodes.ts';
import { lineOf, readExchange } from '../reading.ts';
import { exchange, type Wish } from '../samples.ts';

export interface Held {
  readonly line: ExchangeLine;
  readonly nodes: readonly Node[];
  readonly blocks: readonly Block[];
}

export function hold(wish: Wish): Held {
  const recorded = exchange(1, wish);
  const line = readLine(lineOf(recorded));
  const nodes = buildNodes(line, readExchange(recorded, 'en').decoded);
  return { line, nodes, blocks: buildBlocks(line, nodes) };
}

export const UPLOAD: Wish = {
  request: 'b01-buylog-single-request',
  response: 'b01-upload-response-ok',
};

export const textOf = (block: Block, from: number, to: number): string =>
  Buffer.from(block.bytes.subarray(from, to)).toString('latin1');
