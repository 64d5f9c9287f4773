/** What a request is about, told from method, endpoint and parameters, as a real server tells it. */

import type { Kind } from './frame.ts';
import { hasParameter, parameterOf, type Target } from './target.ts';

/** Section 12, and RepType 10 as observed; servers compare these texts exactly. */
const CARD_REQUESTS: Readonly<Record<string, Kind>> = {
  2: 'card-loss',
  3: 'card-restore',
  4: 'password-check',
  5: 'password-change',
  10: 'subsidy-query',
};

const EXCHANGES: Readonly<Record<string, Kind>> = {
  publickey: 'key-exchange',
  factors: 'factor-exchange',
};

const lookUp = (kinds: Readonly<Record<string, Kind>>, name: string): Kind =>
  Object.hasOwn(kinds, name) ? (kinds[name] as Kind) : 'other';

export function kindOf(method: string, target: Target): Kind {
  switch (target.endpoint?.role) {
    case 'main':
      return mainKind(method.toUpperCase(), target);
    case 'request': {
      // The server's view never looks at the method; section 12 prints `Get`.
      if (hasParameter(target, 'reptype'))
        return lookUp(CARD_REQUESTS, parameterOf(target, 'reptype'));
      return 'poll';
    }
    case 'results':
      return 'command-result';
    case 'exchange':
      return lookUp(EXCHANGES, parameterOf(target, 'type').toLowerCase());
    case 'file':
      return 'file-download';
    case 'online':
    case undefined:
      return 'other';
  }
}

/** On cpos the method decides: GET asks for options, POST uploads; any `type` asks for the time. */
function mainKind(method: string, target: Target): Kind {
  if (hasParameter(target, 'type') && !hasParameter(target, 'table')) return 'time';
  const isAttendance = target.endpoint?.name === 'cdata';
  // Online consumption goes to cdata too, with a `sequ` for each sale, or with nothing but a device type.
  if (isAttendance && hasParameter(target, 'sequ')) return 'other';
  if (method === 'POST') {
    return isAttendance && !hasParameter(target, 'table') && hasParameter(target, 'device_type')
      ? 'other'
      : 'upload';
  }
  if (method !== 'GET') return 'other';
  return isAttendance && !hasParameter(target, 'options') ? 'other' : 'init';
}
