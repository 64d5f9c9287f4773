import { describe, expect, test } from 'vitest';
import { libraryText, readLibrary } from '../../../inspector/src/commands/library.ts';
import { askedFor, fill, fillingsFor } from '../../../inspector/src/commands/placeholders.ts';
import { withSaved } from '../../../inspector/src/parts/kept-list.ts';

const card = (value: string) => ({
  verb: 'UPDATE',
  table: 'USERINFO',
  values: { SysID: '7', Name: value },
});

describe('a file of saved commands', () => {
  const items = [
    { name: 'card', commands: [card('{who}')], fills: true },
    { name: 'shell', commands: [{ text: "SHELL awk '{print}'" }], fills: false },
  ];

  test('is read as it was written', () => {
    expect(readLibrary(libraryText(items))).toEqual(items);
  });

  test.each([
    'no JSON',
    'null',
    '{}',
    '[{"name":"a"}]',
    '[{"name":"","commands":[{"text":"INFO"}],"fills":false}]',
    '[{"name":"a","commands":[],"fills":false}]',
    '[{"name":"a","commands":[{"text":7}],"fills":false}]',
    '[{"name":"a","commands":[{"verb":"INFO","values":{"a":[]}}],"fills":false}]',
    '[{"name":"a","commands":[null],"fills":false}]',
  ])('of another kind holds none: %s', (text) => {
    expect(readLibrary(text)).toEqual([]);
  });

  test('what is saved under a name again takes its place', () => {
    const again = { name: 'card', commands: [{ text: 'INFO' }], fills: false };
    expect(withSaved(items, [again])).toEqual([again, items[1]]);
  });
});

describe('words in braces', () => {
  test('are asked for once each, save those that are known', () => {
    const inputs = [card('{who} {sn}'), { text: 'SET OPTION A={who}\tB={place}\tC={date}' }];
    expect(askedFor(inputs)).toEqual(['who', 'place']);
    expect(askedFor([{ text: "SHELL awk '{ print $1 }' {}" }])).toEqual([]);
  });

  test('become what was said, as a person types it; what nobody said stays', () => {
    const noon = Date.parse('2026-11-24T12:00:00');
    const fillings = fillingsFor('515', noon, { who: '王', price: '12.5' });
    expect(fill(card('{who} {sn} {date} {other}'), fillings)).toEqual(
      card('王 515 2026-11-24 {other}'),
    );
    const key = { verb: 'UPDATE', table: 'PRESSKEY', values: { KeyID: '1', Price: '{price}' } };
    expect(fill(key, fillings)).toEqual({ ...key, values: { KeyID: '1', Price: '1250' } });
    const rows = { ...key, values: [{ KeyID: '1' }, { KeyID: '{who}' }] };
    expect(fill(rows, fillings)).toEqual({ ...key, values: [{ KeyID: '1' }, { KeyID: '王' }] });
    expect(fill({ text: 'INFO {sn}' }, fillingsFor('', noon, {}))).toEqual({ text: 'INFO {sn}' });
  });
});
