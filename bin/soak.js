/**
 * `npm run soak`: sets up what is missing and runs the long proofs in full, one after the other. `--only NAME`
 * chooses one, `--minutes N` is how long a day lasts, `--seed N` what chance there is.
 */

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root, setUp } from './setup.js';

/** Each prints its figures; `npm test` runs all of them in short. */
const PROOFS = {
  inject: 'test/system/inject-proof.test.ts',
  day: 'test/system/day-proof.test.ts',
  uploads: 'test/system/uploads-proof.test.ts',
  kills: 'test/system/kill-proof.test.ts',
  disk: 'test/system/full-disk.test.ts',
};

function readArguments() {
  const names = Object.keys(PROOFS).join(', ');
  try {
    const { values } = parseArgs({
      options: {
        only: { type: 'string' },
        minutes: { type: 'string', default: '10' },
        seed: { type: 'string', default: '4' },
      },
    });
    const { only, minutes, seed } = values;
    if (only !== undefined && !(only in PROOFS)) throw new Error(`--only is one of ${names}`);
    if (!(Number(minutes) > 0)) throw new Error('--minutes is a number above 0');
    if (!Number.isInteger(Number(seed))) throw new Error('--seed is a whole number');
    return values;
  } catch (error) {
    process.stderr.write(`soak: ${error.message}.\n`);
    process.exit(2);
  }
}

const { only, minutes, seed } = readArguments();
setUp();
for (const [name, file] of Object.entries(PROOFS)) {
  if (only !== undefined && only !== name) continue;
  const env = { PUSHSCOPE_PROOF: 'full', PUSHSCOPE_MINUTES: minutes, PUSHSCOPE_SEED: seed };
  const { status } = spawnSync(
    process.execPath,
    [join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', file],
    { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } },
  );
  process.exitCode ||= status ?? 1;
}
