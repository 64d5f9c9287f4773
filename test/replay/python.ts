/** Programs in Python that were written apart from this code base; tests that need it are left out where it is missing. */

import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';

export const hasPython =
  spawnSync('python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 7))']).status === 0;

export interface Program {
  readonly port: number;
  stop(): void;
}

/** Starts a program that prints its port first. */
export async function startPython(file: string, args: readonly string[]): Promise<Program> {
  const child = spawn('python3', [join(import.meta.dirname, file), ...args]);
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const port = await new Promise<number>((done, fail) => {
    child.stdout.once('data', (text: Buffer) => done(Number(text.toString())));
    child.once('exit', () => fail(new Error(`${file} ended: ${said}`)));
  });
  return { port, stop: () => child.kill() };
}

/** Runs a program to its end. */
export function runPython(file: string, args: readonly string[]) {
  const child = spawn('python3', [join(import.meta.dirname, file), ...args]);
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return new Promise<{ code: number | null; stdout: string; stderr: string }>((done) => {
    child.once('close', (code) => done({ code, stdout, stderr }));
  });
}
