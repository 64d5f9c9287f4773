/** The ground a run stands on: a temporary folder, free ports and child processes, all of them gone at the end. */

import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const GRACE_MS = 8_000;
const LISTEN_MS = 15_000;
const LOOK_MS = 50;
/** Where servers live that are not on everybody's path. */
const SYSTEM_FOLDERS = ['/usr/sbin', '/usr/local/sbin', '/opt/homebrew/bin'];

/** The full path of an installed program. */
export const findProgram = (name: string): string | undefined =>
  [...(process.env['PATH'] ?? '').split(delimiter), ...SYSTEM_FOLDERS]
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path));

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const accepts = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });

export interface Child {
  readonly pid: number;
  /** All that it printed so far, both streams. */
  output(): string;
  readonly ended: Promise<number | null>;
  /** Ends it; resolves once it has. */
  end(): Promise<void>;
}

/** The first group of what it prints in that form; rejects with its output when it ends before. */
export async function printed(child: Child, form: RegExp): Promise<string> {
  let over = false;
  void child.ended.then(() => (over = true));
  for (;;) {
    const found = form.exec(child.output())?.[1];
    if (found !== undefined) return found;
    if (over) throw new Error(`ended: ${lastOf(child)}`);
    await delay(LOOK_MS);
  }
}

/** All that it printed, once it has ended well; rejects with the last of it otherwise. */
export async function whole(child: Child): Promise<string> {
  if ((await child.ended) !== 0) throw new Error(lastOf(child));
  return child.output();
}

const lastOf = (child: Child): string => child.output().trim().slice(-500);

export class Ground {
  readonly folder = mkdtempSync(join(tmpdir(), 'pushscope-bench-'));
  readonly #children: ChildProcess[] = [];

  start(program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Child {
    const child = spawn(program, args, {
      cwd: this.folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
    });
    this.#children.push(child);
    let output = '';
    const keep = (text: string) => {
      output = (output + text).slice(-100_000);
    };
    child.stdout.setEncoding('utf8').on('data', keep);
    child.stderr.setEncoding('utf8').on('data', keep);
    const ended = new Promise<number | null>((resolve) => {
      child.once('close', (code) => resolve(code));
      child.once('error', (error) => {
        keep(error.message);
        resolve(null);
      });
    });
    return { pid: child.pid ?? 0, output: () => output, ended, end: () => end(child) };
  }

  /** Resolves once the child accepts connections on that port; rejects with its output when it ends before. */
  async listening(child: Child, port: number): Promise<void> {
    let over = false;
    void child.ended.then(() => (over = true));
    const until = performance.now() + LISTEN_MS;
    while (!(await accepts(port))) {
      if (over || performance.now() > until) {
        throw new Error(`did not listen: ${lastOf(child)}`);
      }
      await delay(LOOK_MS);
    }
  }

  /** Ends what this ground started, and nothing else, then removes the folder. */
  async close(): Promise<void> {
    await Promise.all(this.#children.map(end));
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const exited = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const kill = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
  await exited;
  clearTimeout(kill);
}

/** What is done on a ground that is cleared afterwards, also when it is interrupted. */
export async function onGround<Outcome>(
  work: (ground: Ground) => Promise<Outcome>,
): Promise<Outcome> {
  const ground = new Ground();
  const interrupted = new Promise<never>((_, reject) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => reject(new Error(`ended by ${signal}`)));
    }
  });
  try {
    return await Promise.race([work(ground), interrupted]);
  } finally {
    await ground.close();
  }
}
