/** `lint` says what is wrong in captures, by rule and by terminal, in words, JSON, JUnit and as a page. */

import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lintCommand } from '../../proxy/commands/lint.ts';
import type { CommandIo } from '../../proxy/commands/io.ts';
import { lineTools } from '../../proxy/record/line-tools.ts';
import { headerLine, exchangeLine, noteLine } from '../../shared/capture/line.ts';
import type { RawMessage } from '../../shared/codec/message.ts';
import { exchangeOf } from '../capture/exchanges.ts';
import { init, poll, RECORD, reply, results, SN, upload, get } from '../findings/exchange.ts';
import { temporaryFolder } from '../kit/product.ts';

const message = (raw: RawMessage) =>
  ({ ...raw, size: raw.body.length, framing: { kind: 'length' } }) as const;

/** A capture of those exchanges, a second apart. */
function capture(...exchanges: readonly (readonly [RawMessage, RawMessage])[]): string {
  const path = join(temporaryFolder(), 'lunch.jsonl');
  const lines = exchanges.map(([request, response], at) =>
    exchangeLine(
      exchangeOf({
        n: at + 1,
        atMs: Date.UTC(2018, 10, 2, 9, 5, 36) + at * 1000,
        request: message(request),
        response: { ...message(response), by: 'server' },
      }),
      lineTools,
    ),
  );
  writeFileSync(path, [headerLine({ createdAt: '', upstream: '', host: '' }, lineTools), ...lines].join('')); // prettier-ignore
  return path;
}

async function lint(...args: readonly string[]) {
  let stdout = '';
  let code = -1;
  const io: CommandIo = {
    stdout: async (text) => {
      stdout += text;
    },
    stderr: () => {},
    exit: (with_) => {
      code = with_;
    },
  };
  await lintCommand(io).exitOverride().parseAsync(args, { from: 'user' });
  return { stdout, code };
}

const ok = reply('OK');
const OPTIONS = reply(`GET OPTION FROM: ${SN}\nDelay=30\n\n`);
const PASSWORD = 'Pa55w0rt';
const GIVEN = reply(`C:7:UPDATE USERINFO SysID=1\tPassWord=${PASSWORD}\t\n`);
const polls = Array.from({ length: 10 }, () => [poll, ok] as const);
const clean = [
  [init, OPTIONS],
  [upload(`${RECORD}\n`), ok],
] as const;
const refused = [upload(`${RECORD.replace('\t37\t', '\t38\t')}\n`), reply('UNKNOWN')] as const;
const unknown = [get(`posrequest?SN=${SN}&type=pos&devno=1&mood=7`), ok] as const;

test('a clean capture is told in one line, and passes', async () => {
  const { stdout, code } = await lint('--fail-on', 'note', capture(...clean));
  expect(stdout).toBe('2 exchanges: 0 errors, 0 warnings, 0 notes\n');
  expect(code).toBe(0);
  const json = await lint('--json', capture(...clean));
  expect(JSON.parse(json.stdout)).toEqual({
    findings: [],
    counts: { error: 0, warning: 0, note: 0 },
  });
});

test('findings are told by rule and by terminal, with remedy', async () => {
  const { stdout, code } = await lint(capture(...clean, refused, unknown));
  expect(stdout).toContain(
    'upload-refused  The server did not take an upload: 1 error, 0 warnings, 0 notes, 1 terminal\n' +
      `    n 3  ${SN}  The server answered “UNKNOWN” instead of OK. (section 10.2, server)\n`,
  );
  expect(stdout).toContain('→ The terminal will send the same records again');
  expect(stdout).toContain(`terminal ${SN}: 1 error, 0 warnings, 1 note`);
  expect(stdout.indexOf('upload-refused')).toBeLessThan(stdout.indexOf('unknown-parameter'));
  expect(code).toBe(1);
});

test('JSON has every finding with n and sn, earlier exchanges included', async () => {
  const { stdout } = await lint('--json', capture(...clean, [poll, GIVEN], ...polls, unknown));
  const { findings, counts } = JSON.parse(stdout) as {
    findings: readonly Record<string, unknown>[];
    counts: unknown;
  };
  expect(counts).toEqual({ error: 0, warning: 1, note: 1 });
  expect(findings.map(({ n, sn, code }) => [n, sn, code])).toEqual([
    [3, SN, 'command-unanswered'],
    [14, SN, 'unknown-parameter'],
  ]);
  expect(stdout).not.toContain(PASSWORD);
});

