/** `npm run bench`: sets up what is missing, compiles the bench, and runs it. */

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, setUp } from './setup.js';

setUp();
const compiled = spawnSync(
  process.execPath,
  [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-b', 'bench'],
  { cwd: root, stdio: ['ignore', process.stderr, process.stderr] },
);
if (compiled.status !== 0) process.exit(compiled.status ?? 1);

const { main } = await import(
  pathToFileURL(join(root, 'node_modules', '.cache', 'bench', 'main.js')).href
);
try {
  await main(root, process.argv);
} catch (error) {
  process.stderr.write(`bench: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
