/** A recorded exchange against what another server said: what differs in meaning, and what does not. */

import { describe, expect, test } from 'vitest';
import { compareExchanges, type NoiseRule, type Read } from '../../shared/compare/index.ts';
import type { RawMessage } from '../../shared/codec/message.ts';
import { textCodec } from '../../proxy/charset.ts';
import { decoded, messageOf, sample } from '../kit/samples.ts';

const read = (request: RawMessage, response: RawMessage | null): Read => ({
  raw: { request, response },
  frame: decoded(request, response),
});

const poll = sample('c01-poll-request.http');

/** The sample's reply with the text put in place of what it says, its length corrected. */
function altered(file: string, change: (body: string) => string, head = (text: string) => text) {
  const { head: bytes, body } = sample(file);
  const text = Buffer.from(change(Buffer.from(body).toString('latin1')), 'latin1');
  const lines = head(
    Buffer.from(bytes)
      .toString('latin1')
      .replace(/Content-Length: \d+/i, `Content-Length: ${text.length}`),
  );
  return messageOf(Buffer.concat([Buffer.from(lines, 'latin1'), text]));
}

function compared(recorded: Read, observed: Read, rules: readonly NoiseRule[] = []) {
  const { verdict, differences } = compareExchanges(recorded, observed, { text: textCodec, rules });
  const told = differences.map(({ field, within, recorded: mine, observed: theirs, noise }) => ({
    field,
    within,
    values: [mine, theirs],
    noise: noise !== null,
  }));
  return {
    verdict,
    differs: told.filter(({ noise }) => !noise),
    noise: told.filter(({ noise }) => noise),
  };
}

const byPoll = (file: string, change: (body: string) => string, head?: (text: string) => string) =>
  compared(read(poll, sample(file)), read(poll, altered(file, change, head)));

describe('what says nothing', () => {
  test('the same bytes are identical', () => {
    expect(byPoll('c14-poll-response-reboot-last.http', (body) => body)).toEqual({
      verdict: 'identical',
      differs: [],
      noise: [],
    });
  });

  test('another server: its own numbers, Date, Server, blank lines', () => {
    const result = byPoll(
      'c14-poll-response-reboot-last.http',
      (body) => body.replace('C:1330:', 'C:88:').replace('C:1331:', 'C:89:').replace('\n\n', '\n'),
      (head) =>
        head
          .replace(/Date: .*/, 'Date: Mon, 05 Nov 2018 11:00:00 GMT')
          .replace(/Server: .*/, 'Server: other/1')
          .replace(/Vary: .*\r\n/, ''),
    );
    expect(result).toMatchObject({ verdict: 'same-meaning', differs: [] });
    expect(result.noise.map(({ field }) => field)).toContain('CmdID');
  });

  test('options in another order, with stamps of another day', () => {
    const init = sample('a01-init-request.http');
    const other = altered('a01-init-response.http', (body) => {
      const [first, ...rest] = body.split('\n');
      return [first, ...rest.filter((line) => line !== '').reverse(), ''].join('\n');
    });
    const result = compared(read(init, sample('a01-init-response.http')), read(init, other));
    expect(result).toMatchObject({ verdict: 'same-meaning', differs: [] });
  });

  test.each([
    ['PosLogStampId=36', 'PosLogStampId=0'],
    ['PosLogStampId=36', 'PosLogStampId=None'],
    ['FullLogStampId=0', 'FullLogStampId=4711'],
    ['PosBakLogStampId=2018-11-02T09:47:44', 'PosBakLogStampId=2018-11-03T10:00:00'],
  ])('%s in place of %s: a server without a history', (from, to) => {
    const init = sample('a01-init-request.http');
    const other = altered('a01-init-response.http', (body) => body.replace(from, to));
    const result = compared(read(init, sample('a01-init-response.http')), read(init, other));
    expect(result).toMatchObject({ verdict: 'same-meaning', differs: [] });
  });

  test('a rule of the golden, but none about money or return codes', () => {
    const change = (body: string) =>
      body.replace('Price=1200', 'Price=1300').replace('KeyID=2', 'KeyID=3');
    const rules = ['Price', 'KeyID'].map((field) => ({ field, reason: 'learned' }));
    const file = 'c14-poll-response-reboot-last.http';
    const result = compared(read(poll, sample(file)), read(poll, altered(file, change)), rules);
    expect(result.differs.map(({ field }) => field)).toEqual(['Price']);
    expect(result.noise.map(({ field }) => field)).toContain('KeyID');
  });
});

