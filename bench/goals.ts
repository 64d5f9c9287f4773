/** Single figures with what each should be, as a table for people. */

import { table } from './report.ts';

export interface Goal {
  readonly what: string;
  /** Null where it could not be measured. */
  readonly figure: number | null;
  readonly unit: string;
  readonly atMost?: number;
  readonly atLeast?: number;
}

const text = ({ figure, unit }: Goal): string =>
  figure === null
    ? 'not measured'
    : `${figure.toLocaleString('en-US', { maximumFractionDigits: figure < 10 ? 2 : 0 })} ${unit}`;

function verdict({ figure, atMost, atLeast }: Goal): string {
  if (figure === null || (atMost === undefined && atLeast === undefined)) return '';
  return figure <= (atMost ?? Infinity) && figure >= (atLeast ?? 0) ? 'reached' : 'MISSED';
}

function wanted({ unit, atMost, atLeast }: Goal): string {
  const [bound, word] = atMost === undefined ? [atLeast, 'at least'] : [atMost, 'at most'];
  return bound === undefined ? '' : `${word} ${bound.toLocaleString('en-US')} ${unit}`.trim();
}

export const goalTable = (goals: readonly Goal[]): string =>
  table([
    ['', 'figure', 'wanted', ''],
    ...goals.map((goal) => [goal.what, text(goal), wanted(goal), verdict(goal)]),
  ]);
