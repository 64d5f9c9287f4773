/**
 * Writes JSON text as bytes into one buffer that grows and is used again.
 *
 * Captured bytes become a JSON string without becoming a string of the engine first: this runs on the
 * thread that forwards, and text made only to be turned into bytes again is most of what a line costs.
 */

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const LETTER_U = 0x75;
const ZERO = 0x30;
const POINT = 0x2e;
const HEX = Uint8Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0));

/** How an octet stands in a JSON string: 0 as it is, 1 as \u00xx, else as a backslash and this letter. */
const ESCAPES = new Uint8Array(256);
ESCAPES.fill(1, 0, 0x20);
for (const [octet, letter] of [
  [QUOTE, '"'],
  [BACKSLASH, '\\'],
  [0x08, 'b'],
  [0x09, 't'],
  [0x0a, 'n'],
  [0x0c, 'f'],
  [0x0d, 'r'],
] as const) {
  ESCAPES[octet] = letter.charCodeAt(0);
}

/** An octet needs at most so many bytes in a JSON string. */
const MOST_A_OCTET = 6;
/** Long bodies are written in pieces, so that the buffer need not be prepared for the worst of all of it. */
const PIECE = 16 * 1024;

/** ASCII text that is written often. */
export const fixed = (text: string): Uint8Array =>
  Uint8Array.from(text, (character) => character.charCodeAt(0));

export class LineBytes {
  readonly #usual: Uint8Array;
  #bytes: Uint8Array;
  #length = 0;

  constructor(usualBytes: number) {
    this.#usual = new Uint8Array(usualBytes);
    this.#bytes = this.#usual;
  }

  get length(): number {
    return this.#length;
  }

  /** The bytes of [from, to), good until the next write. */
  view(from: number, to: number): Uint8Array {
    return this.#bytes.subarray(from, to);
  }

  /** Takes back everything behind `length`. */
  cut(length: number): void {
    this.#length = length;
    if (length === 0) this.#bytes = this.#usual;
  }

  put(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  /** Text that is ASCII and needs no quotes. */
  ascii(text: string): void {
    this.#reserve(text.length);
    for (let at = 0; at < text.length; at++) this.#bytes[this.#length++] = text.charCodeAt(at);
  }

  /** As JSON.stringify writes it. */
  number(value: number): void {
    if (Number.isInteger(value) && value >= 0 && value < 1e15) this.digits(value, 1);
    else if (value > 0 && value < 1e6) this.#fraction(value);
    else this.ascii(JSON.stringify(value));
  }

  /** A whole number of no sign, with zeros in front up to so many digits. */
  digits(value: number, least: number): void {
    let count = 1;
    for (let rest = value; rest >= 10; rest = Math.floor(rest / 10)) count++;
    count = Math.max(count, least);
    this.#reserve(count);
    let rest = value;
    for (let at = this.#length + count - 1; at >= this.#length; at--) {
      const tenth = Math.floor(rest / 10);
      this.#bytes[at] = ZERO + rest - tenth * 10;
      rest = tenth;
    }
    this.#length += count;
  }

  /** A number that has at most three decimals, as milliseconds have. */
  #fraction(value: number): void {
    const whole = Math.floor(value);
    let thousandths = Math.round((value - whole) * 1000);
    if ((whole * 1000 + thousandths) / 1000 !== value) return this.ascii(JSON.stringify(value));
    let decimals = 3;
    while (thousandths % 10 === 0) {
      thousandths /= 10;
      decimals--;
    }
    this.digits(whole, 1);
    this.#reserve(1);
    this.#bytes[this.#length++] = POINT;
    this.digits(thousandths, decimals);
  }

  /** A JSON string of printable ASCII without quotes and backslashes; false, and nothing written, when it is not. */
  plain(text: string): boolean {
    this.#reserve(text.length + 2);
    const bytes = this.#bytes;
    let length = this.#length;
    bytes[length++] = QUOTE;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code >= 0x80 || ESCAPES[code] !== 0) return false;
      bytes[length++] = code;
    }
    bytes[length++] = QUOTE;
    this.#length = length;
    return true;
  }

  /** The lowest `digits` hexadecimal digits. */
  hex(value: number, digits: number): void {
    this.#reserve(digits);
    for (let shift = (digits - 1) * 4; shift >= 0; shift -= 4) {
      this.#bytes[this.#length++] = HEX[(value >>> shift) & 15] as number;
    }
  }

  /** A JSON string of octets that are Latin-1: those above ASCII become the two bytes that UTF-8 has for them. */
  latin1(octets: Uint8Array): void {
    this.#quoted(octets, true);
  }

  /** A JSON string of octets that are valid UTF-8. */
  utf8(octets: Uint8Array): void {
    this.#quoted(octets, false);
  }

  #quoted(octets: Uint8Array, isLatin1: boolean): void {
    this.#reserve(2);
    this.#bytes[this.#length++] = QUOTE;
    for (let from = 0; from < octets.length; from += PIECE) {
      this.#piece(octets, from, Math.min(octets.length, from + PIECE), isLatin1);
    }
    this.#reserve(1);
    this.#bytes[this.#length++] = QUOTE;
  }

  #piece(octets: Uint8Array, from: number, to: number, isLatin1: boolean): void {
    this.#reserve((to - from) * MOST_A_OCTET);
    const bytes = this.#bytes;
    let length = this.#length;
    for (let at = from; at < to; at++) {
      const octet = octets[at] as number;
      const escape = ESCAPES[octet] as number;
      if (escape > 1) {
        bytes[length++] = BACKSLASH;
        bytes[length++] = escape;
      } else if (escape === 1) {
        bytes[length++] = BACKSLASH;
        bytes[length++] = LETTER_U;
        bytes[length++] = ZERO;
        bytes[length++] = ZERO;
        bytes[length++] = HEX[octet >> 4] as number;
        bytes[length++] = HEX[octet & 15] as number;
      } else if (octet >= 0x80 && isLatin1) {
        // RFC 3629 section 3: 110xxxxx 10xxxxxx.
        bytes[length++] = 0xc0 | (octet >> 6);
        bytes[length++] = 0x80 | (octet & 0x3f);
      } else bytes[length++] = octet;
    }
    this.#length = length;
  }

  #reserve(more: number): void {
    const needed = this.#length + more;
    if (needed <= this.#bytes.length) return;
    const wider = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
    wider.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = wider;
  }
}
