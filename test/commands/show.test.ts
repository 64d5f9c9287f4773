/** `show` lists captures: what matches, in words or JSON, with damage and gaps told apart. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readReplyFile, readRequestFile } from '../../proxy/commands/message-file.ts';
import { showCommand } from '../../proxy/commands/show.ts';
import { lineTools } from '../../proxy/record/line-tools.ts';
import { exchangeLine, gapLine, headerLine, noteLine } from '../../shared/capture/line.ts';
import { exchangeOf, octets, sample } from '../capture/exchanges.ts';
import { temporaryFolder } from '../kit/product.ts';
import { runCommand } from './run-command.ts';

const header = headerLine({ createdAt: '', upstream: '', host: '' }, lineTools);
const ok = {
  ...readReplyFile(sample('b01-upload-response-ok.http'), octets('')),
  by: 'server' as const,
};

const exchange = (n: number, request: string, response: typeof ok | null = ok) =>
  exchangeLine(
    exchangeOf({
      ...{ n, request: readRequestFile(sample(request)), response },
      outcome: response === null ? 'server-aborted' : 'complete',
    }),
    lineTools,
  );
const poll = exchange(1, 'c01-poll-request.http');
const upload = exchange(2, 'b02-buylog-batch-request.http');
const loss = exchange(3, 'e01-loss-request.http', null);

function capture(...lines: string[]): string {
  const path = join(temporaryFolder(), 'lunch.jsonl');
  writeFileSync(path, lines.join(''));
  return path;
}

const show = (...args: string[]) => runCommand(showCommand, args);

const numbers = async (...args: string[]) => {
  const { stdout } = await show('--json', ...args);
  const rows = stdout.split('\n').filter((line) => line !== '');
  return rows.map((line) => (JSON.parse(line) as { n: number }).n);
};

describe('a line for each exchange', () => {
  test('says when, which, who, what and the answer', async () => {
    const { stdout, stderr } = await show(capture(header, upload, loss));
    const [first, second, ...none] = stdout.trimEnd().split('\n');
    expect(first).toMatch(
      /^2018-11-02 09:05:36\.123Z {7}2 {2}5158181900025 {2}upload {11}4 consumption records.* → OK/,
    );
    expect(second).toMatch(/ 3 {2}\S+ +card-loss +.* {2}\[server-aborted/);
    expect(none).toEqual([]);
    expect(stderr).toBe('');
  });

  test('counts no finding that is muted in the capture, and says with -v for which reason', async () => {
    const reply = { ...ok, body: octets('ERROR'), size: 5, head: octets('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n') }; // prettier-ignore
    const refused = exchange(2, 'b02-buylog-batch-request.http', reply);
    const mute = { code: 'upload-refused', reason: 'the old server does so' };
    const note = noteLine({ at: '2018-11-02T10:00:00.000Z', mute }, lineTools);
    const severity = async (...lines: string[]) =>
      (JSON.parse((await show('--json', capture(...lines))).stdout) as { severity?: string })
        .severity;
    expect(await severity(header, refused)).toBe('error');
    expect(await severity(header, refused, note)).not.toBe('error');
    const { stdout } = await show('-v', capture(header, refused, note));
    expect(stdout).toMatch(/error upload-refused \(.*– muted: the old server does so\n/);
  });

  test('with -v is followed by its fields', async () => {
    const { stdout } = await show('-v', capture(header, upload));
    expect(stdout).toMatch(/\n {8}PosMoney: 8\.50 {2}\(850\)\n/);
  });

  test('with --json is a row; with -v too, it holds the decoded exchange', async () => {
    const { stdout } = await show('--json', '-v', capture(header, upload));
    expect(JSON.parse(stdout)).toMatchObject({
      ...{ n: 2, sn: '5158181900025', kind: 'upload', table: 'BUYLOG', reply: 'OK' },
      ...{ outcome: 'complete', decoded: { kind: 'upload' } },
    });
  });

  test('comes in Chinese when asked', async () => {
    const { stdout } = await show('--language', 'zh', capture(header, upload));
    expect(stdout).toMatch(/消费/);
  });
});

test('several captures are read in order', async () => {
  expect(await numbers(capture(header, loss), capture(header, poll, upload))).toEqual([3, 1, 2]);
});

test('--filter leaves what matches', async () => {
  const path = capture(header, poll, upload, loss);
  expect(await numbers('--filter', 'kind:upload', path)).toEqual([2]);
  expect(await numbers('--filter', 'posMoney>=8.50', path)).toEqual([2]);
  expect(await numbers('--filter', 'not kind:upload', path)).toEqual([1, 3]);
  await expect(show('--filter', 'kind:', path)).rejects.toThrow(/--filter, at character \d+: /);
});

describe('what is not as it should be is told on stderr', () => {
  test('a gap', async () => {
    const gap = gapLine(
      {
        exchanges: 3,
        firstN: 2,
        lastN: 4,
        from: 'then',
        to: 'now',
        why: 'the disk is full (ENOSPC)',
      },
      lineTools,
    );
    const path = capture(header, poll, gap);
    const { stderr } = await show(path);
    expect(stderr).toBe(
      `pushscope: ${path}: gap: 3 exchanges (2 to 4) from then to now were not recorded: the disk is full (ENOSPC).\n`,
    );
  });

  test('damage and a torn end, with their offsets', async () => {
    const path = capture(header, poll, upload.replace('10023', '10024'), loss, poll.slice(0, 30));
    const { stderr } = await show(path);
    const offset = header.length + poll.length;
    expect(stderr).toContain(`damage at offset ${offset}, ${upload.length - 1} bytes skipped`);
    expect(stderr).toContain(`torn at offset ${offset + upload.length + loss.length}, 30 bytes`);
    expect(await numbers(path)).toEqual([1, 3]);
  });

  test('a file without a byte, and one that broke off in its first line', async () => {
    expect((await show(capture(''))).stderr).toMatch(/is empty/);
    expect((await show(capture(header.slice(0, 40)))).stderr).toMatch(/torn at offset 0, 40 bytes/);
  });

  test.each([
    ['no capture', ['lunch\n', 'dinner\n'], /is no capture/],
    [
      'a newer format',
      ['{"pushscope":"capture","version":4,"createdAt":"","upstream":"","host":""}\n'],
      /^CAPTURE_TOO_NEW: .*lunch\.jsonl is format 4, this build reads up to 1; update pushscope\.$/,
    ],
  ])('%s is refused', async (_, lines, sentence) => {
    await expect(show(capture(...lines))).rejects.toThrow(sentence);
  });
});
