/** From a place in a chart to its exchanges: the filter that lists them. */

import { parseFilter, writtenAs } from '../../../shared/filter/index.ts';

/** The terms added to the filter that the chart stands for. */
export function narrowed(filter: string, terms: string): string {
  const before = filter.trim();
  if (before === '') return terms;
  return /\bor\b/i.test(before) ? `(${before}) ${terms}` : `${before} ${terms}`;
}

/** From the beginning of a step to that of the next. */
export const during = (at: string, lengthMs: number): string =>
  `at>=${at} at<${new Date(Date.parse(at) + lengthMs).toISOString()}`;

/** Exchanges that were answered with these words. */
export function answered(answer: string): string {
  const term = `reply:${writtenAs(answer)}`;
  return parseFilter(term).ok ? term : 'severity>=warning';
}
