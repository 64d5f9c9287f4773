/** `npm run soak`: sets up what is missing and runs the proof of injection in full, which takes minutes. */

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root, setUp } from './setup.js';

setUp();
const soaked = spawnSync(
  process.execPath,
  [
    join(root, 'node_modules', 'vitest', 'vitest.mjs'),
    ...['run', 'test/system/inject-proof.test.ts'],
    ...process.argv.slice(2),
  ],
  { cwd: root, stdio: 'inherit', env: { ...process.env, PUSHSCOPE_PROOF: 'full' } },
);
process.exitCode = soaked.status ?? 1;
