import { describe, expect, test } from 'vitest';
import { mergeTerminals } from '../../../inspector/src/link/terminals.ts';
import { FIRST, inOrder, turned, type Column } from '../../../inspector/src/terminals/order.ts';
import { backlogOf } from '../../../inspector/src/terminals/backlog.ts';
import { heights, isLate } from '../../../inspector/src/terminals/gaps.ts';
import { isOverdue } from '../../../inspector/src/terminals/overdue.ts';
import { skewOf } from '../../../inspector/src/terminals/skew.ts';
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
  const ends = (by: Column, descending = false) =>
    inOrder(rows, { by, descending }).map(({ sn }) => sn.slice(-3));

  test.each([
    ['sn', ['112', '025', '031', '007']],
    ['lastSeen', ['007', '112', '031', '025']],
    ['pace', ['007', '025', '031', '112']],
    ['backlog', ['031', '025', '112', '007']],
    ['firmware', ['031', '025', '007', '112']],
  ] as const)('by %s', (by, serials) => expect(ends(by)).toEqual(serials));

  test.each([
    ['pending', ['031', '112', '025', '007']],
    ['findings', ['007', '025', '112', '031']],
    ['clock', ['007', '031', '112', '025']],
    ['backlog', ['025', '031', '112', '007']],
    ['sn', ['007', '031', '025', '112']],
  ] as const)('by %s, the other way', (by, serials) => expect(ends(by, true)).toEqual(serials));

  test('a column is chosen with what is wrong on top, and turned by choosing it again', () => {
    expect(turned(FIRST, 'findings')).toEqual({ by: 'findings', descending: true });
    expect(turned({ by: 'findings', descending: true }, 'findings').descending).toBe(false);
    expect(turned(FIRST, 'lastSeen').descending).toBe(false);
    expect(turned(FIRST, 'sn').descending).toBe(true);
  });

  test('a backlog is what the server has not taken, and not known while either end is missing', () => {
    expect(rows.map((row) => backlogOf(row))).toEqual([12, 0, null, null]);
    expect(backlogOf({ devNo: 3, acknowledged: 9 })).toBe(0);
  });

  test('a clock is wrong by records of the future, or by a server a minute off', () => {
    const skew = (recordAheadMs: number | null, serverAheadMs: number | null) =>
      skewOf({ clock: { recordAheadMs, serverAheadMs } });
    expect(skew(3_600_000, 0)).toEqual({ ms: 3_600_000, by: 'records', isWrong: true });
    expect(skew(-3_600_000, 1_000)).toEqual({ ms: 1_000, by: 'server', isWrong: false });
    expect(skew(null, -61_000)).toEqual({ ms: -61_000, by: 'server', isWrong: true });
    expect(skew(null, null)).toBeNull();
  });

  test('distances are drawn up to three intervals', () => {
    expect(heights([0, 5_000, 15_000, 99_000], 5_000, 15)).toEqual([1, 5, 15, 15]);
    expect([15_000, 15_001].map((gap) => isLate(gap, 5_000))).toEqual([false, true]);
  });

  test('changed rows take the place of their earlier selves', () => {
    const [first, ...rest] = rows;
    if (first === undefined) throw new Error('no rows');
    const changed = { ...first, exchanges: 9_999 };
    expect(mergeTerminals(rows, [changed])).toEqual([changed, ...rest]);
    expect(mergeTerminals(rows, [])).toBe(rows);
  });
});
