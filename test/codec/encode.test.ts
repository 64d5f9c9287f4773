/** Fields back into bytes: the same ones where nothing changed, the new ones where something did. */

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { textCodec } from '../../proxy/charset.ts';
import { encodeMessage } from '../../shared/codec/encode.ts';
import type { Field, HalfFrame } from '../../shared/codec/frame.ts';
import type { RawMessage } from '../../shared/codec/message.ts';
import { readValue } from '../../shared/codec/read-value.ts';
import {
  writeRecord,
  writeResult,
  writeTarget,
  writeUpload,
} from '../../shared/codec/write-request.ts';
import { writeValue } from '../../shared/codec/write-value.ts';
import type { FieldSpec } from '../../shared/spec/field.ts';
import { TABLES, tableNamed } from '../../shared/spec/tables/index.ts';
import { root } from '../kit/product.ts';
import { decoded, fieldAt, sample, wire } from '../kit/samples.ts';

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
const encode = (message: RawMessage, half: HalfFrame) => {
  const { head, body } = encodeMessage(message, half, { text: textCodec });
  return { head: text(head), body: text(body) };
};

/** The half with another raw text in the field of this key, wherever it lies. */
function withRaw(half: HalfFrame, key: string, raw: string): HalfFrame {
  const change = (field: Field): Field => ({
    ...field,
    raw: field.key === key ? raw : field.raw,
    ...(field.fields === undefined ? {} : { fields: field.fields.map(change) }),
  });
  return { ...half, fields: half.fields.map(change) };
}

describe('decoded and encoded again', () => {
  const files = readdirSync(join(root, 'test/fixtures/samples'));

  test.each(files.filter((file) => !/response|README/.test(file)))('%s', (file) => {
    const message = sample(file);
    expect(encode(message, decoded(message).request)).toEqual({
      head: text(message.head),
      body: text(message.body),
    });
  });

  test.each(files.filter((file) => file.includes('-response')))('%s', (file) => {
    const message = sample(file);
    const { response } = decoded(sample('c01-poll-request.http'), message);
    expect(encode(message, response as HalfFrame)).toEqual({
      head: text(message.head),
      body: text(message.body),
    });
  });

  test('a parameter whose charset is not that of the target', () => {
    const head = 'POST /iclock/cpos?table=BUYLOG&\xc5=\xd5\xc5 HTTP/1.1\r\n\r\n';
    const message = { head: Buffer.from(head, 'latin1'), body: Buffer.alloc(0) };
    expect(encode(message, decoded(message).request).head).toBe(head);
  });

  test('any bytes', () => {
    const cell = fc.string({ unit: fc.constantFrom(...'0123456789\t\n\r&= \0\xd5\xc5A-:') });
    fc.assert(
      fc.property(cell, cell, (query, body) => {
        const head = `POST /iclock/cpos?table=BUYLOG&${query.replace(/[\r\n]/g, '')} HTTP/1.1\r\n\r\n`;
        const message = { head: Buffer.from(head, 'latin1'), body: Buffer.from(body, 'latin1') };
        expect(encode(message, decoded(message).request)).toEqual({ head, body });
      }),
    );
  });
});

describe('a changed field', () => {
  test('gives its new bytes and moves the rest', () => {
    const message = sample('b01-buylog-single-request.http');
    const { request } = decoded(message);
    const changed = encode(message, withRaw(withRaw(request, 'posMoney', '1234567'), 'sn', '9'));
    expect(changed.body).toBe(
      '10023\t10023\t2018-11-02 12:01:07\t1234567\t14150\t26\t2\t2\t7039\t37\t0\n',
    );
    expect(changed.head).toMatch(/^POST \/iclock\/cpos\?SN=9&table=BUYLOG&Stamp=/);
  });

  test('is written in the charset of the body', () => {
    const message = wire(
      'POST /iclock/posdevicecmd?SN=1 HTTP/1.1\r\n\r\nID=1&Return=0&CMD=\xd5\xc5\xc8\xfd&X=1\n',
    );
    const { request } = decoded(message);
    expect(encode(message, withRaw(request, 'cmd', '李')).body).toBe(
      'ID=1&Return=0&CMD=\xc0\xee&X=1\n',
    );
  });

  test('that its charset cannot express is refused in a sentence', () => {
    const message = sample('b01-buylog-single-request.http');
    const { request } = decoded(message);
    expect(() => encode(message, withRaw(request, 'posMoney', '张'))).toThrow(
      'PosMoney: "张" cannot be written in ascii.',
    );
  });
});

