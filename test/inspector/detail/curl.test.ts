import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { curlOf, printfOf } from '../../../inspector/src/detail/curl.ts';
import type { MessageLine } from '../../../inspector/src/detail/line.ts';

const EVERY_BYTE = Uint8Array.from({ length: 256 }, (_, byte) => byte);

const request = (head: string, body: Uint8Array): MessageLine => ({
  head: Buffer.from(head, 'latin1'),
  headCharset: 'utf-8',
  body,
  bodyCharset: 'latin1',
  size: body.length,
  truncated: false,
  incomplete: false,
  framing: 'length',
  by: 'server',
  forwarded: null,
  changedBy: '',
});

/** What a shell makes of a command, with `curl` standing in for itself. */
const run = (command: string) =>
  execFileSync(
    'sh',
    ['-c', `curl() { for one in "$@"; do printf '%s\\n' "$one"; done; cat; }\n${command}`],
    {
      input: '',
    },
  );

describe('an exchange as a curl command', () => {
  test('every byte of a body arrives', () => {
    expect([...execFileSync('sh', ['-c', `printf ${printfOf(EVERY_BYTE)}`])]).toEqual([
      ...EVERY_BYTE,
    ]);
  });

  test('nothing in it is a command to the shell', () => {
    const evil = `';touch /tmp/never;$(id)\`id\`'`;
    const head = `POST /iclock/cpos?SN=${evil} HTTP/1.1\r\nHost: a;id\r\nX-It: ${evil}\r\nContent-Length: 3\r\n\r\n`;
    const said = run(curlOf(request(head, Buffer.from('a\tb')), '10.0.0.1:8081')).toString();
    expect(said.split('\n')).toEqual([
      '-sS',
      '-g',
      '--path-as-is',
      '-X',
      'POST',
      '-H',
      `X-It: ${evil}`,
      '-H',
      'Accept:',
      '-H',
      'User-Agent:',
      '-H',
      'Content-Type:',
      '--data-binary',
      '@-',
      `http://10.0.0.1:8081/iclock/cpos?SN=${evil.replaceAll(' ', '%20')}`,
      'a\tb',
    ]);
  });

  test('a request without a body needs no pipe', () => {
    const head = 'GET /iclock/cpos?SN=1 HTTP/1.1\r\nHost: h:80\r\n\r\n';
    expect(curlOf(request(head, new Uint8Array()), 'x')).toMatch(
      /^curl .*'http:\/\/h:80\/iclock\/cpos\?SN=1'$/,
    );
  });
});
