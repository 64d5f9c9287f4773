/** Every definition says where it comes from, how it is called, and shows itself on the wire. */

import { describe, expect, test } from 'vitest';
import { KINDS } from '../../shared/codec/frame.ts';
import { ENDPOINTS } from '../../shared/spec/endpoints.ts';
import type { FieldSpec } from '../../shared/spec/field.ts';
import { HEADERS } from '../../shared/spec/headers.ts';
import { EXCHANGE_FIELDS } from '../../shared/spec/key-exchange.ts';
import { isChinese, LANGUAGES } from '../../shared/spec/languages.ts';
import { MESSAGES } from '../../shared/spec/messages.ts';
import { OPTIONS } from '../../shared/spec/options.ts';
import { PARAMETERS, parameterNamed } from '../../shared/spec/parameters.ts';
import { INFO_VALUES, RESULT_FIELDS } from '../../shared/spec/results.ts';
import { RETURN_CODES } from '../../shared/spec/return-codes.ts';
import { TABLES, tableNamed } from '../../shared/spec/tables/index.ts';
import { allFields } from '../kit/accounting.ts';
import { decoded, wire } from '../kit/samples.ts';

const columns = TABLES.flatMap(({ name, layouts }) =>
  layouts.flatMap((layout) =>
    layout.columns.map((column) => [`${name}.${column.wire}`, column] as const),
  ),
);
const rows = (room: string, specs: readonly FieldSpec[]) =>
  specs.map((spec) => [`${room}.${spec.wire}`, spec] as const);

const SPECS: readonly (readonly [string, FieldSpec])[] = [
  ...columns,
  ...rows('parameter', PARAMETERS),
  ...rows('option', OPTIONS),
  ...rows('header', HEADERS),
  ...rows('result', RESULT_FIELDS),
  ...rows('info', INFO_VALUES),
  ...rows('exchange', EXCHANGE_FIELDS),
];

const SECTION = /^(?:observed|appendix \d|\d+(?:\.\d+){0,2})$/;

test.each(SPECS)('%s is whole', (_, spec) => {
  expect(spec.key).toMatch(/^[a-z][A-Za-z0-9]*$/);
  expect(spec.section).toMatch(SECTION);
  expect(spec.label.en.trim()).not.toBe('');
  expect(spec.label.zh).toMatch(/[\u4e00-\u9fff]/);
  expect(spec.type === 'money' ? spec.unit : 'cents').toBe('cents');
});

test.each([
  ['parameters', PARAMETERS],
  ['options', OPTIONS],
  ['headers', HEADERS],
  ['results', RESULT_FIELDS],
  ['info', INFO_VALUES],
])('no two %s share a spelling', (_, specs) => {
  const names = specs.flatMap(({ wire: name, aliases = [] }) => [name.toLowerCase(), ...aliases]);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  expect(new Set(specs.map(({ key }) => key)).size).toBe(specs.length);
});

/** The contract names these columns, in this order. */
test.each([
  ['BUYLOG', 'SysID CardNo PosTime PosMoney Balance CardRecID State MealType MealDate RecNo OPID'],
  [
    'BUYLOG',
    'SysID CardNo PosTime PosMoney Balance CardRecID State MealType MealDate RecNo OPID SubPosMoney SubBalance UserPIN',
  ],
  ['FULLLOG', 'SysID CardNo CardRecNo SupTime Money Balance LogType OPID RecNo'],
  ['FULLLOG', 'SysID CardNo CardRecNo SupTime Money Balance LogType RecNo OPID'],
  ['ALLOWLOG', 'SysID CardNo CardRecID Batch AllowTime AllowMoney Balance State BaseBatch RecNo'],
  ['storedetail', 'RecNo StoreNo Price RecSum'],
  ['keydetail', 'RecNo KeyID Price RecSum'],
  ['timedetail', 'RecNo BeginTime BeginMoney EndTime EndMoney'],
])('%s may be %s', (name, order) => {
  const orders = tableNamed(name)?.layouts.map((layout) =>
    layout.columns.map((column) => column.wire).join(' '),
  );
  expect(orders).toContain(order);
});

describe('tables', () => {
  test.each(TABLES.map((table) => [table.name, table] as const))(
    '%s reads its own sample',
    (name, table) => {
      const { table: read, request } = decoded(
        wire(`POST /iclock/cpos?SN=1&table=${name} HTTP/1.1\r\n\r\n${table.sample}\n`),
      );
      expect(read).toBe(name);
      expect(request.summary).toMatch(new RegExp(`^1 ${table.noun.one}`));
      expect(
        allFields(request.fields).filter(({ key, value }) => key !== 'line' && value === null),
      ).toEqual([]);
      expect(table.section).toMatch(SECTION);
    },
  );

  test.each(TABLES.map((table) => [table.name, table] as const))(
    '%s tells columns that it has',
    (_, table) => {
      const told = [...table.told, table.sumOf, table.alsoSumOf, table.apart?.column];
      const keys = new Set(table.layouts.flatMap((layout) => layout.columns.map(({ key }) => key)));
      expect(told.filter((key) => key !== undefined && !keys.has(key))).toEqual([]);
    },
  );

  test.each([
    ['buylog', 'BUYLOG'],
    ['StoreDetail', 'storedetail'],
    ['ZhiWeiLog', 'ZHIWEILOG'],
    ['zhiweibaklog', 'ZHIWEILOGBAK'],
    ['NEWTABLE', undefined],
    ['', undefined],
    ['constructor', undefined],
  ])('table=%s is %s', (name, table) => {
    expect(tableNamed(name)?.name).toBe(table);
  });
});

describe('messages', () => {
  test('each kind has its row, save what is no message of the protocol', () => {
    const kinds = MESSAGES.map(({ kind }) => kind);
    expect([...kinds, 'other'].sort()).toEqual([...KINDS].sort());
  });

  test.each(MESSAGES.map((message) => [message.kind, message] as const))(
    '%s is told from its request, and its parameters are defined',
    (kind, { request, parameters, section }) => {
      const text = `${request.replaceAll('…', '1')} HTTP/1.1\r\n\r\n`;
      expect(decoded(wire(text)).kind).toBe(kind);
      const undefinedNames = parameters.filter(
        (name) => parameterNamed(name.toLowerCase()) === undefined,
      );
      expect(undefinedNames).toEqual([]);
      expect(section).toMatch(SECTION);
    },
  );
});

test('endpoints are compared in lower case', () => {
  expect(ENDPOINTS.filter(({ name }) => name !== name.toLowerCase())).toEqual([]);
});

/** Appendix 2, with the numbers that its print lost as the field notes give them. */
test.each([
  ['83', 'Simplified Chinese', '简体中文', true],
  ['84', 'Traditional Chinese', '繁体中文', true],
  ['69', 'English', '英文', false],
  ['70', 'French', '法语', false],
  ['66', 'Arabic', '阿拉伯语', false],
  ['82', 'Russian', '俄语', false],
  ['65', 'Persian', '波斯语', false],
  ['90', 'Czech', '捷克语', false],
  ['68', 'Dutch', '荷兰语', false],
])('language %s is %s', (code, en, zh, chinese) => {
  expect(LANGUAGES[code]).toEqual({ en, zh });
  expect(isChinese(code)).toBe(chinese);
});

test('appendix 1 is there', () => {
  const documented = [
    '0',
    '-1',
    '-2',
    '-3',
    '-1001',
    '-1002',
    '-1003',
    '-1004',
    '-1005',
    '-1006',
    '-1007',
    '-1008',
  ];
  expect(documented.filter((code) => !Object.hasOwn(RETURN_CODES, code))).toEqual([]);
});
