/** The product as it ships, as a child process: started, and known once it says that it is ready. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { printed, whole, type Child, type Ground } from './ground.ts';

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
  const ready = JSON.parse(await printed(child, /^pushscope ready (\{.*\})$/m)) as Ready;
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

/** The same where nothing can be measured without it: throws where it is not built. */
export async function needProduct(
  ground: Ground,
  root: string,
  upstreamPort: number,
): Promise<Product> {
  const product = await startProduct(ground, root, upstreamPort);
  if (product === null) throw new Error('pushscope is not built; npm run build');
  return product;
}

/** A capture of an invented day. */
export async function writeDay(
  ground: Ground,
  root: string,
  path: string,
  exchanges: number,
): Promise<void> {
  const write = ['simulate', 'write', path, '--exchanges', String(exchanges)];
  await whole(ground.start(process.execPath, [cliOf(root), ...write]));
}
