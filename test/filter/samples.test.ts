/** Filters over real traffic: the wire samples, decoded. */

import { expect, test } from 'vitest';
import { readBrief } from '../../shared/codec/brief.ts';
import {
  KEYS,
  matchFrame,
  matchRow,
  parseFilter,
  type FrameSubject,
} from '../../shared/filter/index.ts';
import { Examined, findingsOf, worstOf } from '../../shared/findings/index.ts';
import { textCodec } from '../../proxy/charset.ts';
import { decoded, sample } from '../kit/samples.ts';

const text = (bytes: Uint8Array) => textCodec.decode(bytes, 0, bytes.length, 'gb18030');

function subject(request: string, response: string, n: number): FrameSubject {
  const raw = { request: sample(`${request}.http`), response: sample(`${response}.http`) };
  const frame = decoded(raw.request, raw.response);
  const findings = findingsOf(new Examined(raw, frame), 'en');
  return {
    ...readBrief(raw),
    n,
    atMs: Date.UTC(2018, 10, 2, 9, 5, 36),
    outcome: 'complete',
    totalMs: 3,
    size: raw.request.body.length + raw.response.body.length,
    changed: false,
    severity: worstOf(findings),
    frame,
    findings,
    requestBody: text(raw.request.body),
    responseBody: text(raw.response.body),
  };
}

const TRAFFIC = [
  ['a01-init-request', 'a01-init-response'],
  ['a07-time-request', 'a08-time-response-spec'],
  ['b02-buylog-batch-request', 'b01-upload-response-ok'],
  ['b04-buylog-dual-wallet-request', 'b01-upload-response-ok'],
  ['b08-fulllog-request-spec-order', 'b01-upload-response-ok'],
  ['b14-storedetail-without-stamp-request', 'b01-upload-response-ok'],
  ['c01-poll-request', 'c01-poll-response-ok'],
  ['c01-poll-request', 'c17-poll-response-delete'],
  ['c01-poll-request', 'c18-poll-response-spec-control'],
  ['d03-ack-batch-request', 'd02-ack-response-ok'],
  ['d09-ack-shell-request', 'd02-ack-response-ok'],
  ['e01-loss-request', 'e05-reptype-response-no'],
].map(([request = '', response = ''], index) => subject(request, response, index + 1));

function read(filter: string) {
  const parsed = parseFilter(filter);
  if (!parsed.ok) throw new Error(`${filter}: ${parsed.error.message}`);
  return parsed.filter;
}

test.each([
  ['posMoney>500', [3]],
  ['PosMoney>5.00', [3]],
  ['money>=100.00', [5]],
  ['recNo:41', [4]],
  ['subBalance:26.50', [4]],
  ['posTime<2018-11-02T12:05', [3]],
  ['mealDate:2018-11-02', [3, 4]],
  ['mealDate:7039', [3, 4]],
  ['state:correction', [3]],
  ['delay:30', [1]],
  ['posLogStampId:36', [1]],
  ['posLogStamp>2018-11-02T10:00', [1]],
  ['realtime:yes', [1]],
  ['consumeFunctions:"dual wallet"', [1]],
  ['language:chinese', [1]],
  ['devno=36 idle', [7]],
  ['time>2018-11-02', []],
  ['Time:2018-11-02', [2]],
  ['cmd.verb:delete', [8]],
  ['cmd.verb:"set option"', [9, 10]],
  ['cmd.id:1351', [8]],
  ['table:USERINFO', [8, 9]],
  ['name:张', [8]],
  ['return!=0', []],
  ['return=0', [10, 11]],
  ['repType:2', [12]],
  ['reply:NO', [12]],
  ['finding:stamp-missing', [6]],
  ['content:options.cfg', [11]],
  ['userAgent:iclock', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]],
  ['date:2018', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]],
  ['server:apache', [1, 2, 3, 4, 5, 6, 7, 8, 9, 12]],
  ['10044', [3, 5, 8]],
  ['CM102', [1]],
  ['123456', [8, 12]],
])('%s finds %j', (filter, numbers) => {
  const found = TRAFFIC.filter((each) => matchFrame(read(filter), each)).map(({ n }) => n);
  expect(found).toEqual(numbers);
});

test('a row never contradicts its frame, whatever the key', () => {
  const filters = KEYS.flatMap(({ name, holds }) =>
    holds === 'flag' ? [name] : [`${name}:*`, `${name}:36*`, `not ${name}:*`],
  ).flatMap((filter) => {
    const parsed = parseFilter(filter);
    return parsed.ok ? [parsed.filter] : [];
  });
  expect(filters.length).toBeGreaterThan(300);
  const wrong = filters.flatMap((filter) =>
    TRAFFIC.filter((each) => {
      const answer = matchRow(filter, each);
      return answer !== 'unknown' && answer !== matchFrame(filter, each);
    }).map(({ n }) => `${filter.text} on ${n}`),
  );
  expect(wrong).toEqual([]);
});

test('every key has its example, and it is read', () => {
  const bad = KEYS.filter(({ name, example, holds }) => {
    return !parseFilter(holds === 'flag' ? name : `${name}:${example}`).ok;
  });
  expect(bad.map(({ name }) => name)).toEqual([]);
});
