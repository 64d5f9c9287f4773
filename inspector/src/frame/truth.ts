/** Whether what is on screen is what happens: one word of several, the gravest first. */

import type { Status } from '../../../shared/link/api.ts';
import type { Link } from '../link/link.ts';

export type Truth = 'connecting' | 'reconnecting' | 'paused' | 'behind' | 'live';

/** Fewer exchanges than these are on their way at any moment of a busy hour. */
const WORTH_SAYING = 200;

export function truthOf(link: Link, paused: boolean, status: Status | null): Truth {
  if (link === 'connecting') return 'connecting';
  if (link !== 'open') return 'reconnecting';
  if (paused) return 'paused';
  return (status?.behind ?? 0) > WORTH_SAYING ? 'behind' : 'live';
}
