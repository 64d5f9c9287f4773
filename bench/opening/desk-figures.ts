/** How the desk answers over a large capture: reading it, filters, a search of bodies and its end. */

import type { Goal } from '../goals.ts';
import type { Product } from '../product.ts';

/** What of the API's answer is looked at here. */
export interface ExchangeList {
  readonly items: readonly { readonly sn: string }[];
  readonly total: number;
  readonly matched: number;
  readonly progress?: number;
}

const MOST_MS = 300_000;

const FILTERS = [
  'kind:upload',
  'table:BUYLOG',
  'table:buy',
  'severity>=warning',
  'dur>4.5',
  'kind:upload and severity:error',
  '-kind:poll outcome:complete',
];

const address = (capture: string, filter: string): string =>
  `/api/exchanges?${new URLSearchParams({ capture, filter, limit: '50' }).toString()}`;

/** Asks until the desk is through; the list and how long it took. */
export async function untilWhole(
  product: Product,
  capture: string,
  filter = '',
): Promise<{ readonly list: ExchangeList; readonly ms: number }> {
  const started = performance.now();
  for (;;) {
    const list = await product.ask<ExchangeList>(address(capture, filter));
    const ms = performance.now() - started;
    if (list.progress === undefined || ms > MOST_MS) return { list, ms };
  }
}

export async function filterFigures(
  product: Product,
  capture: string,
  sn: string,
): Promise<readonly Goal[]> {
  const goals: Goal[] = [];
  for (const filter of [`sn:${sn}`, ...FILTERS]) {
    const { ms, list } = await untilWhole(product, capture, filter);
    const what = `filter ${filter}, ${list.matched.toLocaleString('en-US')} matches`;
    goals.push({ what, figure: ms, unit: 'ms', atMost: 300 });
  }
  return goals;
}

/** Searches for a word that no body has, for some seconds, then goes away. */
export async function searchFigures(product: Product, capture: string): Promise<readonly Goal[]> {
  const filter = 'body~"nobody wrote this"';
  const started = performance.now();
  const first = await product.ask<ExchangeList>(address(capture, filter));
  const firstMs = performance.now() - started;
  const second = await product.ask<ExchangeList>(address(capture, filter));
  const share = second.progress ?? 1;
  const wholeMs = (performance.now() - started) / share;
  const leaving = new AbortController();
  const headers = { authorization: `Bearer ${product.token}` };
  const gone = fetch(new URL(address(capture, filter), product.inspector), {
    headers,
    signal: leaving.signal,
  }).catch(() => null);
  await new Promise((resolve) => setTimeout(resolve, 300));
  leaving.abort();
  await gone;
  const asked = performance.now();
  await product.ask(address(capture, 'n:1'));
  return [
    { what: 'body search: first progress', figure: firstMs, unit: 'ms', atMost: 2_000 },
    { what: `body search: all of it, from ${Math.round(share * 100)} % of it`, figure: wholeMs / 1000, unit: 's' },
    { what: 'body search left: next answer', figure: performance.now() - asked, unit: 'ms', atMost: 300 },
    { what: 'body search: progress told', figure: first.progress === undefined ? null : 1, unit: '' },
  ]; // prettier-ignore
}
