/** The built product as a child process: started as a user starts it, spoken to through its ports. */

import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../..');
export const cli = join(root, 'dist', 'proxy', 'cli.js');

export interface Ready {
  readonly listen: string;
  readonly upstream: string;
  readonly inspector: string;
  readonly token: string;
  readonly capture: string;
}

export interface RunningProduct extends Ready {
  readonly process: ChildProcess;
  /** All of stdout so far. */
  stdout(): string;
  stderr(): string;
  /** GET of the API with the token; the parsed JSON. */
  api<T>(path: string): Promise<T>;
  /** Sends the signal and resolves with the exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export const temporaryFolder = (): string => mkdtempSync(join(tmpdir(), 'pushscope-test-'));

/** Runs a command of the product to its end. */
export function runToEnd(args: readonly string[], input = ''): Promise<Ended> {
  const child = spawn(process.execPath, [cli, ...args], { cwd: root });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  return new Promise((done) => {
    child.on('close', (code) => done({ code, stdout, stderr }));
  });
}

/**
 * Starts `run` on free ports with a fresh captures folder, and waits for its ready line; `nodeOptions` are
 * Node's own.
 */
export function startProduct(
  args: readonly string[] = [],
  nodeOptions: readonly string[] = [],
): Promise<RunningProduct> {
  const child = spawn(
    process.execPath,
    [
      ...nodeOptions,
      cli,
      'run',
      ...['--listen', '127.0.0.1:0', '--inspector', '127.0.0.1:0', '--captures', temporaryFolder()],
      ...args,
    ],
    { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let stdout = '';
  let stderr = '';
  const exited = new Promise<number | null>((done) => {
    child.once('exit', (code) => done(code));
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return new Promise((done, fail) => {
    child.once('exit', (code) =>
      fail(new Error(`ended with ${code} before it was ready: ${stderr}`)),
    );
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      const line = /^pushscope ready (\{.*\})\n/m.exec(stdout);
      if (line === null) return;
      const ready = JSON.parse(line[1] as string) as Ready;
      done({
        ...ready,
        process: child,
        stdout: () => stdout,
        stderr: () => stderr,
        async api<T>(path: string): Promise<T> {
          const response = await fetch(new URL(path, ready.inspector), {
            headers: { authorization: `Bearer ${ready.token}` },
          });
          if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
          return (await response.json()) as T;
        },
        stop(signal = 'SIGTERM') {
          child.kill(signal);
          return exited;
        },
      });
    });
  });
}
