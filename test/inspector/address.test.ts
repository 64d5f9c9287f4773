import { describe, expect, test } from 'vitest';
import { readAddress, writeAddress, type Place } from '../../inspector/src/address.ts';

const LIVE: Place = {
  view: 'traffic',
  capture: null,
  filter: '',
  highlight: '',
  idle: false,
  n: null,
  with: null,
  recorded: '',
  observed: '',
  sn: '',
  tab: 'fields',
  find: '',
  topic: '',
  books: 'cards',
  card: '',
};

describe('the address', () => {
  test.each<[string, Place]>([
    ['#/traffic', LIVE],
    ['#/terminals', { ...LIVE, view: 'terminals' }],
    [
      '#/reference?find=posMoney&topic=tables%2FBUYLOG',
      { ...LIVE, view: 'reference', find: 'posMoney', topic: 'tables/BUYLOG' },
    ],
    ['#/session?n=17&sn=5158181900025', { ...LIVE, view: 'session', n: 17, sn: '5158181900025' }],
    [
      '#/differences?recorded=monday.jsonl&observed=tuesday.jsonl',
      { ...LIVE, view: 'differences', recorded: 'monday.jsonl', observed: 'tuesday.jsonl' },
    ],
    ['#/ledger?books=days', { ...LIVE, view: 'ledger', books: 'days' }],
    ['#/ledger?card=10023', { ...LIVE, view: 'ledger', card: '10023' }],
    ['#/compare?n=17&with=4', { ...LIVE, view: 'compare', n: 17, with: 4 }],
    [
      '#/traffic?filter=sn%3A5158&highlight=severity%3E%3Dwarning',
      { ...LIVE, filter: 'sn:5158', highlight: 'severity>=warning' },
    ],
    ['#/traffic?n=17&tab=text', { ...LIVE, n: 17, tab: 'text' }],
    [
      '#/traffic?capture=lunch+%26+dinner.jsonl&filter=posMoney%3E12.50+%22%E6%9D%8E%22&idle=1',
      { ...LIVE, capture: 'lunch & dinner.jsonl', filter: 'posMoney>12.50 "李"', idle: true },
    ],
  ])('%s', (text, place) => {
    expect(readAddress(text)).toEqual(place);
    expect(writeAddress(place)).toBe(text);
  });

  test.each(['', '#', '#/', '#/nowhere?n=-3&tab=??', '#/traffic?n=1e99', '#token=abc'])(
    'what it does not know is the live traffic: %j',
    (text) => expect(readAddress(text)).toEqual(LIVE),
  );

  test('the tab of the detail stays with the traffic', () => {
    expect(writeAddress({ ...LIVE, view: 'terminals', tab: 'text' })).toBe('#/terminals');
  });
});
