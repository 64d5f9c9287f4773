/** `decode` reads the samples of the wire: raw messages of every framing, and captures of them. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decodeCommand } from '../../proxy/commands/decode.ts';
import { readReplyFile, readRequestFile } from '../../proxy/commands/message-file.ts';
import { lineTools } from '../../proxy/record/line-tools.ts';
import { exchangeLine, headerLine } from '../../shared/capture/line.ts';
import { wireBytes } from '../../shared/capture/wire-bytes.ts';
import { exchangeOf, octets, sample } from '../capture/exchanges.ts';
import { root, temporaryFolder } from '../kit/product.ts';
import { runCommand } from './run-command.ts';

const samplePath = (name: string) => join(root, 'test/fixtures/samples', name);

const decode = (...args: string[]) => runCommand(decodeCommand, args);

const decodeJson = async (...names: string[]) => {
  const { stdout } = await decode('--json', ...names.map(samplePath));
  expect(stdout.indexOf('\n')).toBe(stdout.length - 1);
  return JSON.parse(stdout) as Record<string, never>;
};

describe('files of raw messages', () => {
  const GET = octets('GET / HTTP/1.1\r\n\r\n');

  test.each([
    ['a length', 'a01-init-response.http', 515, 'length'],
    ['chunks', 'c24-poll-response-chunked.http', 20, 'chunked'],
    ['the close', 'f11-read-until-close-response.http', 13, 'close'],
  ])('end their body by %s', (_, name, size, kind) => {
    const message = readReplyFile(sample(name), GET);
    expect(message).toMatchObject({ size, framing: { kind } });
    expect(message.incomplete).toBeUndefined();
    expect(Buffer.concat(wireBytes(message))).toEqual(sample(name));
  });

  test('keep what follows a wrong length apart', () => {
    const message = readRequestFile(sample('d01-ack-spec-literal-request.http'));
    expect(message.size).toBe(143);
    expect(Buffer.from(message.excess ?? []).toString()).toBe('\nDATA'.slice(-4));
  });

  test('that break off are incomplete', () => {
    const whole = sample('b02-buylog-batch-request.http');
    for (const cut of [20, whole.length - 1]) {
      const message = readRequestFile(whole.subarray(0, cut));
      expect(message.incomplete).toBe(true);
      expect(Buffer.concat(wireBytes(message))).toEqual(whole.subarray(0, cut));
    }
  });

  test('have interim replies told apart', () => {
    const reply = octets(
      'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK',
    );
    const message = readReplyFile(reply, GET);
    expect(message.interim?.length).toBe(1);
    expect(Buffer.from(message.body).toString()).toBe('OK');
    expect(Buffer.concat(wireBytes(message))).toEqual(reply);
  });

  test('of a HEAD have no body, whatever they say', () => {
    const reply = octets('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n');
    expect(readReplyFile(reply, octets('HEAD / HTTP/1.1\r\n\r\n')).incomplete).toBeUndefined();
    expect(readReplyFile(reply, GET).incomplete).toBe(true);
  });
});

describe('--json', () => {
  test('gives the decoded exchange', async () => {
    const decoded = await decodeJson(
      'b02-buylog-batch-request.http',
      'b01-upload-response-ok.http',
    );
    expect(Object.keys(decoded)).toEqual([
      'kind',
      'sn',
      'table',
      'request',
      'response',
      'findings',
    ]);
    expect(decoded).toMatchObject({ kind: 'upload', sn: '5158181900025', table: 'BUYLOG' });
    expect(decoded['response']).toMatchObject({ summary: 'OK' });
  });

  test('has no response without one, and reads what is no HTTP as other', async () => {
    expect(await decodeJson('c01-poll-request.http')).toMatchObject({
      kind: 'poll',
      response: null,
    });
    expect(await decodeJson('f13-tls-to-plain-port.bin')).toMatchObject({ kind: 'other', sn: '' });
  });

  test('of a capture gives one exchange a line, read as the raw messages are', async () => {
    const [request, reply] = ['b02-buylog-batch-request.http', 'b01-upload-response-ok.http'];
    const requestMessage = readRequestFile(sample(request));
    const response = { ...readReplyFile(sample(reply), octets('')), by: 'server' as const };
    const path = join(temporaryFolder(), 'lunch.jsonl');
    const line = exchangeLine(exchangeOf({ request: requestMessage, response }), lineTools);
    const header = headerLine({ createdAt: '', upstream: '', host: '' }, lineTools);
    writeFileSync(path, header + line + line);
    const { stdout, stderr } = await decode('--json', path);
    const lines = stdout.trimEnd().split('\n');
    expect(lines.length).toBe(2);
    for (const each of lines) {
      expect(JSON.parse(each)).toEqual(await decodeJson(request, reply));
    }
    expect(stderr).toBe('');
  });
});

test('without --json a person reads a tree', async () => {
  const { stdout } = await decode(
    ...['b02-buylog-batch-request.http', 'b01-upload-response-ok.http'].map(samplePath),
  );
  expect(stdout).toMatch(/^upload {2}BUYLOG {2}5158181900025\nrequest: 4 consumption records/);
  expect(stdout).toMatch(/\n {4}PosMoney: 8\.50 {2}\(850\)\n/);
  expect(stdout).toMatch(/\nreply: OK\n/);
});

test('what terminals send cannot steer the screen', async () => {
  const path = join(temporaryFolder(), 'request.http');
  writeFileSync(path, 'GET /iclock/posrequest?SN=1&x=\u001b[31m HTTP/1.1\r\n\r\n');
  const { stdout } = await decode(path);
  expect(stdout).toContain('\\u001b[31m');
  expect(stdout).not.toContain('\u001b');
});

test.each([
  [['-', '-'], /not both/],
  [[join(root, 'test')], /is a folder/],
])('%j is refused', async (args, sentence) => {
  await expect(decode(...args)).rejects.toThrow(sentence);
});
