/** Secrets put out of sight: a stand-in of the same length and form, the same for the same secret. */

import { createHmac } from 'node:crypto';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
/** A percent-encoded octet keeps its form and becomes an X. */
const PIECE = /%[0-9A-Fa-f]{2}|[\s\S]/g;
/** Standing alone these say nothing about a password, and servers read them as none. */
const TELLS_NOTHING = /^0*$/;

export class Pseudonyms {
  readonly #salt: string;
  readonly #made = new Map<string, string>();

  /** Without the salt nobody can try all six-digit passwords against it. */
  constructor(salt: string) {
    this.#salt = salt;
  }

  /** How many different secrets were met. */
  get size(): number {
    return this.#made.size;
  }

  of(secret: string): string {
    if (TELLS_NOTHING.test(secret)) return secret;
    const known = this.#made.get(secret);
    if (known !== undefined) return known;
    let at = 0;
    let octets = Buffer.alloc(0);
    const next = (): number => {
      if (at % 32 === 0)
        octets = createHmac('sha256', this.#salt).update(`${at}:${secret}`).digest();
      return octets[at++ % 32] as number;
    };
    const stand = secret.replace(PIECE, (sign) => standIn(sign, next));
    this.#made.set(secret, stand);
    return stand;
  }
}

function standIn(sign: string, next: () => number): string {
  if (sign.length === 3) return '%58';
  if (/[0-9]/.test(sign)) return String(next() % 10);
  if (/[a-z]/.test(sign)) return LETTERS[next() % 26] as string;
  if (/[A-Z]/.test(sign)) return (LETTERS[next() % 26] as string).toUpperCase();
  // Separators stay; what is no ASCII has as many bytes as itself only.
  return sign;
}
