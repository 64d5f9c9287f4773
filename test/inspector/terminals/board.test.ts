import { describe, expect, test } from 'vitest';
import { mergeTerminals } from '../../../inspector/src/link/terminals.ts';
import { inOrder } from '../../../inspector/src/terminals/order.ts';
import { isOverdue } from '../../../inspector/src/terminals/overdue.ts';
import { newestStamp, tellingFirst } from '../../../inspector/src/terminals/stamps.ts';
import { TERMINALS } from '../terminals.ts';

const NOW = Date.parse('2026-11-24T05:00:00Z');
const seen = (agoMs: number, pollIntervalMs: number | null, toldDelayMs: number | null = null) => ({
  lastSeen: new Date(NOW - agoMs).toISOString(),
  pollIntervalMs,
  toldDelayMs,
});

describe('a terminal is overdue', () => {
  test.each([
    ['after three of its own intervals', seen(91_000, 30_000), true],
    ['not before', seen(89_000, 30_000), false],
    ['by what the server told, while it has no pace of its own', seen(31_000, null, 10_000), true],
    ['not when its pace is unknown', seen(9_999_999, null), false],
    ['not for a breath, when it polls every second', seen(5_000, 1_000), false],
  ])('%s', (_, terminal, overdue) => expect(isOverdue(terminal, NOW)).toBe(overdue));
});

describe('stamps', () => {
  const stamps = {
    OpStamp: { told: '0' },
    PosLogStampId: { told: '36', sent: '40' },
    FullLogStamp: { sent: '2018-11-02T12:00:00' },
    PosLogStamp: { told: '0', sent: '2018-11-02T12:04:55' },
    AllowLogStamp: { told: '2018-11-01T00:00:00' },
  };
  test('the newest time that was sent speaks for all', () => {
    expect(newestStamp(stamps)).toEqual({ name: 'PosLogStamp', sent: '2018-11-02T12:04:55' });
    expect(newestStamp({ PosLogStampId: { sent: '40' } })?.sent).toBe('40');
    expect(newestStamp({ OpStamp: { told: '0' } })).toBeNull();
  });
  test('what says something comes first', () => {
    expect(tellingFirst(stamps).map(([name]) => name)).toEqual([
      'PosLogStampId',
      'FullLogStamp',
      'PosLogStamp',
      'AllowLogStamp',
      'OpStamp',
    ]);
  });
});

describe('the board', () => {
  const rows = TERMINALS(NOW);
  const ends = (order: Parameters<typeof inOrder>[1]) =>
    inOrder(rows, order).map(({ sn }) => sn.slice(-3));

  test.each([
    ['sn', ['112', '025', '031', '007']],
    ['lastSeen', ['007', '112', '031', '025']],
    ['pending', ['031', '112', '025', '007']],
    ['findings', ['007', '025', '112', '031']],
  ] as const)('by %s', (order, serials) => expect(ends(order)).toEqual(serials));

  test('changed rows take the place of their earlier selves', () => {
    const [first, ...rest] = rows;
    if (first === undefined) throw new Error('no rows');
    const changed = { ...first, exchanges: 9_999 };
    expect(mergeTerminals(rows, [changed])).toEqual([changed, ...rest]);
    expect(mergeTerminals(rows, [])).toBe(rows);
  });
});
