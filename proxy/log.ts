/** The log of the running product: one JSON line an event, on stderr. */

import { pino } from 'pino';

/**
 * Lines that wait for a reader of stderr who stands still; more are lost. Writing that waits for the
 * reader would stop the forwarding of every terminal with him.
 */
const MOST_WAITING_BYTES = 1024 * 1024;

export const logger = pino(
  {
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    level: process.env['PUSHSCOPE_LOG'] ?? 'info',
  },
  pino.destination({ dest: 2, sync: false, maxLength: MOST_WAITING_BYTES }),
);