test('the exit code follows --fail-on', async () => {
  const path = capture(...clean, unknown);
  const codes = [];
  for (const severity of ['error', 'warning', 'note', 'never']) {
    codes.push((await lint('--fail-on', severity, path)).code);
  }
  expect(codes).toEqual([0, 0, 1, 0]);
});

test('--filter leaves out exchanges, those of later findings among them', async () => {
  const path = capture(...clean, [poll, GIVEN], ...polls, refused);
  const codes = async (filter: string) => {
    const { stdout } = await lint('--json', '--filter', filter, path);
    const { findings } = JSON.parse(stdout) as { findings: readonly { code: string }[] };
    return findings.map(({ code }) => code);
  };
  expect(await codes('kind:upload')).toEqual(['upload-refused']);
  expect(await codes('finding:command-unanswered')).toEqual(['command-unanswered']);
  expect(await codes('sn:999')).toEqual([]);
});

test('JUnit has a case for each rule, and fails where the command does', async () => {
  const junit = join(temporaryFolder(), 'findings.xml');
  await lint('--junit', junit, capture(...clean, refused, unknown));
  const xml = readFileSync(junit, 'utf8');
  expect(xml).toMatch(/<testsuite name="lunch\.jsonl" tests="\d\d" failures="1">/);
  expect(xml).toContain(
    `<failure message="1 error, 0 warnings, 0 notes">n 3 ${SN} error: The server answered “UNKNOWN” instead of OK.</failure>`,
  );
  expect(xml).toMatch(/name="unknown-parameter: An unknown parameter">\s*<system-out>/);
});

test('the page shows frame, bytes and section, and no secret', async () => {
  const html = join(temporaryFolder(), 'findings.html');
  await lint('--html', html, '--language', 'zh', capture(...clean, [poll, GIVEN], ...polls, refused, [results('ID=9&Return=0&CMD=<b>\n'), ok])); // prettier-ignore
  const page = readFileSync(html, 'utf8');
  expect(page).not.toContain(PASSWORD);
  expect(page).not.toContain(Buffer.from(PASSWORD).toString('hex').replace(/../g, '$& ').trim());
  expect(page).toContain('<html lang="zh">');
  expect(page).toContain('服务器未接收上传');
  expect(page).toMatch(/章节 10\.2/);
  expect(page).toContain('<mark>55 4e 4b 4e 4f 57 4e</mark>');
  expect(page).not.toContain('<b>');
  expect(page).not.toMatch(/<script|https?:\/\/(?!192)/);
});

test('what is muted in the capture is told, and counts for nothing', async () => {
  const refused = [upload(RECORD), reply('ERROR')] as const;
  const path = capture(refused, refused);
  const before = await lint(path);
  expect(before.code).toBe(1);
  const mute = { code: 'upload-refused', sn: SN, reason: 'the old server does so' };
  appendFileSync(path, noteLine({ at: '2018-11-02T10:00:00.000Z', mute }, lineTools));
  const { stdout, code } = await lint(path);
  expect(code).toBe(0);
  expect(stdout).toContain('muted: upload-refused × 2: the old server does so\n');
  expect(stdout).not.toContain('upload-refused  ');
  expect(stdout).toMatch(/2 muted\n$/);
  const report = JSON.parse((await lint('--json', path)).stdout) as { findings: { code: string; muted?: string }[]; counts: object; muted: number }; // prettier-ignore
  const muted = report.findings.filter((finding) => finding.code === 'upload-refused');
  expect(muted.map((finding) => finding.muted)).toEqual([mute.reason, mute.reason]);
  expect(report.counts).toMatchObject({ error: 0 });
  expect(report.muted).toBe(2);
  // A later word takes it away.
  appendFileSync(path, noteLine({ at: '2018-11-02T11:00:00.000Z', mute: { ...mute, reason: '' } }, lineTools)); // prettier-ignore
  expect((await lint(path)).code).toBe(1);
});
