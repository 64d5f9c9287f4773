/** A person ends `verify` or `replay` before their end: what was done is told, and the rest is not called missing. */

import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cli, temporaryFolder, type Ended } from '../kit/product.ts';
import { RawServer } from '../kit/sockets.ts';
import { DAY, writeCapture } from './day.ts';

const folder = temporaryFolder();
const day = join(folder, 'day.jsonl');
writeCapture(day, DAY);

const ANSWERED = 2;

/** Against a server that answers twice and then no more; the signal comes while it is asked a third time. */
async function stopped(signal: 'SIGINT' | 'SIGTERM', ...args: readonly string[]): Promise<Ended> {
  let asked = 0;
  let hearThird = () => {};
  const third = new Promise<void>((heard) => (hearThird = heard));
  const server = await RawServer.start(async (line) => {
    await line.until('\r\n\r\n');
    if (++asked > ANSWERED) return hearThird();
    await line.send('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nOK');
    line.socket.end();
  });
  const target = `http://127.0.0.1:${server.port}`;
  const child = spawn(process.execPath, [cli, ...args, day, '--target', target, '--timeout', '60']);
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const closed = new Promise<number | null>((done) => child.on('close', done));
  await third;
  child.kill(signal);
  const code = await closed;
  await server.stop();
  return { code, stdout, stderr };
}

test.each(['SIGINT', 'SIGTERM'] as const)('%s ends verify with a report and 1', async (signal) => {
  const junit = join(folder, `${signal}.xml`);
  const { code, stdout, stderr } = await stopped(signal, 'verify', '--json', '--junit', junit);
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: expect.stringMatching(
      /^pushscope: Stopped after \d+ exchanges: the rest of \S+day\.jsonl was not verified; run it again for all of it\.\n$/,
    ) as string,
  });
  const report = JSON.parse(stdout) as { missing: unknown[]; differences: { observedText: string }[] }; // prettier-ignore
  expect(report.missing).toEqual([]);
  // The one that was under way is nobody's fault.
  expect(report.differences.map(({ observedText }) => observedText)).not.toContain('cancelled');
  expect(readFileSync(junit, 'utf8')).toContain('<testsuite');
});

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s ends replay, and what was sent is kept',
  async (signal) => {
    const out = join(folder, `${signal}.jsonl`);
    const { stdout, stderr } = await stopped(signal, 'replay', '--out', out);
    expect(stderr).toBe('');
    expect(stdout).toContain(`recorded in ${out}`);
    expect(existsSync(out)).toBe(true);
  },
);
