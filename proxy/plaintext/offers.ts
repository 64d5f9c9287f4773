/**
 * What each side offers at initialisation, changed so that both agree on a version without encryption: they
 * use the lower of two versions, and 2.2.14 where the server names none (vendor's document, appendix 3).
 */

import { Buffer } from 'node:buffer';
import { latin1 } from '../../shared/codec/latin1.ts';
import { readTarget } from '../../shared/codec/target.ts';
import { LAST_PLAIN, staysPlain } from '../../shared/session/encryption.ts';

export interface Offer {
  /** Head of a request, body of a reply. */
  readonly bytes: Buffer;
  readonly why: string;
}

const HEADING = /^\s*GET +OPTIONS? +FROM/i;
/** The heading stands within. */
const HEADING_LENGTH = 256;
/** A whole line, as the line's end at its own end says; a lone CR ends none. */
const VERSION_LINE = /(?<![^\n])[ \t]*PushProtVer[ \t]*=([^\n]*)\n?/gi;

/** `pushver` of the terminal, lowered in the start line; null where it may stay. */
export function lowerPushVersion(head: Uint8Array, target: string): Offer | null {
  const text = latin1(head);
  const at = text.indexOf(target);
  const offered = readTarget(target).parameters.filter(
    ({ name, value }) => name === 'pushver' && !staysPlain(value),
  );
  if (at === -1 || offered.length === 0) return null;
  let lowered = text;
  for (const { from, to } of offered.toReversed()) {
    lowered = lowered.slice(0, at + from) + LAST_PLAIN + lowered.slice(at + to);
  }
  const said = offered.map(({ value }) => value).join(', ');
  return {
    bytes: Buffer.from(lowered, 'latin1'),
    why: `--force-plaintext: pushver ${said} was lowered to ${LAST_PLAIN}`,
  };
}

/** `PushProtVer` of the server, taken out with its line; null where it may stay, and where no options are told. */
export function withoutProtocolVersion(body: Uint8Array): Offer | null {
  if (!HEADING.test(latin1(body, 0, Math.min(body.length, HEADING_LENGTH)))) return null;
  const said: string[] = [];
  const rest = latin1(body).replace(VERSION_LINE, (line: string, version: string) => {
    if (staysPlain(version)) return line;
    said.push(version.trim());
    return '';
  });
  if (said.length === 0) return null;
  return {
    bytes: Buffer.from(rest, 'latin1'),
    why: `--force-plaintext: PushProtVer=${said.join(', ')} was taken out`,
  };
}
