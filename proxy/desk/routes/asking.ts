/** What the routes that look into a capture have in common: which one, which filter, how long. */

import { performance } from 'node:perf_hooks';
import type { ServerResponse } from 'node:http';
import type { Language } from '../../../shared/codec/frame.ts';
import { parseFilter, type Filter } from '../../../shared/filter/index.ts';
import { Refused } from '../answer.ts';
import type { CaptureView } from '../capture-view.ts';
import type { Patience } from '../look-through.ts';
import type { DeskState } from '../state.ts';

/** After this an answer says how far it got. */
const PATIENCE_MS = 1_000;

export const patienceOf = (response: ServerResponse, forMs = PATIENCE_MS): Patience => ({
  untilMs: performance.now() + forMs,
  isGone: () => response.destroyed,
});

/** Throws Refused, with the place and a code that tells which of a query's filters it was. */
export function readFilter(
  text: string | undefined,
  language: Language,
  code: 'FILTER' | 'HIGHLIGHT' = 'FILTER',
): Filter | null {
  if (text === undefined) return null;
  const parsed = parseFilter(text, language);
  if (parsed.ok) return parsed.filter;
  throw new Refused(400, code, parsed.error.message, parsed.error.at);
}

/** Throws Refused for a capture that is not there. */
export const viewOf = (state: DeskState, capture: string | undefined): CaptureView =>
  capture === undefined ? state.live : state.captures.view(capture);

export function refuseUnreadable({ refusal }: CaptureView): void {
  if (refusal !== null) throw new Refused(400, 'CAPTURE_TOO_NEW', refusal);
}

export function refuseReadOnly({ readOnly }: DeskState): void {
  if (!readOnly) return;
  throw new Refused(
    403,
    'READ_ONLY',
    'pushscope was started with --read-only; nothing can be changed from here.',
  );
}
