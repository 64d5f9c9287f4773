/** Uploads in the forms that terminals and their firmware may write. */

import { describe, expect, test } from 'vitest';
import { unaccounted } from '../kit/accounting.ts';
import { decoded, fieldAt, wire } from '../kit/samples.ts';
import type { TerminalHints } from '../../shared/codec/decode.ts';

const upload = (query: string, body: string) =>
  wire(
    `POST /iclock/cpos?SN=77&${query} HTTP/1.1\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );

const read = (query: string, body: string, hints?: TerminalHints) => {
  const message = upload(query, body);
  const frame = decoded(message, null, hints === undefined ? {} : { hints });
  return { frame, fields: frame.request.fields, lost: unaccounted(frame.request, message) };
};

const SALE = '10023\t10023\t2018-11-02 12:01:07\t850\t14150\t26\t2\t2\t7039\t37\t0';
const records = (fields: ReturnType<typeof read>['fields']) =>
  fields.filter(({ key }) => key === 'record');

describe('lines', () => {
  test.each([
    ['LF between', `${SALE}\n${SALE}`],
    ['LF behind each', `${SALE}\n${SALE}\n`],
    ['CR LF', `${SALE}\r\n${SALE}\r\n`],
    ['blank lines', `\n\n${SALE}\n\n${SALE}\n\n`],
    ['a TAB at the end', `${SALE}\t\n${SALE}\t`],
  ])('%s', (_, body) => {
    const { frame, fields, lost } = read('table=BUYLOG&Stamp=1&StampId=37', body);
    expect(records(fields).map(({ raw, fields: cells }) => [raw.trim(), cells?.length])).toEqual([
      [SALE, 11],
      [SALE, 11],
    ]);
    expect(records(fields).map(({ note }) => note)).toEqual([undefined, undefined]);
    expect(frame.request.summary).toBe('2 consumption records, 17.00, RecNo 37');
    expect(lost).toEqual([]);
  });

  test('NULs behind a record belong to its last cell, NULs alone are padding', () => {
    const { fields, lost } = read('table=BUYLOG', `${SALE}\0\n\0\0`);
    expect(fieldAt(fields, 'record.opId')).toMatchObject({ raw: '0\0', value: 0 });
    expect(fieldAt(fields, 'padding')).toMatchObject({ raw: '\0\0', text: '2 × 0x00' });
    expect(lost).toEqual([]);
  });

  test('each cell lies where its bytes lie', () => {
    const { fields } = read('table=BUYLOG', `${SALE}\n`);
    expect(fieldAt(fields, 'record')?.span).toEqual({ part: 'body', from: 0, to: 60 - 2 });
    expect(fieldAt(fields, 'record.posMoney')?.span).toEqual({ part: 'body', from: 32, to: 35 });
  });
});

describe('a body that was cut', () => {
  const cut = (body: string, fault: 'truncated' | 'incomplete' = 'truncated') => {
    const message = { ...upload('table=BUYLOG&Stamp=1&StampId=38', body), [fault]: true };
    const frame = decoded(message);
    return { frame, lost: unaccounted(frame.request, message) };
  };

  test.each(['truncated', 'incomplete'] as const)(
    '%s inside an amount: it is not read',
    (fault) => {
      const { frame, lost } = cut(`${SALE}\n10023\t10023\t2018-11-02 12:01:07\t85`, fault);
      expect(frame.request.summary).toMatch(/^2 consumption records, 8\.50, RecNo 37 \(/);
      expect(fieldAt(frame.request.fields, 'record[1].posMoney')).toMatchObject({
        raw: '85',
        value: null,
        text: '85…',
      });
      expect(records(frame.request.fields).map(({ note }) => note)).toEqual([
        undefined,
        'the message ends here, inside this record',
      ]);
      expect(lost).toEqual([]);
    },
  );

  test('behind an amount: it is part of the sum', () => {
    const { frame } = cut(`${SALE}\n10023\t10023\t2018-11-02 12:01:07\t850\t141`);
    expect(frame.request.summary).toMatch(/^2 consumption records, 17\.00, RecNo 37 \(/);
  });

  test('at the end of a line: every record is whole', () => {
    const { frame } = cut(`${SALE}\n`);
    expect(frame.request.summary).toMatch(/^1 consumption record, 8\.50, RecNo 37 \(/);
    expect(records(frame.request.fields)[0]?.note).toBeUndefined();
  });

  test('no sum where no amount was read', () => {
    expect(cut('10023\t10').frame.request.summary).toMatch(/^1 consumption record \(/);
    const { frame } = read('table=BUYLOG', '10023\t10023\n');
    expect(frame.request.summary).toBe('1 consumption record');
  });
});

describe('columns', () => {
  test('too few cells: those that are there, and a note', () => {
    const { fields } = read('table=BUYLOG', '10023\t10023\t2018-11-02 12:01:07\t850');
    expect(records(fields)[0]).toMatchObject({ note: '4 cells where 11 are defined' });
    expect(records(fields)[0]?.fields?.map(({ wire: name }) => name)).toEqual([
      'SysID',
      'CardNo',
      'PosTime',
      'PosMoney',
    ]);
  });

  test('too many cells: by number, and a note', () => {
    const { fields, lost } = read(
      'table=ALLOWLOG',
      '1\t1\t31\t1811\t2018-11-02 07:00:03\t3\t5\t0\t1811\t5\tx\ty',
    );
    expect(records(fields)[0]?.note).toBe('12 cells where 10 are defined');
    expect(fieldAt(fields, 'record.field11')).toMatchObject({
      wire: 'field11',
      raw: 'x',
      value: 'x',
    });
    expect(fieldAt(fields, 'record.field12')).toMatchObject({ raw: 'y' });
    expect(lost).toEqual([]);
  });

  test('a backup table has the columns of its table', () => {
    const { frame, fields } = read('table=BUYLOGBAK', SALE);
    expect(frame.request.summary).toBe('1 backup consumption record, 8.50, RecNo 37');
    expect(fieldAt(fields, 'record')).toMatchObject({ wire: 'BUYLOGBAK' });
    expect(fieldAt(fields, 'record.posMoney')).toMatchObject({ wire: 'PosMoney', value: 850 });
  });

  test.each([
    ['ZhiWeiLog', '2 Alipay and WeChat recharges'],
    ['ZHIWEIBAKLOG', '2 backup Alipay and WeChat recharges'],
    ['NEWTABLE', '2 NEWTABLE records'],
  ])('of table %s no column is known: by number', (table, summary) => {
    const { frame, fields, lost } = read(`table=${table}`, '7\tA\n8\tB\n');
    expect(frame).toMatchObject({ table, request: { summary } });
    expect(fieldAt(fields, 'record[1].field2')).toMatchObject({
      wire: 'field2',
      raw: 'B',
      value: 'B',
    });
    expect(fieldAt(fields, 'record.field1')).toMatchObject({ raw: '7', value: '7' });
    expect(lost).toEqual([]);
  });

  test.each([
    ['2018-11-02 12:01:07', '2018-11-02T12:01:07'],
    ['2018-11-02T12:01:07', '2018-11-02T12:01:07'],
    ['2018-1-2 2:01:07', '2018-01-02T02:01:07'],
    // The vendor's packed count: ((18*12+10)*31+1) days and 12:01:07.
    ['605448067', '2018-11-02T12:01:07'],
    ['1541160067', '2018-11-02T12:01:07Z'],
    ['yesterday', null],
    ['2018-13-02 12:01:07', null],
    ['', null],
  ])('PosTime %s', (raw, value) => {
    const { fields } = read('table=BUYLOG', SALE.replace('2018-11-02 12:01:07', raw));
    expect(fieldAt(fields, 'record.posTime')).toMatchObject({ raw, value });
  });

  test('what cannot be read keeps its text', () => {
    const { fields } = read('table=BUYLOG', SALE.replace('850', '8,50').replace('7039', '2018'));
    expect(fieldAt(fields, 'record.posMoney')).toMatchObject({
      raw: '8,50',
      value: null,
      text: '8,50',
    });
    expect(fieldAt(fields, 'record.mealDate')).toMatchObject({ raw: '2018' });
  });
});

/** Field notes, section 3: the document says OPID, RecNo; real servers read RecNo, OPID. */
describe('the two orders of FULLLOG', () => {
  const line = (seven: number, eight: number) =>
    `10023\t10023\t30\t2018-11-02 09:30:00\t10000\t25000\t0\t${seven}\t${eight}`;
  const recNos = (fields: ReturnType<typeof read>['fields']) =>
    records(fields).map(({ fields: cells = [] }) => fieldAt(cells, 'recNo')?.value);

  test('StampId tells', () => {
    const server = read('table=FULLLOG&StampId=14', `${line(13, 90001)}\n${line(14, 90001)}`);
    expect(recNos(server.fields)).toEqual([13, 14]);
    expect(records(server.fields)[0]?.note).toBe(
      'read in the order of the server (StampId agrees); in the documented order: OPID 13, RecNo 90001',
    );
    const documented = read(
      'table=FULLLOGBAK&StampId=14',
      `${line(90001, 13)}\n${line(90001, 14)}`,
    );
    expect(recNos(documented.fields)).toEqual([13, 14]);
  });

  test('without StampId the column that rises tells', () => {
    const { fields } = read(
      'table=FULLLOG&Stamp=1',
      `${line(13, 5)}\n${line(14, 5)}\n${line(17, 5)}`,
    );
    expect(recNos(fields)).toEqual([13, 14, 17]);
    expect(records(fields)[2]?.note).toContain('its RecNo rises from row to row');
  });

  test('where nothing tells, it is the documented order, and the note says so', () => {
    const { fields } = read('table=FULLLOG', line(13, 14));
    expect(recNos(fields)).toEqual([14]);
    expect(records(fields)[0]?.note).toContain('nothing in the upload tells');
  });
});

describe('bodies that are no text', () => {
  const packed = Array.from({ length: 64 }, (_, at) =>
    String.fromCharCode((at * 37 + 11) % 256),
  ).join('');

  test('with encryption on they are encrypted', () => {
    const { frame, fields, lost } = read('table=BUYLOG&Stamp=1', packed, {
      language: '83',
      encrypted: true,
    });
    expect(frame.request.summary).toBe('encrypted, 64 bytes');
    expect(fieldAt(fields, 'content')).toMatchObject({
      value: 'encrypted',
      text: 'encrypted, 64 bytes',
    });
    expect(lost).toEqual([]);
  });

  test('without, they are binary', () => {
    expect(read('table=BUYLOG', packed).frame.request.summary).toBe('binary, 64 bytes');
  });

  test('plain text stays readable though encryption is said to be on', () => {
    const { frame } = read('table=BUYLOG', SALE, { language: '', encrypted: true });
    expect(frame.request.summary).toBe('1 consumption record, 8.50, RecNo 37');
  });
});
