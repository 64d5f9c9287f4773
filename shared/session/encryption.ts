/** What terminal and server agreed about encryption (vendor's document appendices 3 and 4). */

import type { Kind } from '../codec/frame.ts';
import type { Heard } from './heard.ts';
import { fieldOf, textOf, type Seen } from './seen.ts';

/** Either side that names no version speaks this one. */
export const DEFAULT_VERSION = '2.2.14';
/** From here on both sides encrypt. */
export const FIRST_ENCRYPTED = '2.4.0';
/** The highest published version below it. */
export const LAST_PLAIN = '2.3.0';

/** What is agreed, and which language the terminal speaks, is said in these alone. */
export const IS_SAID_BY: ReadonlySet<Kind> = new Set<Kind>(['init', 'key-exchange', 'factor-exchange']); // prettier-ignore

/** How far an exchange of keys or factors came, and in which exchange; null before it was begun. */
export interface KeyStep {
  readonly n: number;
  readonly isAnswered: boolean;
}

export class Encryption {
  /** `pushver` of the terminal and `PushProtVer` of the server as they were said; null before an initialisation. */
  terminalVersion: string | null = null;
  serverVersion: string | null = null;
  /** What of that reached the other side, where it was changed on the way. */
  heard: Heard | null = null;
  /** Number of the initialisation. */
  initN = 0;
  keys: KeyStep | null = null;
  factors: KeyStep | null = null;
  /** `Encrypt=1`: uploads are packed with the serial as key (observed). */
  packed = false;

  get keysExchanged(): boolean {
    return this.keys?.isAnswered === true;
  }

  get factorsExchanged(): boolean {
    return this.factors?.isAnswered === true;
  }

  /** Whether the exchange may have changed something. */
  take({ frame, outcome, n, heard = null }: Seen): boolean {
    if (outcome !== 'complete' || frame.response === null) return false;
    if (!IS_SAID_BY.has(frame.kind)) return false;
    const { fields } = frame.response;
    if (frame.kind === 'init' && fieldOf(fields, 'optionsOf') !== undefined) {
      // Keys are made anew at each start.
      this.keys = null;
      this.factors = null;
      this.initN = n;
      this.heard = heard;
      this.terminalVersion = textOf(frame.request.fields, 'pushVersion');
      this.serverVersion = textOf(fields, 'pushProtVer');
      this.packed = fieldOf(fields, 'encrypt')?.raw.trim() === '1';
    }
    if (frame.kind === 'key-exchange')
      this.keys = { n, isAnswered: fieldOf(fields, 'publicKey') !== undefined };
    if (frame.kind === 'factor-exchange')
      this.factors = { n, isAnswered: fieldOf(fields, 'factors') !== undefined };
    return true;
  }

  /** Both sides use the lower version; null before an initialisation was seen. */
  get agreedVersion(): string | null {
    if (this.terminalVersion === null || this.serverVersion === null) return null;
    const { pushVersion = this.terminalVersion, pushProtVer = this.serverVersion } =
      this.heard ?? {};
    // As the terminal reckons, and as the server does: they differ only where the wire changed what they heard.
    return lower(lower(this.terminalVersion, pushProtVer), lower(pushVersion, this.serverVersion));
  }

  /** Whether bodies are to be taken as unreadable from now on. */
  get encrypted(): boolean {
    if (this.packed) return true;
    const agreed = this.agreedVersion;
    const allowed = agreed === null || compareVersions(agreed, FIRST_ENCRYPTED) >= 0;
    return this.factorsExchanged && allowed;
  }
}

/** The lower one; a side that names none speaks the default. */
function lower(left: string, right: string): string {
  const [a, b] = [left || DEFAULT_VERSION, right || DEFAULT_VERSION];
  return compareVersions(a, b) <= 0 ? a : b;
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
