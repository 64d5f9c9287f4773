/** A captures folder has one run at a time, however the one before it ended. */

import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, test } from 'vitest';
import { claimFolder, FolderInUse } from '../../proxy/record/claim-folder.ts';
import { runToEnd, startProduct, temporaryFolder, type RunningProduct } from '../kit/product.ts';

const silent = (sentence: string) => expect.unreachable(sentence);
const NOWHERE = 'http://127.0.0.1:9';

const running: RunningProduct[] = [];
afterEach(async () => {
  for (const product of running.splice(0)) await product.stop('SIGKILL');
});

async function startIn(folder: string): Promise<RunningProduct> {
  const product = await startProduct(['--upstream', NOWHERE, '--captures', folder]);
  running.push(product);
  return product;
}

/** A second run with the same captures, as a user starts it. */
const second = (folder: string) =>
  runToEnd([
    ...['run', '--listen', '127.0.0.1:0', '--inspector', '127.0.0.1:0'],
    ...['--upstream', NOWHERE, '--captures', folder],
  ]);

test('a second run of the product is refused in one sentence and touches nothing', async () => {
  const folder = join(temporaryFolder(), 'captures');
  const first = await startIn(folder);
  const before = readdirSync(folder);
  const { code, stdout, stderr } = await second(folder);
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toBe(
    `pushscope: another run of pushscope records to ${folder}; stop it or choose another folder with --captures.\n`,
  );
  expect(readdirSync(folder)).toEqual(before);
  expect(statSync(first.capture).isFile()).toBe(true);
});

test.each(['SIGKILL', 'SIGTERM'] as const)(
  'after %s the next run has the folder',
  async (signal) => {
    const folder = temporaryFolder();
    await (await startIn(folder)).stop(signal);
    expect(existsSync(join(folder, '.pushscope.sock'))).toBe(signal === 'SIGKILL');
    await startIn(folder);
    expect((await second(folder)).code).toBe(1);
  },
);

describe('within one process', () => {
  test('the folder is had once, under any of its names, until it is given back', async () => {
    const folder = temporaryFolder();
    const claim = await claimFolder(folder, silent);
    await expect(claimFolder(join(folder, '..', folder.split('/').at(-1) ?? ''), silent)).rejects.toThrow(FolderInUse); // prettier-ignore
    claim.release();
    (await claimFolder(folder, silent)).release();
  });

  test('of many that begin at once, over what a dead one left, one has it', async () => {
    const folder = temporaryFolder();
    const leave = `require('net').createServer().listen(${JSON.stringify(join(folder, '.pushscope.sock'))}, () => process.kill(process.pid, 'SIGKILL'))`;
    await promisify(execFile)(process.execPath, ['-e', leave]).catch(() => {});
    expect(existsSync(join(folder, '.pushscope.sock'))).toBe(true);
    const all = await Promise.allSettled(Array.from({ length: 8 }, () => claimFolder(folder, silent))); // prettier-ignore
    const had = all.filter((each) => each.status === 'fulfilled');
    expect(had).toHaveLength(1);
    had[0]?.value.release();
  });

  test('a folder whose name is too long for a socket is had once too', async () => {
    const folder = join(temporaryFolder(), 'a'.repeat(100));
    mkdirSync(folder);
    const claim = await claimFolder(folder, silent);
    await expect(claimFolder(folder, silent)).rejects.toThrow(FolderInUse);
    expect(readdirSync(folder)).toEqual([]);
    claim.release();
  });
});
