import { describe, expect, test } from 'vitest';
import { readLine } from '../../../inspector/src/detail/line.ts';
import { lineOf } from '../reading.ts';
import { exchange, sample } from '../samples.ts';

describe('a line of the capture', () => {
  test.each([
    ['b02-buylog-batch-request', 'b01-upload-response-ok'],
    ['c01-poll-request', 'c26-poll-response-utf8-name'],
    ['d09-ack-shell-request', 'd02-ack-response-ok'],
    ['a10-exchange-factors-request', 'a10-exchange-factors-response'],
  ])('%s gives the bytes that were recorded', (request, response) => {
    const recorded = exchange(1, { request, response });
    const line = readLine(lineOf(recorded));
    expect(Buffer.from(line.request.head)).toEqual(Buffer.from(recorded.request.head));
    expect(Buffer.from(line.request.body)).toEqual(Buffer.from(recorded.request.body));
    expect(Buffer.from(line.response?.body ?? [])).toEqual(sample(response).body);
    expect(line.response?.by).toBe('server');
  });

  test('bytes that are no text come as base64', () => {
    const body = Uint8Array.from([0, 0xff, 0x80, 0x31]);
    const recorded = exchange(1, { request: 'c01-poll-request', response: 'c01-poll-response-ok' });
    const line = readLine(lineOf({ ...recorded, request: { ...recorded.request, body, size: 4 } }));
    expect(line.request.body).toEqual(body);
    expect(line.request.bodyCharset).toBe('latin1');
  });

  test('what the other side got stands beside what was said', () => {
    const forwarded = sample('e05-reptype-response-no');
    const line = readLine(
      lineOf(
        exchange(1, {
          request: 'c01-poll-request',
          response: 'c01-poll-response-ok',
          forwarded,
        }),
      ),
    );
    expect(Buffer.from(line.response?.forwarded?.body ?? []).toString()).toBe('NO');
    expect(line.response?.changedBy).toContain('NO');
    expect(line.request.forwarded).toBeNull();
  });

  test('a line of which little is left still has a request', () => {
    const line = readLine({ type: 'exchange', n: 3 });
    expect(line).toMatchObject({ n: 3, outcome: 'malformed', response: null });
    expect(line.request.body).toHaveLength(0);
  });
});
