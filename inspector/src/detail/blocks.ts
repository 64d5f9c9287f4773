/** The bytes of an exchange in blocks (heads and bodies), each cut into runs that belong to one field. */

import type { ExchangeLine, MessageLine, TextCharset } from './line.ts';
import type { Node } from './nodes.ts';
import type { Place, Side } from './place.ts';

/** Bytes [from, to) belong to `node`, or to no field at all. */
export interface Segment {
  readonly from: number;
  readonly to: number;
  readonly node: Node | null;
}

export interface Block {
  readonly side: Side;
  readonly part: 'head' | 'body';
  readonly bytes: Uint8Array;
  readonly charset: TextCharset;
  /** For each byte the length of the character that begins there; 0 inside a character. */
  readonly characters: Uint8Array;
  readonly segments: readonly Segment[];
  readonly message: MessageLine;
}

type Placed = Node & { readonly place: Place };

/** The deepest field wins each byte; bytes between fields are segments of their own. */
function cutSegments(length: number, nodes: readonly Placed[]): Segment[] {
  const owner = new Int32Array(length).fill(-1);
  for (const [index, { place }] of nodes.entries()) owner.fill(index, place.from, place.to);
  const segments: Segment[] = [];
  for (let from = 0; from < length;) {
    let to = from + 1;
    while (to < length && owner[to] === owner[from]) to++;
    segments.push({ from, to, node: nodes[owner[from] ?? -1] ?? null });
    from = to;
  }
  return segments;
}

const utf8Length = (lead: number) =>
  lead < 0x80 ? 1 : lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc2 ? 2 : 1;

const isDigit = (byte: number | undefined) => byte !== undefined && byte >= 0x30 && byte <= 0x39;

function characterLength(bytes: Uint8Array, at: number, charset: TextCharset): number {
  const lead = bytes[at] ?? 0;
  if (charset === 'utf-8') return utf8Length(lead);
  if (charset === 'latin1' || lead < 0x81 || lead > 0xfe) return 1;
  return isDigit(bytes[at + 1]) ? 4 : 2;
}

export function cutCharacters(bytes: Uint8Array, charset: TextCharset): Uint8Array {
  const lengths = new Uint8Array(bytes.length);
  for (let at = 0; at < bytes.length;) {
    const length = Math.min(characterLength(bytes, at, charset), bytes.length - at);
    lengths[at] = length;
    at += length;
  }
  return lengths;
}

export function buildBlocks(line: ExchangeLine, nodes: readonly Node[]): readonly Block[] {
  const length = ({ place }: Placed) => place.to - place.from;
  // The shortest last, so that it wins; of two on the same bytes the later one is the deeper.
  const placed = nodes
    .filter((node): node is Placed => node.place !== null)
    .sort((a, b) => length(b) - length(a));
  return (['request', 'response'] as const).flatMap((side) => {
    const message = line[side];
    if (message === null) return [];
    const block = (part: 'head' | 'body', bytes: Uint8Array, charset: TextCharset): Block => ({
      side,
      part,
      bytes,
      charset,
      characters: cutCharacters(bytes, charset),
      segments: cutSegments(
        bytes.length,
        placed.filter(({ place }) => place.side === side && place.part === part),
      ),
      message,
    });
    return [
      block('head', message.head, message.headCharset),
      block('body', message.body, message.bodyCharset),
    ];
  });
}

/** The segment that holds a byte. */
export function segmentAt(block: Block, offset: number): Segment | null {
  let [low, high] = [0, block.segments.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const segment = block.segments[middle];
    if (segment === undefined) return null;
    if (offset < segment.from) high = middle - 1;
    else if (offset >= segment.to) low = middle + 1;
    else return segment;
  }
  return null;
}

/** The segments of bytes [from, to), cut again where a place of interest begins or ends. */
export function piecesOf(
  block: Block,
  from: number,
  to: number,
  places: readonly (Place | null)[],
): Segment[] {
  const cuts = places.flatMap((place) =>
    place?.side === block.side && place.part === block.part ? [place.from, place.to] : [],
  );
  const pieces: Segment[] = [];
  for (let at = from; at < to;) {
    const segment = segmentAt(block, at);
    const end = Math.min(segment?.to ?? to, to, ...cuts.filter((cut) => cut > at));
    pieces.push({ from: at, to: end, node: segment?.node ?? null });
    at = end;
  }
  return pieces;
}
