/** The bench as a user starts it, with a temporary folder of its own. */

import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

/** `left` is what it left behind. */
export async function bench(...args: string[]) {
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
