/** Lines of a body as byte ranges; found before any charset is decoded. */

const LF = 0x0a;
const CR = 0x0d;

/**
 * [from, to) of every LF-ended line in bytes[from, to), blank lines among them as empty ranges. A CR before
 * the LF is no part of its line. A last line without LF counts; nothing after a final LF does not.
 */
export function linesOf(
  bytes: Uint8Array,
  from: number,
  to: number,
): readonly (readonly [number, number])[] {
  const lines: (readonly [number, number])[] = [];
  let begin = from;
  while (begin < to) {
    const found = bytes.indexOf(LF, begin);
    const end = found === -1 || found >= to ? to : found;
    const withoutCr = end > begin && end < to && bytes[end - 1] === CR ? end - 1 : end;
    lines.push([begin, withoutCr]);
    begin = end + 1;
  }
  return lines;
}
