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

/** Codes of the 2005 edition that browsers read in the 2022 way; captures are written in the former. */
const OLDER_CODES: readonly (readonly [codePoint: number, code: readonly number[]])[] = [];

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
  for (let lead = 0; lead < LEADS; lead++) {
    for (let index = 0; index < TRAILS; index++) yield [0x81 + lead, trail(index)];
  }
}

function* fourByteCodes(): Generator<number[]> {
  for (let pointer = 0; pointer < FOUR_BYTE_BMP; pointer++) yield fourBytes(pointer);
}

let twoByte: Map<number, readonly number[]> | null = null;
let fourByte: Map<number, readonly number[]> | null = null;

function bytesOf(codePoint: number): readonly number[] {
  if (codePoint < 0x80) return [codePoint];
  if (codePoint > 0xffff) return fourBytes(codePoint - 0x10000 + BEYOND_BMP);
  twoByte ??= new Map([...table(twoByteCodes()), ...OLDER_CODES]);
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
