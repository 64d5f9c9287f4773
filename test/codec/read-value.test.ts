/** What texts mean by their type. */

import { expect, test } from 'vitest';
import { readValue } from '../../shared/codec/read-value.ts';
import { words, type FieldSpec, type FieldType } from '../../shared/spec/field.ts';

const spec = (type: FieldType, more: Partial<FieldSpec> = {}): FieldSpec => ({
  key: 'it',
  wire: 'It',
  type,
  label: words('It', '它'),
  section: '6',
  evidence: 'both',
  ...more,
});

test.each([
  ['integer', '42', 42, '42'],
  ['integer', '-7', -7, '-7'],
  ['integer', '007', 7, '007'],
  ['integer', ' 42\0', 42, '42'],
  ['integer', '12345678901234567890', '12345678901234567890', '12345678901234567890'],
  ['integer', '', null, ''],
  ['integer', '4.2', null, '4.2'],
  ['money', '1250', 1250, '12.50'],
  ['money', '-5', -5, '-0.05'],
  ['money', '300.00', 300, '3.00'],
  ['money', '300.50', null, '300.50'],
  ['money', '3,00', null, '3,00'],
  ['time', '2011-4-25T17:40:20+08:00', '2011-04-25T17:40:20+08:00', '2011-04-25 17:40:20+08:00'],
  ['time', '2018-12-20T17:20:13 08:00', '2018-12-20T17:20:13+08:00', '2018-12-20 17:20:13+08:00'],
  ['time', '20181102170536', '2018-11-02T17:05:36', '2018-11-02 17:05:36'],
  ['time', '2018-11-02 24:00:00', null, '2018-11-02 24:00:00'],
  ['packed-day', '7039', '2018-11-02', '2018-11-02'],
  ['packed-day', '4894', '2013-01-27', '2013-01-27'],
  ['packed-day', '20181102', '2018-11-02', '2018-11-02'],
  ['packed-day', '0', 0, 'none'],
  ['packed-day', 'x', null, 'x'],
  ['clock', '0730', '07:30', '07:30'],
  ['clock', '730', '07:30', '07:30'],
  ['clock', '2561', null, '2561'],
  ['stamp', '0', 0, '0'],
  ['stamp', '36', 36, '36'],
  ['stamp', '605448067', 605448067, '605448067 (2018-11-02 12:01:07)'],
  ['stamp', '2018-11-02T09:47:44', '2018-11-02T09:47:44', '2018-11-02 09:47:44'],
  ['stamp', 'None', 'None', 'None'],
  ['stamp', 'soon', null, 'soon'],
  ['flag', '1', true, 'yes'],
  ['flag', '2', null, '2'],
  ['bits', '5', 5, 'bit 0, bit 2'],
  ['bits', '0', 0, 'none'],
  ['choice', '3', 3, '3'],
  ['choice', 'constructor', 'constructor', 'constructor'],
  ['text', '0001', '0001', '0001'],
] as const)('%s %j', (type, raw, value, text) => {
  expect(readValue(spec(type), raw, 'en')).toMatchObject({ value, text });
});

test('a choice is named in the language that was asked for', () => {
  const choice = spec('choice', { choices: { 1: words('fixed', '定值') } });
  expect(readValue(choice, '1', 'zh')).toEqual({ value: 1, text: '定值' });
});

test('a secret is exact in its value and masked for people; an empty one has nothing to hide', () => {
  const secret = spec('text', { secret: true });
  expect(readValue(secret, 'S3cret', 'en')).toEqual({ value: 'S3cret', text: '••••' });
  expect(readValue(secret, '', 'en')).toEqual({ value: '', text: '' });
});
