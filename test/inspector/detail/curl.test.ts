import { execFileSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { curlOf, printfOf } from '../../../inspector/src/detail/curl.ts';
import type { MessageLine } from '../../../inspector/src/detail/line.ts';
import { naughtyTalks } from '../../kit/naughty.ts';
import { temporaryFolder } from '../../kit/product.ts';

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

  test('a body that begins as an option does is a body', () => {
    const head = 'POST / HTTP/1.1\r\nHost: h\r\n\r\n';
    const said = run(curlOf(request(head, Buffer.from('-v x')), 'h')).toString();
    expect(said).toMatch(/\n-v x$/);
  });

  test('hostile text in every place is text to the shell, and arrives byte by byte', () => {
    const talks = naughtyTalks().map(({ request: raw }) => {
      const headTo = raw.indexOf('\r\n\r\n') + 4;
      return { head: raw.subarray(0, headTo).toString('latin1'), body: raw.subarray(headTo) };
    });
    const commands = talks.map(({ head, body }) => curlOf(request(head, body), 'h'));
    // A control character or a line end is a key pressed where a command is pasted.
    for (const command of commands) expect(command).toMatch(/^[ -~]+$/);
    const folder = temporaryFolder();
    const script = commands.map((command, at) =>
      talks[at]?.body.length === 0 ? `${command} </dev/null` : command,
    );
    const stub = `curl() { printf '@@talk@@'; for one in "$@"; do printf '%s\\n' "$one"; done; printf '@@body@@'; cat; }`;
    const path = join(temporaryFolder(), 'script');
    writeFileSync(path, [stub, ...script].join('\n'));
    execFileSync('sh', ['-n', path]);
    const said = execFileSync('sh', ['-e', path], { cwd: folder, maxBuffer: 64 * 1024 * 1024 });
    expect(readdirSync(folder)).toEqual([]);
    const heard = said.toString('latin1').split('@@talk@@').slice(1);
    expect(heard.length).toBe(talks.length);
    talks.forEach(({ head, body }, at) => {
      const [words = '', given] = heard[at]?.split('@@body@@') ?? [];
      const headers = head
        .split('\r\n')
        .filter((line) => /^(?:X-Naughty|User-Agent|Cookie): /.test(line))
        .map((line) => line.replaceAll('\0', '').replace(/[ \t]+$/, ''));
      const arrived = new Set(words.split('\n'));
      expect(headers.filter((line) => !arrived.has(line))).toEqual([]);
      expect(given === body.toString('latin1')).toBe(true);
    });
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
