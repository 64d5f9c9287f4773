/** A reader of stderr who stands still must not stop the thread that forwards. */

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { root } from '../kit/product.ts';

/** Logs far more than a pipe holds, then says so. */
const PROGRAM = `
  const { logger } = await import(${JSON.stringify(pathToFileURL(join(root, 'dist/proxy/log.js')).href)});
  for (let round = 0; round < 400; round++) {
    for (let line = 0; line < 50; line++) logger.warn('x'.repeat(200));
    await new Promise(setImmediate);
  }
  process.send('done');`;

test('a log that nobody reads holds nothing up', async () => {
  const child = spawn(process.execPath, ['--input-type=module', '-e', PROGRAM], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  child.stderr?.pause();
  const said = await new Promise((done) => child.once('message', done));
  child.kill('SIGKILL');
  expect(said).toBe('done');
});
