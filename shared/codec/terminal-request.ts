/** Whether a request is a terminal's, which goes to the wire lane, or a person's, which goes to the console lane. */

import { hasParameter, readTarget } from './target.ts';

/** `iClock Proxy/1.09` in every printed example and log. */
const TERMINAL_AGENT = /^iclock\b/i;
const BROWSER_AGENT = /^(?:mozilla|opera)\b/i;

/**
 * ZKECO's pages lie below /iclock/ too (`/iclock/accounts/login/`), so the endpoint decides first. Files and
 * endpoints that we do not know are a terminal's unless a browser asks.
 */
export function isTerminalRequest(_method: string, target: string, userAgent: string): boolean {
  if (TERMINAL_AGENT.test(userAgent)) return true;
  const read = readTarget(target);
  const { endpoint, resource } = read;
  if (endpoint !== undefined && endpoint.role !== 'file') return true;
  if (resource === null || BROWSER_AGENT.test(userAgent)) return false;
  return endpoint !== undefined || hasParameter(read, 'sn');
}
