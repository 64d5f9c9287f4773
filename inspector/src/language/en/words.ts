/** Words of the protocol and of what becomes of an exchange, in English. */

import type { Outcome } from '../../../../shared/capture/exchange.ts';
import type { Kind } from '../../../../shared/codec/frame.ts';
import type { Severity } from '../../../../shared/findings/severity.ts';

export const words = {
  kinds: {
    init: 'Init',
    time: 'Time',
    'key-exchange': 'Public key',
    'factor-exchange': 'Factors',
    upload: 'Upload',
    poll: 'Poll',
    'card-loss': 'Card lost',
    'card-restore': 'Card restored',
    'password-check': 'Password check',
    'password-change': 'Password change',
    'subsidy-query': 'Subsidy query',
    'command-result': 'Result',
    'file-download': 'File',
    other: 'Other',
  } satisfies Record<Kind, string>,
  severities: { error: 'Error', warning: 'Warning', note: 'Note' } satisfies Record<
    Severity,
    string
  >,
  outcomes: {
    complete: 'complete',
    'terminal-aborted': 'terminal hung up',
    'server-aborted': 'server hung up',
    refused: 'server refused',
    timeout: 'timed out',
    malformed: 'malformed',
  } satisfies Record<Outcome, string>,
  justNow: 'just now',
};
