/** Secrets out of sight: no byte of them is left in what the views are built from, and no length changes. */

import { describe, expect, test } from 'vitest';
import {
  hiddenLine,
  hiddenReading,
  holdsSecrets,
  secretPlaces,
} from '../../../inspector/src/detail/secrets.ts';
import { readExchange } from '../reading.ts';
import { exchange, type Wish } from '../samples.ts';
import { hold, UPLOAD } from './exchange.ts';

const CHANGE: Wish = { request: 'e04-pwd-done-request', response: 'e05-reptype-response-ok' };
const text = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString('latin1');

describe('an exchange that changes a password', () => {
  const { line, nodes } = hold(CHANGE);
  const places = secretPlaces(nodes);
  const hidden = hiddenLine(line, places);

  test('keeps its length, and everything but the passwords', () => {
    expect(holdsSecrets(line, nodes)).toBe(true);
    expect(text(hidden.request.head)).toBe(
      text(line.request.head).replace('123456', '******').replace('654321', '******'),
    );
    expect(text(line.request.head)).toContain('123456');
  });

  test('gives them away in no field of its reading', () => {
    const { decoded } = readExchange(exchange(1, CHANGE), 'en');
    expect(JSON.stringify(decoded)).toContain('654321');
    const reading = hiddenReading(decoded, hidden, places);
    expect(JSON.stringify(reading)).not.toMatch(/123456|654321/);
    expect(JSON.stringify(reading)).toContain('10023');
  });
});

test('what the other side got hides them by their names', () => {
  const { line, nodes } = hold(UPLOAD);
  expect(holdsSecrets(line, nodes)).toBe(false);
  const got = 'C:1:UPDATE USERINFO SysID=10023\tPassWord=778899\tName=Li\r\n';
  const forwarded = { ...line.request, body: Buffer.from(got), head: Buffer.from('') };
  const changed = { ...line, request: { ...line.request, forwarded } };
  expect(holdsSecrets(changed, nodes)).toBe(true);
  const hidden = hiddenLine(changed, []).request.forwarded;
  expect(text(hidden?.body)).toBe(got.replace('778899', '******'));
});
