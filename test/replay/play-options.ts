/** How tests play terminals: as fast as the server at that port answers, with nothing changed. */

import type { PlayOptions } from '../../proxy/replay/player.ts';

export const fastAt = (port: number): PlayOptions => ({
  target: { protocol: 'http:', hostname: '127.0.0.1', port },
  pace: 'fast',
  timeoutMs: 5000,
  serials: new Map(),
  days: 0,
  now: Date.now,
});
