/** Requests that somebody rewrote: what becomes of their bytes, and where what does not parse stands. */

import { Buffer } from 'node:buffer';
import { describe, expect, test } from 'vitest';
import { EditError, editedRequest } from '../../proxy/replay/edit.ts';
import { SERIAL, exchangeOf, post, reply } from './day.ts';

const SALE = '10023\t10023\t2018-11-02 12:01:07\t850\t14150\t26\t2\t2\t7039\t37\t0\n';
const upload = exchangeOf(
  [
    post(`/iclock/cpos?SN=${SERIAL}&table=BUYLOG&Stamp=2018-11-02T12:01:07&StampId=37`, SALE + SALE.replace('\t37\t', '\t38\t')), // prettier-ignore
    reply('OK'),
  ],
  1,
).request;
const latin1 = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
const text = latin1(upload.head).replaceAll('\r\n', '\n') + latin1(upload.body);

test('a text that nobody changed gives the same bytes', () => {
  const same = editedRequest(upload, text);
  expect(latin1(same.head)).toBe(latin1(upload.head));
  expect(latin1(same.body)).toBe(latin1(upload.body));
});

test('the Content-Length follows the body', () => {
  const edited = editedRequest(upload, text.replace('\t850\t', '\t12850\t'));
  expect(edited.body.length).toBe(upload.body.length + 2);
  expect(latin1(edited.head)).toContain(`\r\nContent-Length: ${edited.body.length}\r\n`);
});

test('hanzi where there were none are written as ZKECO writes them', () => {
  const results = exchangeOf([post(`/iclock/posdevicecmd?SN=${SERIAL}`, 'ID=1&Return=0&CMD=Shell'), reply('OK')], 1).request; // prettier-ignore
  const edited = editedRequest(results, `${latin1(results.head)}ID=1&Return=0&CMD=张三`);
  expect(Buffer.from(edited.body.subarray(-4)).toString('hex')).toBe('d5c5c8fd');
});

test('a body where there was none gets a length', () => {
  const poll = exchangeOf([Buffer.from(`GET /iclock/posrequest?SN=${SERIAL} HTTP/1.1\r\nHost: a\r\n\r\n`), reply('OK')], 1).request; // prettier-ignore
  const edited = editedRequest(poll, `POST /iclock/posdevicecmd?SN=${SERIAL} HTTP/1.1\nHost: a\n\nID=1&Return=0&CMD=REBOOT\n`); // prettier-ignore
  expect(latin1(edited.head)).toMatch(/^POST .*\r\nHost: a\r\nContent-Length: 25\r\n\r\n$/s);
});

describe('what does not parse is told with its place', () => {
  const swap = (from: string | RegExp, to: string) => text.replace(from, to);
  test.each([
    ['no request line', swap(/^POST [^\n]*/, 'hello'), 0, /^line 1 is no request line/],
    ['no version', swap(' HTTP/1.1', ''), 0, /^line 1 is no request line/],
    [
      'no header',
      swap('Accept: */*', 'oops'),
      text.indexOf('Accept:'),
      /^line 5 is no header field/,
    ],
    ['hanzi in the head', swap('canteen', '').replace('iClock', '食堂'), text.indexOf('iClock'), /^"食" cannot stand in a head/], // prettier-ignore
    ['money that is none', swap('\t850\t', '\t8x0\t'), text.indexOf('\t850\t') + 1, /^PosMoney in line 8 cannot be read: "8x0"$/], // prettier-ignore
    ['a second record', swap(/\t850(?=\t[^\n]*\t38\t)/, '\t8.5'), text.lastIndexOf('\t850\t') + 1, /^PosMoney in line 9 cannot be read/], // prettier-ignore
  ])('%s', (_what, edited, at, sentence) => {
    let error: unknown = null;
    try {
      editedRequest(upload, edited);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(EditError);
    const { at: place, message } = error as EditError;
    expect({ place, message }).toEqual({ place: at, message: expect.stringMatching(sentence) as string }); // prettier-ignore
  });

  test('a letter that the charset does not have', () => {
    const chinese = exchangeOf([Buffer.concat([post('/iclock/posdevicecmd?SN=1', ''), Buffer.from('d5c5c8fd', 'hex')]), reply('OK')], 1).request; // prettier-ignore
    const body = Buffer.from('d5c5c8fd', 'hex');
    const original = { ...chinese, body, size: body.length };
    const head = 'POST /iclock/posdevicecmd?SN=1 HTTP/1.1\nHost: a\n\n';
    expect(() => editedRequest(original, `${head}ID=张\ud800`)).toThrow(/cannot be written in gb18030/); // prettier-ignore
  });
});
