/** `npm run bench` as a user runs it, short: a report comes out, and nothing stays behind. */

import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

async function bench(...args: string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'pushscope-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const child = spawn(process.execPath, [join(root, 'bin', 'bench.js'), ...args], {
    env: { ...process.env, TMPDIR: folder },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const code = await new Promise((done) => child.once('close', done));
  return { code, stdout, stderr, left: readdirSync(folder) };
}

test('measures the peers that were asked for, and cleans up behind itself', async () => {
  const run = await bench(
    ...['--json', '--rounds', '1', '--seconds', '0.3'],
    ...['--peers', 'direct,relay', '--loads', 'keepAlive,latency100'],
  );
  expect(run.stderr).toMatch(/round 1 of 1/);
  expect(run.code).toBe(0);
  const report = JSON.parse(run.stdout) as { medians: Record<string, Record<string, number>> };
  for (const load of ['keepAlive', 'latency100']) {
    expect(report.medians[load]?.['direct']).toBeGreaterThan(0);
    expect(report.medians[load]?.['relay']).toBeGreaterThan(0);
  }
  expect(run.left).toEqual([]);
});

test.each([
  [['--peers', 'squid'], /squid is none of direct, nginx,/],
  [['--loads', 'nothing'], /nothing is none of keepAlive,/],
  [['--rounds', '0'], /a number from 1 to 100 is wanted/],
])('%j is refused', async (args, sentence) => {
  const run = await bench(...args);
  expect(run.stderr).toMatch(sentence);
  expect(run.code).toBe(2);
  expect(run.stdout).toBe('');
});
