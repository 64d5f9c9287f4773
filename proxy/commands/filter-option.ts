/** `--filter`: the filter language of the page on the command line. */

import type { Language } from '../../shared/codec/frame.ts';
import { matchFrame, matchRow, parseFilter, type Filter } from '../../shared/filter/index.ts';
import { subjectOf, type Reading } from '../desk/reading.ts';
import { UsageError } from './io.ts';

/** Throws UsageError that names the place. */
export function readFilter(text: string, language: Language): Filter {
  const parsed = parseFilter(text, language);
  if (parsed.ok) return parsed.filter;
  const { at, message } = parsed.error;
  throw new UsageError(`--filter, at character ${at + 1}: ${message}`);
}

export const matchesReading =
  (filter: Filter) =>
  (reading: Reading): boolean => {
    const answer = matchRow(filter, reading.facts);
    return answer === 'unknown' ? matchFrame(filter, subjectOf(reading)) : answer;
  };
