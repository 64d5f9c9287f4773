/** The columns of the exchange list as they are chosen, ordered, sized and kept. */

import { describe, expect, test } from 'vitest';
import {
  fieldColumn,
  fieldsOf,
  hide,
  move,
  moveTo,
  readColumns,
  resize,
  show,
  USUAL,
  writeColumns,
  type Columns,
} from '../../../inspector/src/traffic/columns.ts';

const ids = (columns: Columns) => columns.map(({ id }) => id);

describe('the columns of the list', () => {
  test('come back from the text they are kept as', () => {
    const chosen = resize(
      move(show(hide(USUAL, 'size'), ':posMoney'), ':posMoney', -9),
      'time',
      99,
    );
    expect(readColumns(writeColumns(chosen))).toEqual(chosen);
    expect(ids(chosen)[0]).toBe(':posMoney');
    expect(chosen.find(({ id }) => id === 'time')?.px).toBe(99);
  });

  test('are the usual ones where the kept text says nothing', () => {
    for (const text of [null, '', 'nonsense 4', ':nosuchfield 100', ',, ,']) {
      expect(readColumns(text)).toEqual(USUAL);
    }
    expect(readColumns('time 5,time 80,:POSMONEY x')).toEqual([
      { id: 'time', px: 30 },
      { id: ':posMoney', px: 110 },
    ]);
  });

  test('return to their usual place, and are never none', () => {
    expect(show(hide(USUAL, 'time'), 'time')).toEqual(USUAL);
    expect(show(hide(USUAL, 'finding'), 'finding')).toEqual(USUAL);
    const alone = readColumns('time 80');
    expect(hide(alone, 'time')).toEqual(alone);
    expect(show(USUAL, 'time')).toBe(USUAL);
  });

  test('ask the desk for the same fields in whatever order they stand', () => {
    const chosen = show(show(USUAL, ':recNo'), ':posMoney');
    expect(fieldsOf(chosen)).toEqual(['posMoney', 'recNo']);
    expect(fieldsOf(moveTo(chosen, ':posMoney', 'finding'))).toEqual(['posMoney', 'recNo']);
    expect(ids(moveTo(chosen, ':posMoney', 'finding'))[0]).toBe(':posMoney');
    expect(fieldColumn(' posmoney ')).toBe(':posMoney');
    expect(fieldColumn('nosuchfield')).toBeNull();
  });
});
