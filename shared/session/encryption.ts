/** What terminal and server agreed about encryption (vendor's document appendices 3 and 4). */

import type { Kind } from '../codec/frame.ts';
import { fieldOf, textOf, type Seen } from './seen.ts';

/** Either side that names no version speaks this one. */
const DEFAULT_VERSION = '2.2.14';
/** From here on both sides encrypt. */
export const FIRST_ENCRYPTED = '2.4.0';
/** The highest published version below it. */
export const LAST_PLAIN = '2.3.0';

const IS_SAID_BY: ReadonlySet<Kind> = new Set<Kind>(['init', 'key-exchange', 'factor-exchange']);

export class Encryption {
  /** `pushver` of the terminal and `PushProtVer` of the server as they were said; null before an initialisation. */
  terminalVersion: string | null = null;
  serverVersion: string | null = null;
  keysExchanged = false;
  factorsExchanged = false;
  /** `Encrypt=1`: uploads are packed with the serial as key (observed). */
  packed = false;

  /** Whether the exchange may have changed something. */
  take({ frame, outcome }: Seen): boolean {
    if (outcome !== 'complete' || frame.response === null) return false;
    if (!IS_SAID_BY.has(frame.kind)) return false;
    const { fields } = frame.response;
    if (frame.kind === 'init' && fieldOf(fields, 'optionsOf') !== undefined) {
      // Keys are made anew at each start.
      this.keysExchanged = false;
      this.factorsExchanged = false;
      this.terminalVersion = textOf(frame.request.fields, 'pushVersion');
      this.serverVersion = textOf(fields, 'pushProtVer');
      this.packed = fieldOf(fields, 'encrypt')?.raw.trim() === '1';
    }
    if (frame.kind === 'key-exchange')
      this.keysExchanged = fieldOf(fields, 'publicKey') !== undefined;
    if (frame.kind === 'factor-exchange')
      this.factorsExchanged = fieldOf(fields, 'factors') !== undefined;
    return true;
  }

  /** Both sides use the lower version; null before an initialisation was seen. */
  get agreedVersion(): string | null {
    if (this.terminalVersion === null || this.serverVersion === null) return null;
    const [left, right] = [
      this.terminalVersion || DEFAULT_VERSION,
      this.serverVersion || DEFAULT_VERSION,
    ];
    return compareVersions(left, right) <= 0 ? left : right;
  }

  /** Whether bodies are to be taken as unreadable from now on. */
  get encrypted(): boolean {
    if (this.packed) return true;
    const agreed = this.agreedVersion;
    const allowed = agreed === null || compareVersions(agreed, FIRST_ENCRYPTED) >= 0;
    return this.factorsExchanged && allowed;
  }
}

/** Whether a version that a side names keeps both plain; none at all stands for an old one, an odd one for any. */
export const staysPlain = (version: string): boolean =>
  /^\s*(?:\d+(?:\.\d+)*\s*)?$/.test(version) &&
  compareVersions(version || DEFAULT_VERSION, FIRST_ENCRYPTED) < 0;

/** Negative when `left` is the lower one; parts that are no number count as 0. */
export function compareVersions(left: string, right: string): number {
  const parts = (version: string) =>
    version.split('.').map((part) => Number.parseInt(part, 10) || 0);
  const [a, b] = [parts(left), parts(right)];
  for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
