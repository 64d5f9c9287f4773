/** Blocks cut into lines of equal height: sixteen bytes each as hex, or the lines of the text. */

import type { Block } from './blocks.ts';
import type { Place } from './place.ts';

export type ByteLine =
  | { readonly kind: 'title'; readonly block: Block }
  | { readonly kind: 'bytes'; readonly block: Block; readonly from: number; readonly to: number };

const LF = 0x0a;

/** Where each line of a block begins. */
type Starts = (block: Block) => readonly number[];

export const hexStarts =
  (width: number): Starts =>
  ({ bytes }) =>
    Array.from({ length: Math.ceil(bytes.length / width) }, (_, line) => line * width);

/** Lines end behind LF; longer ones are broken at `columns`, never inside a character. */
export const textStarts =
  (columns: number): Starts =>
  ({ bytes, characters }) => {
    const starts: number[] = [];
    let column = 0;
    let begin = true;
    for (let at = 0; at < bytes.length; at++) {
      const length = characters[at] ?? 1;
      if (length === 0) continue;
      if (begin || column + Math.min(length, 2) > columns) {
        starts.push(at);
        column = 0;
      }
      column += Math.min(length, 2);
      begin = bytes[at] === LF;
    }
    return starts;
  };

export function cutLines(blocks: readonly Block[], starts: Starts): ByteLine[] {
  return blocks.flatMap((block): ByteLine[] => {
    const froms = starts(block);
    return [
      { kind: 'title', block },
      ...froms.map((from, line): ByteLine => ({
        kind: 'bytes',
        block,
        from,
        to: froms[line + 1] ?? block.bytes.length,
      })),
    ];
  });
}

/** The first line that shows bytes of a place; -1 without one. */
export const lineAt = (lines: readonly ByteLine[], place: Place): number =>
  lines.findIndex(
    (line) =>
      line.kind === 'bytes' &&
      line.block.side === place.side &&
      line.block.part === place.part &&
      line.from < Math.max(place.to, place.from + 1) &&
      line.to > place.from,
  );
