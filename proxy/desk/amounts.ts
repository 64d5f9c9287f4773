/** What an exchange adds to statistics, told from its frame: records, money, and an answer that refuses. */

import type { Field, Frame } from '../../shared/codec/frame.ts';

export interface Amounts {
  /** Lines of an upload. */
  readonly records: number;
  /** Money of consumption records. */
  readonly cents: number;
  /** The words of a reply that refuses or loses what was said; empty for any other. */
  readonly answer: string;
}

export const NO_AMOUNTS: Amounts = { records: 0, cents: 0, answer: '' };

/** Shown where a refusing body is empty. */
const NOTHING = '(empty)';
/** As much of an answer as tells it from others. */
const LONGEST_ANSWER = 60;

export function amountsOf({ kind, table, request, response }: Frame): Amounts {
  const answer = refusing(response?.fields);
  if (kind !== 'upload') return answer === '' ? NO_AMOUNTS : { ...NO_AMOUNTS, answer };
  const isConsumption = table.toUpperCase() === 'BUYLOG';
  let records = 0;
  let cents = 0;
  for (const field of request.fields) {
    if (field.key !== 'record') continue;
    records++;
    if (isConsumption) cents += numberOf(field.fields, 'posMoney') + numberOf(field.fields, 'subPosMoney'); // prettier-ignore
  }
  return { records, cents, answer };
}

function numberOf(fields: readonly Field[] | undefined, key: string): number {
  const value = fields?.find((field) => field.key === key)?.value;
  return typeof value === 'number' ? value : 0;
}

function refusing(fields: readonly Field[] | undefined): string {
  const answer = fields?.find(({ key }) => key === 'answer');
  const verdict = answer?.fields?.find(({ key }) => key === 'verdict')?.raw;
  if (answer === undefined || (verdict !== 'refused' && verdict !== 'lost')) return '';
  const line = answer.raw.trim().split('\n', 1)[0] ?? '';
  return line === '' ? NOTHING : line.slice(0, LONGEST_ANSWER);
}
