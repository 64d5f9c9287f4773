/**
 * `npm run soak`: sets up what is missing and runs the long proofs in full, one after the other. `--only NAME`
 * chooses one, `--minutes N` is how long a day lasts, and the fuzzing, `--seed N` what chance there is.
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
  month: 'test/system/month-proof.test.ts',
  fuzz: [
    ...['test/wire/scanner.test.ts', 'test/wire/differential.test.ts', 'test/wire/hostile.test.ts'],
    ...['test/codec/never-throws.test.ts', 'test/capture/mutated.test.ts'],
    'test/findings/cues.test.ts',
    ...['test/filter/parse.test.ts', 'test/desk/hostile.test.ts'],
  ],
};

/** Vitest's own limit of a test, for those that name none: each fuzzed property has a part of the time. */
const testTimeout = (minutes) => `--testTimeout=${Number(minutes) * 60_000 + 120_000}`;

const VITEST = [join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', '--no-file-parallelism'];

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
for (const [name, files] of Object.entries(PROOFS)) {
  if (only !== undefined && only !== name) continue;
  const env = { PUSHSCOPE_PROOF: 'full', PUSHSCOPE_MINUTES: minutes, PUSHSCOPE_SEED: seed };
  const { status } = spawnSync(
    process.execPath,
    [...VITEST, testTimeout(minutes), ...[files].flat()],
    { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } },
  );
  process.exitCode ||= status ?? 1;
}
