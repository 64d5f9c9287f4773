/** Lines of a body with their line ends, so that what is cut out and what is left add up to every byte. */

export interface Line {
  readonly from: number;
  /** Of its text, without CR and LF. */
  readonly textTo: number;
  /** Behind its LF. */
  readonly to: number;
  readonly isBlank: boolean;
}

const LF = 0x0a;
const CR = 0x0d;
const isBlankOctet = (octet: number | undefined): boolean => octet === 0x20 || octet === 0x09;

/** The line of bytes[from, to) that begins at `from`, which is below `to`. */
export function lineAt(bytes: Uint8Array, from: number, to = bytes.length): Line {
  const found = bytes.indexOf(LF, from);
  const hasLf = found !== -1 && found < to;
  const end = hasLf ? found : to;
  const textTo = hasLf && end > from && bytes[end - 1] === CR ? end - 1 : end;
  let at = from;
  while (at < textTo && isBlankOctet(bytes[at])) at++;
  return { from, textTo, to: hasLf ? end + 1 : to, isBlank: at === textTo };
}

export function* linesFrom(bytes: Uint8Array, from: number, to = bytes.length): Generator<Line> {
  for (let at = from; at < to;) {
    const line = lineAt(bytes, at, to);
    yield line;
    at = line.to;
  }
}
