/** Whether a request is a person's: recorded with the pages of the console lane, it is no talk of a terminal. */

import { headerOf } from './replies/status.ts';
import type { RawMessage } from './message.ts';
import { lookAt, type RequestLook } from './request-look.ts';
import { isTerminalRequest } from './terminal-request.ts';

/** What is no HTTP request at all is nobody's page. */
export function isForPeople(request: RawMessage, look: RequestLook = lookAt(request)): boolean {
  const { kind, line, head } = look;
  if (kind !== 'other' || line === null) return false;
  const target = head.slice(line.targetFrom, line.targetTo);
  return !isTerminalRequest(line.method, target, headerOf(request.head, 'user-agent'));
}
