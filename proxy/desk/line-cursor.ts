/** Reads a capture line's skeleton byte by byte: what stands where our own writer puts it, without a text of the line. */

import { SEAL_LENGTH } from '../../shared/capture/seal.ts';

const ZERO = 0x30;
const DOT = 0x2e;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const CAPITAL_A = 0x41;
const SMALL_A = 0x61;
const LETTERS = 26;
const PORT_DIGITS = 5;
/** So many digits are a whole number that a double holds. */
const EXACT_DIGITS = 15;
const DAY_LENGTH = 10;
/** `2018-10-15T14:29:20.123Z`, what follows the day: digits are 0. */
const CLOCK = 'T00:00:00.000Z';
/** `Mon, 15 Oct 2018 14:29:20 GMT` and the line end as JSON spells it: letters are A and a, digits 0. */
const HTTP_DATE = 'Aaa, 00 Aaa 0000 00:00:00 GMT\\r\\n';
/** `Mon, 15 Oct 2018` */
const HTTP_DAY_LENGTH = 16;
const HTTP_DATE_LENGTH = HTTP_DATE.indexOf('\\');

const isDigit = (octet: number | undefined): octet is number =>
  octet !== undefined && octet >= ZERO && octet <= ZERO + 9;

/** The day of the line before, most often that of this one. */
interface KnownDay {
  bytes: Uint8Array;
  ms: number;
}

export class LineCursor {
  at = 0;
  #line: Buffer = Buffer.alloc(0);
  readonly #day: KnownDay = { bytes: new Uint8Array(0), ms: 0 };
  readonly #httpDay: KnownDay = { bytes: new Uint8Array(0), ms: 0 };

  begin(line: Uint8Array): void {
    this.#line = Buffer.from(line.buffer, line.byteOffset, line.length);
    this.at = 0;
  }

  /** Whether that ASCII text stands here; behind it then. */
  skip(text: string): boolean {
    const line = this.#line;
    const from = this.at;
    for (let i = 0; i < text.length; i++) {
      if (line[from + i] !== text.charCodeAt(i)) return false;
    }
    this.at = from + text.length;
    return true;
  }

  /** Whether those bytes stand here; behind them then. */
  skipBytes(bytes: Uint8Array): boolean {
    const from = this.at;
    const to = from + bytes.length;
    const line = this.#line;
    if (to > line.length || line.compare(bytes, 0, bytes.length, from, to) !== 0) return false;
    this.at = to;
    return true;
  }

  /** A whole number of no more than so many digits. */
  digits(most: number): number | null {
    const line = this.#line;
    const from = this.at;
    let at = from;
    let number = 0;
    for (let octet = line[at]; isDigit(octet); octet = line[++at]) {
      number = number * 10 + octet - ZERO;
    }
    if (at === from || at - from > most) return null;
    this.at = at;
    return number;
  }

  /** A number as JSON writes it, without sign and exponent. */
  decimal(): number | null {
    const line = this.#line;
    const from = this.at;
    let at = from;
    let number = 0;
    let behind = 0;
    for (let octet = line[at]; isDigit(octet) || octet === DOT; octet = line[++at]) {
      if (octet === DOT) behind = 1;
      else {
        number = number * 10 + octet - ZERO;
        behind *= 10;
      }
    }
    if (at === from) return null;
    this.at = at;
    return at - from > EXACT_DIGITS ? Number(this.#text(from, at)) : number / (behind || 1);
  }

  /** Milliseconds since 1970 of a time that Date writes. */
  isoTime(): number | null {
    const clock = this.at + DAY_LENGTH;
    if (!this.#isLike(clock, CLOCK)) return null;
    const dayMs = this.#dayMs(clock, this.#day, '');
    const clockMs = this.#clockMs(clock + 1);
    if (dayMs === null || clockMs === null) return null;
    this.at = clock + CLOCK.length;
    return dayMs + clockMs + this.#two(clock + 10) * 10 + this.#one(clock + 12);
  }

  /** Milliseconds since 1970 of the Date of a reply's head, with its line end behind it; null for another form. */
  httpDate(): number | null {
    const from = this.at;
    if (!this.#isLike(from, HTTP_DATE)) return null;
    const clock = from + HTTP_DAY_LENGTH;
    const dayMs = this.#dayMs(clock, this.#httpDay, ' GMT');
    const clockMs = this.#clockMs(clock + 1);
    if (dayMs === null || clockMs === null) return null;
    this.at = from + HTTP_DATE_LENGTH;
    return dayMs + clockMs;
  }

  /** Whether only a seal is left of the line. */
  get isAtSeal(): boolean {
    return this.at === this.#line.length - SEAL_LENGTH;
  }

  /** An address with its port up to the quote behind it; null for any other text. */
  peer(): { readonly hostFrom: number; readonly hostTo: number; readonly port: number } | null {
    const line = this.#line;
    const hostFrom = this.at;
    let colon = -1;
    let at = hostFrom;
    for (let octet = line[at]; octet !== QUOTE; octet = line[++at]) {
      if (octet === undefined || octet === BACKSLASH) return null;
      if (octet === COLON) colon = at;
    }
    this.at = colon + 1;
    if (colon < 0 || line[colon + 1] === ZERO) return null;
    const port = this.digits(PORT_DIGITS);
    return port === null || this.at !== at ? null : { hostFrom, hostTo: colon + 1, port };
  }

  /** The text between those places; `likely` itself where it is the same. */
  textOf(from: number, to: number, likely: string): string {
    const line = this.#line;
    if (likely.length !== to - from) return this.#text(from, to);
    for (let i = 0; i < likely.length; i++) {
      if (line[from + i] !== likely.charCodeAt(i)) return this.#text(from, to);
    }
    return likely;
  }

  #isLike(from: number, shape: string): boolean {
    const line = this.#line;
    for (let i = 0; i < shape.length; i++) {
      const wanted = shape.charCodeAt(i);
      const octet = line[from + i] as number;
      const fits =
        wanted === ZERO
          ? isDigit(octet)
          : wanted === CAPITAL_A
            ? octet >= CAPITAL_A && octet < CAPITAL_A + LETTERS
            : wanted === SMALL_A
              ? octet >= SMALL_A && octet < SMALL_A + LETTERS
              : octet === wanted;
      if (!fits) return false;
    }
    return true;
  }

  /** Milliseconds since 1970 of the day that is written from here to there; null where it is none. */
  #dayMs(to: number, known: KnownDay, zone: string): number | null {
    if (known.bytes.length > 0 && this.skipBytes(known.bytes)) return known.ms;
    const ms = Date.parse(this.#text(this.at, to) + zone);
    if (Number.isNaN(ms)) return null;
    known.bytes = Uint8Array.from(this.#line.subarray(this.at, to));
    known.ms = ms;
    return ms;
  }

  /** Of `00:00:00`, digits all; null for a time that no clock shows. */
  #clockMs(at: number): number | null {
    const hours = this.#two(at);
    const minutes = this.#two(at + 3);
    const seconds = this.#two(at + 6);
    if (hours > 23 || minutes > 59 || seconds > 59) return null;
    return ((hours * 60 + minutes) * 60 + seconds) * 1000;
  }

  #one(at: number): number {
    return (this.#line[at] as number) - ZERO;
  }

  #two(at: number): number {
    return this.#one(at) * 10 + this.#one(at + 1);
  }

  #text(from: number, to: number): string {
    return this.#line.toString('latin1', from, to);
  }
}
