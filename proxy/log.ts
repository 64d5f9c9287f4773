/** The log of the running product: one JSON line an event, on stderr. */

import { pino } from 'pino';

export const logger = pino(
  {
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    level: process.env['PUSHSCOPE_LOG'] ?? 'info',
  },
  pino.destination({ dest: 2, sync: true }),
);
