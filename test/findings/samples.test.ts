/** What the findings say of the wire samples: nothing of clean traffic, and what is due of the rest. */

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../kit/product.ts';
import { sample } from '../kit/samples.ts';
import { findings, get, init, poll, results, upload, RECORD } from './exchange.ts';

const OK = 'b01-upload-response-ok';
const POLL = 'c01-poll-request';

/** Request, reply, and the findings that the two give together. */
const PAIRS: readonly [string, string | null, ...string[]][] = [
  ['a01-init-request', 'a01-init-response'],
  ['a02-init-request-first-contact', null],
  ['a07-time-request', 'a08-time-response-spec'],
  ['a09-exchange-publickey-request', 'a09-exchange-publickey-response'],
  ['a10-exchange-factors-request', 'a10-exchange-factors-response'],
  ['b01-buylog-single-request', OK],
  ['b02-buylog-batch-request', OK],
  ['b03-buylog-batch-no-final-lf-request', OK],
  ['b04-buylog-dual-wallet-request', OK],
  ['b08-fulllog-request-spec-order', OK],
  ['b11-allowlog-request', OK],
  ['b13-storedetail-with-stamp-request', OK],
  ['b14-storedetail-without-stamp-request', OK, 'stamp-missing warning'],
  ['b15-keydetail-request', OK],
  ['b16-timedetail-request', OK],
  [POLL, 'c01-poll-response-ok'],
  ['c02-poll-full-request', 'c01-poll-response-ok'],
  ['c03-poll-allow-request', 'c01-poll-response-ok'],
  [POLL, 'c06-poll-response-clear-data'],
  [POLL, 'c12-poll-response-check-poslog'],
  [POLL, 'c14-poll-response-reboot-last'],
  [POLL, 'c16-poll-response-subsidy-dual-spec'],
  [POLL, 'c17-poll-response-delete'],
  // The document's form of ids: letters, which a real server cannot parse when they come back.
  [POLL, 'c18-poll-response-spec-control', ...Array<string>(6).fill('command-id-form note')],
  [POLL, 'c20-poll-response-putfile-space'],
  [POLL, 'c23-poll-response-coll-space'],
  [POLL, 'c24-poll-response-chunked'],
  [POLL, 'c26-poll-response-utf8-name'],
  // Four bytes lie behind the length that the document prints; its ids have letters, the reply is OK.
  ['d01-ack-spec-literal-request', 'd02-ack-response-ok', 'content-length-mismatch warning', ...Array<string>(5).fill('command-id-form note')],
  ['d02-ack-spec-corrected-request', 'd02-ack-response-ok', ...Array<string>(5).fill('command-id-form note')],
  ['d03-ack-batch-request', 'd02-ack-response-ok'],
  ['d09-ack-shell-request', 'd02-ack-response-ok'],
  ['d10-ack-putfile-request', 'd02-ack-response-ok'],
  ['e01-loss-request', 'e05-reptype-response-ok'],
  ['e01-loss-request', 'e05-reptype-response-no'],
  ['e02-unloss-request', 'e05-reptype-response-ok'],
  ['e03-pwd-check-request', 'e05-reptype-response-ok'],
  ['e04-pwd-done-request', 'e05-reptype-response-ok'],
  ['f06-connection-starting-request', 'a01-init-response'],
  [POLL, 'f07-redirect-response', 'redirect error'],
  [POLL, 'f09-no-space-after-colon-response'],
  [POLL, 'f10-keepalive-response'],
  [POLL, 'f11-read-until-close-response', 'length-missing note', 'date-missing warning', 'device-unknown error'],
  ['f13-tls-to-plain-port', null, 'unreadable-message error'],
]; // prettier-ignore

const file = (name: string) => sample(name.startsWith('f13') ? `${name}.bin` : `${name}.http`);

test.each(PAIRS)('%s with %s', (request, response, ...codes) => {
  const found = findings(file(request), response === null ? null : file(response));
  expect(found.map(({ code, severity }) => `${code} ${severity}`)).toEqual(codes);
});

test('no sample is left out', () => {
  const told = new Set(PAIRS.flatMap(([request, response]) => [request, response]));
  const all = readdirSync(join(root, 'test/fixtures/samples'))
    .filter((name) => /\.(http|bin)$/.test(name))
    .map((name) => name.replace(/\.\w+$/, ''));
  expect(all.filter((name) => !told.has(name))).toEqual([]);
});

test('the exchanges that other tests start from are clean', () => {
  const ok = file(OK);
  for (const request of [poll, upload(`${RECORD}\n`), results('ID=1&Return=0&CMD=DATA\n')]) {
    expect(findings(request, ok)).toEqual([]);
  }
  expect(findings(init, file('a01-init-response'))).toEqual([]);
  expect(findings(get('file/fw/main.tgz'), null)).toEqual([]);
});
