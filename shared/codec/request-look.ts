/** A first look at a request, without any field: what it is about, whose it is, and where its target stands. */

import type { Kind } from './frame.ts';
import { kindOf } from './kind.ts';
import { latin1 } from './latin1.ts';
import { linesOf } from './lines.ts';
import type { RawMessage } from './message.ts';
import { readRequestLine, type RequestLine } from './request-line.ts';
import { parameterOf, readTarget, type Target } from './target.ts';

export interface RequestLook {
  /** As Latin-1: offsets in it are offsets in the head's bytes. */
  readonly head: string;
  /** Null when the head begins with no request line: no HTTP at all. */
  readonly line: RequestLine | null;
  readonly target: Target;
  readonly kind: Kind;
  readonly sn: string;
  readonly table: string;
}

const NO_TARGET = readTarget('');

/** `head` may be given where it is at hand as Latin-1 already. */
export function lookAt(message: RawMessage, head: string = latin1(message.head)): RequestLook {
  const line = readRequestLine(head);
  if (line === null) return { head, line, target: NO_TARGET, kind: 'other', sn: '', table: '' };
  const target = readTarget(head.slice(line.targetFrom, line.targetTo));
  const kind = kindOf(line.method, target);
  const inTarget = parameterOf(target, 'sn');
  return {
    head,
    line,
    target,
    kind,
    sn: inTarget === '' && kind === 'command-result' ? serialInBody(message.body) : inTarget,
    table: kind === 'upload' ? parameterOf(target, 'table') : '',
  };
}

/** How far the lines are looked through: the serial stands above any content. */
const LINES_LOOKED_AT = 2048;

/** Observed: results whose URL names no serial have an `SN=` in their body. */
function serialInBody(body: Uint8Array): string {
  for (const [from, to] of linesOf(body, 0, Math.min(body.length, LINES_LOOKED_AT))) {
    const line = latin1(body, from, to);
    if (/^content=/i.test(line)) return '';
    const serial = /(?:^|&)SN=([^&]*)/i.exec(line)?.[1];
    if (serial !== undefined) return serial;
  }
  return '';
}
