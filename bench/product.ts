/** The product as it ships, as a child process: started, and known once it says that it is ready. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Child, Ground } from './ground.ts';

export interface Ready {
  readonly listen: string;
  readonly inspector: string;
  readonly token: string;
}

export interface Product extends Ready {
  readonly child: Child;
  /** Asks the API; throws where it refuses. */
  ask<Answer>(path: string): Promise<Answer>;
}

async function readyLine(child: Child): Promise<Ready> {
  let over = false;
  void child.ended.then(() => (over = true));
  for (;;) {
    const line = /^pushscope ready (\{.*\})$/m.exec(child.output())?.[1];
    if (line !== undefined) return JSON.parse(line) as Ready;
    if (over) throw new Error(`ended: ${child.output().trim().slice(-500)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export const cliOf = (root: string): string => join(root, 'dist', 'proxy', 'cli.js');

/** `options` are added to Node's own command line; null where the product is not built. */
export async function startProduct(
  ground: Ground,
  root: string,
  upstreamPort: number,
  options: readonly string[] = [],
): Promise<Product | null> {
  if (!existsSync(cliOf(root))) return null;
  const child = ground.start(process.execPath, [
    ...[...options, cliOf(root), 'run', '--upstream', `http://127.0.0.1:${upstreamPort}`],
    ...['--listen', '127.0.0.1:0', '--inspector', '127.0.0.1:0'],
    ...['--captures', join(ground.folder, 'captures')],
  ]);
  const ready = await readyLine(child);
  return {
    ...ready,
    child,
    async ask<Answer>(path: string) {
      const headers = { authorization: `Bearer ${ready.token}` };
      const response = await fetch(new URL(path, ready.inspector), { headers });
      if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
      return (await response.json()) as Answer;
    },
  };
}
