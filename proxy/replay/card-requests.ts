/** Requests by which a terminal has a card changed; the server then tells every terminal of it. */

import type { Kind } from '../../shared/codec/frame.ts';

const KINDS: ReadonlySet<Kind> = new Set(['card-loss', 'card-restore', 'password-change']);

export const changesCard = (kind: Kind): boolean => KINDS.has(kind);
