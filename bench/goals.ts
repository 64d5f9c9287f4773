/** Single figures with what each should be, as a table for people. */

import { table } from './report.ts';

export interface Goal {
  readonly what: string;
  /** Null where it could not be measured. */
  readonly figure: number | null;
  readonly unit: string;
  readonly atMost?: number;
}

const text = ({ figure, unit }: Goal): string =>
  figure === null
    ? 'not measured'
    : `${figure.toLocaleString('en-US', { maximumFractionDigits: figure < 10 ? 2 : 0 })} ${unit}`;

function verdict({ figure, atMost }: Goal): string {
  if (figure === null || atMost === undefined) return '';
  return figure <= atMost ? 'reached' : 'MISSED';
}

export const goalTable = (goals: readonly Goal[]): string =>
  table([
    ['', 'figure', 'wanted', ''],
    ...goals.map((goal) => [
      goal.what,
      text(goal),
      goal.atMost === undefined
        ? ''
        : `at most ${goal.atMost.toLocaleString('en-US')} ${goal.unit}`,
      verdict(goal),
    ]),
  ]);