describe('what differs', () => {
  const file = 'c14-poll-response-reboot-last.http';

  test.each([
    ['PosLogStampId', '36', '37'],
    ['PosBakLogStampId', '2018-11-02T09:47:44', '37'],
    ['UseStampId', '1', '0'],
  ])('%s: from which record on a terminal uploads', (field, from, to) => {
    const init = sample('a01-init-request.http');
    const other = altered('a01-init-response.http', (body) =>
      body.replace(`\n${field}=${from}`, `\n${field}=${to}`),
    );
    const result = compared(read(init, sample('a01-init-response.http')), read(init, other));
    expect(result.differs).toMatchObject([{ field, values: [from, to] }]);
  });

  test.each([
    [
      'a cent',
      (body: string) => body.replace('Price=1200', 'Price=1201'),
      ['Price', '1200', '1201'],
    ],
    [
      'a lost command',
      (body: string) => body.replace('C:1331:REBOOT', ''),
      ['C', 'C:1331:REBOOT', null],
    ],
  ])('%s', (_name, change, [field, ...values]) => {
    expect(byPoll(file, change).differs).toMatchObject([{ field, values }]);
  });

  test('REBOOT no longer last', () => {
    const { differs } = byPoll(file, (body) => {
      const [first, , last] = body.split('\n');
      return `${last}\n${first}\n`;
    });
    expect(differs).toMatchObject([
      { field: 'order', values: [expect.any(String), expect.any(String)] },
    ]);
  });

  test('a lost LF makes one command of two', () => {
    const { differs } = byPoll(file, (body) => body.replace('\n\n', ''));
    expect(differs.map(({ field }) => field)).toEqual(['Price', 'C']);
  });

  test('names in another charset', () => {
    const request = poll;
    const utf8 = sample('c26-poll-response-utf8-name.http');
    const text = Buffer.from(utf8.body).toString('utf8');
    const gb = textCodec.encode(text, 'gb18030') as Uint8Array;
    const other: RawMessage = { head: utf8.head, body: gb };
    const { verdict, differs } = compared(read(request, utf8), read(request, other));
    expect(verdict).toBe('different');
    expect(differs).toMatchObject([{ field: 'charset', values: ['utf-8', 'gb18030'] }]);
  });

  test('a refusal in place of OK, a status, a Date that is missing, no reply at all', () => {
    const upload = sample('b01-buylog-single-request.http');
    const ok = read(upload, sample('b01-upload-response-ok.http'));
    const said = (change: (body: string) => string, head?: (text: string) => string) =>
      compared(ok, read(upload, altered('b01-upload-response-ok.http', change, head))).differs;
    const same = (body: string) => body;
    expect(said(() => 'UNKNOWN')).toMatchObject([{ field: 'answer', values: ['OK', 'UNKNOWN'] }]);
    expect(said(same, (head) => head.replace(' 200 ', ' 503 '))).toMatchObject([
      { field: 'status', values: ['200', '503'] },
    ]);
    expect(said(same, (head) => head.replace(/Date: .*\r\n/, ''))).toMatchObject([
      { field: 'Date' },
    ]);
    expect(compared(ok, read(upload, null)).differs).toMatchObject([
      { field: 'reply', values: ['OK', null] },
    ]);
  });

  test('a record that was lost on the way, told by its number', () => {
    const recorded = sample('b02-buylog-batch-request.http');
    const lines = Buffer.from(recorded.body).toString('latin1').split('\n');
    const other = { ...recorded, body: Buffer.from(lines.slice(1).join('\n'), 'latin1') };
    const { differs } = compared(read(recorded, null), read(other, null));
    expect(differs).toHaveLength(1);
    expect(differs[0]).toMatchObject({ field: 'BUYLOG', values: [lines[0], null] });
    expect(differs[0]?.within).toMatch(/^BUYLOG RecNo \d+$/);
  });
});

test('every reason is told in either language', () => {
  const [mine, theirs] = [sample('a01-init-response.http'), altered('a01-init-response.http', (body) => body.replace(/(PosLogStamp=).*/, '$12018-11-03T00:00:00'), (head) => head.replace(/Date: .*/, 'Date: Sat, 03 Nov 2018 09:00:00 GMT'))]; // prettier-ignore
  const init = sample('a01-init-request.http');
  const reasons = (language: 'en' | 'zh') =>
    compareExchanges(read(init, mine), read(init, theirs), { text: textCodec, language }).differences.map(({ noise }) => noise ?? ''); // prettier-ignore
  expect(reasons('en')).toHaveLength(2);
  expect(reasons('en').join()).not.toMatch(/\p{Script=Han}/u);
  expect(reasons('zh').every((reason) => /\p{Script=Han}/u.test(reason))).toBe(true);
});
