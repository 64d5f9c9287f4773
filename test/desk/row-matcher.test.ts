/** Filters over the index answer as they do over each exchange's facts by themselves. */

import { expect, test } from 'vitest';
import { OUTCOMES } from '../../shared/capture/exchange.ts';
import { KINDS } from '../../shared/codec/frame.ts';
import { matchRow, parseFilter, type Filter, type RowFacts } from '../../shared/filter/index.ts';
import { ExchangeIndex } from '../../proxy/desk/exchange-index.ts';
import { Notes } from '../../proxy/desk/notes.ts';
import { RowMatcher } from '../../proxy/desk/row-matcher.ts';

const AT_MS = Date.UTC(2018, 10, 2, 9, 0, 0);
const EXCHANGES = 1_200;

const FILTERS = [
  'kind:poll',
  'sn:0025',
  'serial=5158181900025',
  'sn!=5158181900025 kind:poll',
  '5158181900026',
  'not 5158181900026',
  'dur>200',
  'dur=2.5',
  'dur<3 or kind:upload',
  'size>100 sn:0025',
  'kind:upload size>100',
  'severity>=warning',
  'severity!=error',
  'outcome!=complete',
  'at>=2018-11-02T09:10Z',
  'at:2018-11-02T09:01Z kind:poll',
  'n=17',
  'n>=1000 idle',
  'peer:192.168.1.51',
  'peer:40017',
  'changed',
  'changed:no idle:no',
  'marked',
  'marked kind:poll',
  'not marked',
  'note:here',
  'note!=here',
  'table:BUYLOG',
  'table:BUYLOG dur>200',
  'table:user',
  'table!=USER idle:no',
  'not (kind:upload or dur>200)',
  'recNo:3 or kind:init',
];

function factsOf(n: number): RowFacts {
  const kind = KINDS[n % 3 === 0 ? 4 : n % 7 === 0 ? n % KINDS.length : 5] ?? 'other';
  return {
    n,
    atMs: AT_MS + n * 1_000,
    sn: n % 11 === 0 ? '' : `515818190002${n % 8}`,
    kind,
    table: kind === 'upload' ? (n % 2 === 0 ? 'BUYLOG' : 'FULLLOG') : '',
    outcome: OUTCOMES[n % 29 === 0 ? n % OUTCOMES.length : 0] ?? 'complete',
    totalMs: n % 13 === 0 ? 250 + n / 8 : 2.5,
    size: (n * 37) % 300,
    severity: n % 17 === 0 ? 'warning' : n % 19 === 0 ? 'error' : n % 23 === 0 ? 'note' : null,
    named: [['USER'], [], null, ['USER', 'DEPT']][n % 4] ?? null,
    changed: n % 31 === 0,
    idle: kind === 'poll' && n % 5 !== 0,
    peer: n % 37 === 0 ? '' : `192.168.1.${50 + (n % 4)}:${40_000 + (n % 500)}`,
  };
}

function filled(): ExchangeIndex {
  const index = new ExchangeIndex();
  for (let n = 1; n <= EXCHANGES; n++) index.add(factsOf(n), { file: 0, offset: n, length: 1 });
  return index;
}

function filterOf(text: string): Filter {
  const parsed = parseFilter(text, 'en');
  if (!parsed.ok) throw new Error(parsed.error.message);
  return parsed.filter;
}

test('the index gives back the facts it was given', () => {
  const index = filled();
  for (let n = 1; n <= EXCHANGES; n++) {
    const facts = index.facts(n - 1);
    expect({ ...facts, totalMs: 0 }).toEqual({ ...factsOf(n), totalMs: 0 });
    expect(facts.totalMs).toBeCloseTo(factsOf(n).totalMs, 3);
  }
});

test.for(FILTERS)('%s', (text) => {
  const index = filled();
  const notes = new Notes();
  for (let n = 3; n < EXCHANGES; n += 40) {
    const mark = n % 80 === 3;
    notes.take({ at: '', n, mark, text: mark ? 'here' : 'look here' });
  }
  const filter = filterOf(text);
  const matcher = new RowMatcher(filter, index, notes);
  const positions = Array.from({ length: EXCHANGES }, (_, position) => position);
  const slow = positions.map((position) => {
    const facts = index.facts(position);
    const { mark, note } = notes.of(facts.n);
    return matchRow(filter, { ...facts, marked: mark, note });
  });
  expect(positions.map((position) => matcher.matches(position))).toEqual(slow);
  expect(new Set(slow).size).toBeGreaterThan(1);
});

test('which tables a poll’s commands name is answered by the index where it was read', () => {
  const parsed = parseFilter('table:user', 'en');
  if (!parsed.ok) throw new Error(parsed.error.message);
  const answer = (named: readonly string[] | null) =>
    matchRow(parsed.filter, { ...factsOf(1), kind: 'poll', idle: false, named });
  expect([['USER'], ['DEPT', 'USER'], [], null].map(answer)).toEqual([
    true,
    true,
    false,
    'unknown',
  ]);
});
