/** What proves that somebody may come in: the token in a header, or the cookie it was swapped for. */

import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

const digest = (text: string) => createHash('sha256').update(text).digest();
const same = (given: string, wanted: Buffer) => timingSafeEqual(digest(given), wanted);

export class Credentials {
  readonly #token: Buffer;
  readonly #cookie: string;
  readonly #cookieDigest: Buffer;

  constructor(token: string) {
    this.#token = digest(token);
    // Derived, so that it outlives a restart of the desk and does not show the token.
    this.#cookie = createHmac('sha256', token).update('pushscope inspector').digest('base64url');
    this.#cookieDigest = digest(this.#cookie);
  }

  isToken(given: string): boolean {
    return same(given, this.#token);
  }

  /** Whether the value of an Authorization header carries the token. */
  isBearer(authorization: string): boolean {
    const given = /^Bearer +(\S+) *$/i.exec(authorization)?.[1];
    return given !== undefined && this.isToken(given);
  }

  /** Whether one of the cookies in a Cookie header is ours; cookies are shared by all ports of a host. */
  hasCookie(header: string, port: number): boolean {
    const name = cookieName(port);
    return header.split(';').some((pair) => {
      const at = pair.indexOf('=');
      return (
        at > 0 &&
        pair.slice(0, at).trim() === name &&
        same(pair.slice(at + 1).trim(), this.#cookieDigest)
      );
    });
  }

  /** Set-Cookie that signs in. */
  signIn(port: number): string {
    return `${cookieName(port)}=${this.#cookie}; Path=/; HttpOnly; SameSite=Strict`;
  }

  /** Set-Cookie that signs out. */
  signOut(port: number): string {
    return `${cookieName(port)}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0`;
  }
}

const cookieName = (port: number) => `pushscope-${port}`;
