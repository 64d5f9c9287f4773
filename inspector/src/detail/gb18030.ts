/**
 * GB18030 from text: the browser decodes it but cannot encode it, so its own decoder is turned round.
 *
 *   two bytes    81–FE, then 40–7E or 80–FE                  23,940 codes
 *   four bytes   81–84 30–39 81–FE 30–39 inside the BMP      39,420 codes, built when first needed
 *   four bytes   90–E3 … beyond the BMP                      by arithmetic
 */

const LEADS = 0xfe - 0x81 + 1;
const TRAILS = 190;
const FOUR_BYTE_BMP = 39_420;
const BEYOND_BMP = 189_000;

/**
 * Codes that browsers read as the 2022 edition has them, captures as the one of 2005: there they stand for
 * private characters, and what browsers read has its four bytes.
 */
const OLDER_CODES: readonly (readonly [code: number, codePoint: number])[] = [
  [0xa6d9, 0xe78d],
  [0xa6da, 0xe78e],
  [0xa6db, 0xe78f],
  [0xa6dc, 0xe790],
  [0xa6dd, 0xe791],
  [0xa6de, 0xe792],
  [0xa6df, 0xe793],
  [0xa6ec, 0xe794],
  [0xa6ed, 0xe795],
  [0xa6f3, 0xe796],
  [0xfe59, 0xe81e],
  [0xfe61, 0xe826],
  [0xfe66, 0xe82b],
  [0xfe67, 0xe82c],
  [0xfe6d, 0xe832],
  [0xfe7e, 0xe843],
  [0xfe90, 0xe854],
  [0xfea0, 0xe864],
];

const trail = (index: number) => (index < 0x3f ? 0x40 + index : 0x41 + index);

const fourBytes = (pointer: number): number[] => [
  0x81 + Math.floor(pointer / 12_600),
  0x30 + (Math.floor(pointer / 1_260) % 10),
  0x81 + (Math.floor(pointer / 10) % 126),
  0x30 + (pointer % 10),
];

/** Reads every code by itself, so that an unassigned one cannot shift those after it. */
function table(codes: Iterable<number[]>): Map<number, readonly number[]> {
  const decoder = new TextDecoder('gb18030', { fatal: true });
  const found = new Map<number, readonly number[]>();
  for (const code of codes) {
    try {
      const text = decoder.decode(Uint8Array.from(code));
      const codePoint = text.codePointAt(0);
      if (codePoint !== undefined && text.length === String.fromCodePoint(codePoint).length) {
        if (!found.has(codePoint)) found.set(codePoint, code);
      }
    } catch {
      // Unassigned.
    }
  }
  return found;
}

function* twoByteCodes(): Generator<number[]> {
  const older = new Set(OLDER_CODES.map(([code]) => code));
  for (let lead = 0x81; lead < 0x81 + LEADS; lead++) {
    for (let index = 0; index < TRAILS; index++) {
      if (!older.has(lead * 256 + trail(index))) yield [lead, trail(index)];
    }
  }
}

const olderCodes = OLDER_CODES.map(
  ([code, codePoint]) => [codePoint, [code >> 8, code & 0xff]] as const,
);

function* fourByteCodes(): Generator<number[]> {
  for (let pointer = 0; pointer < FOUR_BYTE_BMP; pointer++) yield fourBytes(pointer);
}

let twoByte: Map<number, readonly number[]> | null = null;
let fourByte: Map<number, readonly number[]> | null = null;

function bytesOf(codePoint: number): readonly number[] {
  if (codePoint < 0x80) return [codePoint];
  if (codePoint > 0xffff) return fourBytes(codePoint - 0x10000 + BEYOND_BMP);
  twoByte ??= new Map([...table(twoByteCodes()), ...olderCodes]);
  const short = twoByte.get(codePoint);
  if (short !== undefined) return short;
  fourByte ??= table(fourByteCodes());
  return fourByte.get(codePoint) ?? [0x3f];
}

/** The bytes of a text; text of a capture that names this charset turns back into exactly its bytes. */
export function encodeGb18030(text: string): Uint8Array<ArrayBuffer> {
  const bytes: number[] = [];
  for (const character of text) {
    for (const byte of bytesOf(character.codePointAt(0) ?? 0)) bytes.push(byte);
  }
  return Uint8Array.from(bytes);
}