/** Texts that these definitions write for these values; golden from the samples. */
describe('values written', () => {
  test('a record as the sample has it', () => {
    const layout = tableNamed('BUYLOG')?.layouts[0];
    const values = {
      sysId: 10023,
      CardNo: 10023,
      posTime: '2018-11-02T12:01:07',
      posMoney: 850,
      balance: 14150,
      cardRecId: 26,
      state: 2,
      mealType: 2,
      mealDate: '2018-11-02',
      recNo: 37,
      opId: 0,
    };
    expect(layout && writeUpload(layout, [values])).toBe(
      text(sample('b01-buylog-single-request.http').body),
    );
    expect(layout && writeRecord(layout, { recNo: 1 })).toBe('\t\t\t\t\t\t\t\t\t1\t');
  });

  test('a target as the sample has it, and escapes where they are needed', () => {
    expect(
      writeTarget('/iclock/cpos', [
        ['SN', '5158181900025'],
        ['table', 'BUYLOG'],
        ['Stamp', '2018-11-02T12:01:07'],
        ['StampId', 37],
      ]),
    ).toBe('/iclock/cpos?SN=5158181900025&table=BUYLOG&Stamp=2018-11-02T12:01:07&StampId=37');
    expect(writeTarget('/iclock/cpos', [['fireVer', 'Ver 6.60 Apr&\xd5']])).toBe(
      '/iclock/cpos?fireVer=Ver%206.60%20Apr%26%D5',
    );
    expect(writeTarget('/iclock/cpos', [])).toBe('/iclock/cpos');
  });

  test('a result as the sample has it', () => {
    expect(writeResult({ id: '1212', returned: 0, cmd: 'SET OPTION' })).toBe(
      'ID=1212&Return=0&CMD=SET OPTION\n',
    );
  });

  const SPECS = TABLES.flatMap(({ layouts }) => layouts.flatMap(({ columns }) => columns));
  const day = fc.date({
    min: new Date('2000-01-01'),
    max: new Date('2099-12-31'),
    noInvalidDate: true,
  });
  const VALUES: Readonly<Record<FieldSpec['type'], fc.Arbitrary<string | number | boolean>>> = {
    text: fc.string(),
    opaque: fc.string(),
    integer: fc.maxSafeInteger().filter((value) => !Object.is(value, -0)),
    money: fc.integer(),
    time: day.map((date) => date.toISOString().slice(0, 19)),
    'packed-day': day.map((date) => date.toISOString().slice(0, 10)),
    clock: fc
      .tuple(fc.nat(23), fc.nat(59))
      .map(
        ([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`,
      ),
    stamp: fc.oneof(
      fc.nat(),
      day.map((date) => date.toISOString().slice(0, 19)),
    ),
    flag: fc.boolean(),
    choice: fc.nat(100),
    bits: fc.nat(0x7fff_ffff),
  };

  test('and read again are the values', () => {
    const types = Object.keys(VALUES) as FieldSpec['type'][];
    const specs = [...SPECS, ...types.map((type) => ({ ...(SPECS[0] as FieldSpec), type }))];
    const pair = fc
      .constantFrom(...specs)
      .chain((spec) => VALUES[spec.type].map((value) => [spec, value] as const));
    fc.assert(
      fc.property(pair, ([spec, value]) => {
        expect(readValue(spec, writeValue(spec, value), 'en').value).toBe(value);
      }),
      { numRuns: 500 },
    );
  });

  test('an upload written and decoded has the values that were given', () => {
    const layout = tableNamed('BUYLOG')?.layouts[1];
    const record = fc.record(
      Object.fromEntries(
        (layout?.columns ?? []).map((column) => [
          column.key,
          column.type === 'text'
            ? fc.string({ unit: fc.constantFrom(...'0123456789AZ'), minLength: 1 })
            : VALUES[column.type],
        ]),
      ),
    );
    fc.assert(
      fc.property(fc.array(record, { minLength: 1, maxLength: 5 }), (records) => {
        const body = layout === undefined ? '' : writeUpload(layout, records);
        const message = wire(`POST /iclock/cpos?SN=1&table=BUYLOG HTTP/1.1\r\n\r\n${body}`);
        const { fields } = decoded(message).request;
        records.forEach((values, index) => {
          for (const [key, value] of Object.entries(values)) {
            expect(fieldAt(fields, `record[${index}].${key}`)?.value).toBe(value);
          }
        });
      }),
      { numRuns: 50 },
    );
  });
});
