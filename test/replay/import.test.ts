/** Captures from files that are not as they should be, and to places that are none: told in words, with nothing written. */

import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { importCommand } from '../../proxy/commands/import.ts';
import { UsageError } from '../../proxy/commands/io.ts';
import { redactCommand } from '../../proxy/commands/redact.ts';
import { runCommand } from '../commands/run-command.ts';
import { root, temporaryFolder } from '../kit/product.ts';
import { DAY, writeCapture } from './day.ts';

const folder = temporaryFolder();
const day = join(folder, 'day.jsonl');
writeCapture(day, DAY);
const sampleFile = (name: string) => join(root, 'test/fixtures/samples', name);
const exchanges = (path: string) => readFileSync(path, 'utf8').split('\n').slice(1);

describe('a HAR that some other program or hand has damaged', () => {
  const request = { method: 'GET', url: 'http://zkeco:8088/iclock/posrequest?SN=5158181900025', headers: [] }; // prettier-ignore
  const response = { status: 200, statusText: 'OK', headers: [], content: { text: 'OK' } };
  const whole = { startedDateTime: '2018-11-02T09:05:36.000Z', time: 3, request, response };
  const harOf = (...entries: readonly unknown[]) => {
    const har = join(folder, 'damaged.har');
    writeFileSync(har, JSON.stringify({ log: { version: '1.2', entries } }));
    return har;
  };

  test.each([
    ['is null and has no request', null],
    ['is 5 and has no request', 5],
    ['has no request', { ...whole, request: null }],
    ['has no request', { response }],
    ['has no URL', { ...whole, request: { ...request, url: null } }],
    ['has a URL that is none, "/iclock/cpos"', { ...whole, request: { ...request, url: '/iclock/cpos' } }], // prettier-ignore
    ['has no method', { ...whole, request: { ...request, method: 7 } }],
    ['has no headers in its request', { ...whole, request: { ...request, headers: null } }],
    ['has no headers in its response', { ...whole, response: { ...response, headers: {} } }],
    ['has a header without name and value in its request', { ...whole, request: { ...request, headers: [null] } }], // prettier-ignore
    ['has a header without name and value in its response', { ...whole, response: { ...response, headers: [{ name: 'Date' }] } }], // prettier-ignore
    ['has a body that is no text in its request', { ...whole, request: { ...request, postData: { text: {} } } }], // prettier-ignore
    ['has a body that is no text in its response', { ...whole, response: { ...response, content: { text: 5 } } }], // prettier-ignore
    ['has no content in its response', { ...whole, response: { ...response, content: null } }],
    ['has no status in its response', { ...whole, response: { ...response, status: '200' } }],
    ['has no startedDateTime', { ...whole, startedDateTime: null }],
    ['has a startedDateTime that is none, "noon"', { ...whole, startedDateTime: 'noon' }],
    ['has no time that it took', { ...whole, time: null }],
  ])('is told with the place of the entry that %s', async (fact, entry) => {
    const out = join(folder, 'mended.jsonl');
    const har = harOf(whole, whole, entry);
    await expect(runCommand(importCommand, [har, '--out', out])).rejects.toThrow(
      new UsageError(`${har}: entry 3 ${fact}; mend or remove it.`),
    );
    expect(existsSync(out)).toBe(false);
  });

  test('without a reply is a request without one', async () => {
    const out = join(folder, 'unanswered.jsonl');
    const lone = { ...whole, response: null };
    const blocked = { ...whole, response: { ...response, status: 0 } };
    await runCommand(importCommand, [harOf(lone, blocked), '--out', out]);
    expect(exchanges(out).filter((line) => line.includes('"response":null'))).toHaveLength(2);
  });

  test.each(['\uFEFF', '\uFEFF\r\n  ', '\n'])(
    'is read over what it begins with, %j',
    async (begin) => {
      const har = join(folder, 'begin.har');
      writeFileSync(har, begin + JSON.stringify({ log: { version: '1.2', entries: [whole] } }));
      const out = join(folder, `begin-${Buffer.from(begin).toString('hex')}.jsonl`);
      await runCommand(importCommand, [har, '--out', out]);
      expect(exchanges(out)[0]).toContain(
        '"head":"GET /iclock/posrequest?SN=5158181900025 HTTP/1.1',
      );
    },
  );

  test('and a raw message is read over a byte order mark too', async () => {
    const raw = join(folder, 'marked.http');
    const bytes = readFileSync(sampleFile('c01-poll-request.http'));
    writeFileSync(raw, Buffer.concat([Buffer.from('efbbbf', 'hex'), bytes]));
    const out = join(folder, 'marked.jsonl');
    await runCommand(importCommand, [raw, '--out', out]);
    expect(exchanges(out)[0]).toMatch(/"request":\{"head":"GET .*"outcome":"server-aborted"/);
  });
});

describe('where a capture is to be written', () => {
  test.each([
    [
      '/dev/full',
      /^\/dev\/full is a device or a pipe, and a capture goes to a new file only; name one that is not there yet\.$/,
    ],
    [folder, / is a folder; name a new file in it\.$/],
    [day, /day\.jsonl is there already; choose another name or remove it first\.$/],
  ])('%s is refused for what it is, and left alone', async (path, sentence) => {
    const before = statSync(path);
    await expect(runCommand(redactCommand, [day, path])).rejects.toThrow(sentence);
    const one = sampleFile('c01-poll-request.http');
    await expect(runCommand(importCommand, [one, '--out', path])).rejects.toThrow(sentence);
    expect(statSync(path)).toMatchObject({ ino: before.ino, size: before.size });
  });
});
