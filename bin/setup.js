/** Sets up what a fresh checkout lacks: packages and the build. Says what it does on stderr, does nothing when all is there. */

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const OLDEST_NODE = [20, 19];
const SOURCES = ['shared', 'proxy', 'inspector', 'package-lock.json', 'tsconfig.base.json'];

const say = (text) => process.stderr.write(`pushscope: ${text}\n`);

/** Runs a program of the set-up with its output on stderr; ends the process when it fails. */
function run(what, command, args) {
  const result = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', process.stderr, process.stderr],
    shell: process.platform === 'win32',
  });
  if (result.status === 0) return;
  say(
    `${what} failed (${result.error?.message ?? `exit code ${result.status}`}); mend what is said above and run the command again.`,
  );
  process.exit(1);
}

function refuseOldNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  say(
    `Node ${process.versions.node} is too old; install Node ${OLDEST_NODE.join('.')} or newer and run the command again.`,
  );
  process.exit(1);
}

/** A fingerprint of names, sizes and times of all sources: cheap, and it changes with every edit. */
function fingerprint() {
  const hash = createHash('sha256');
  const visit = (path) => {
    const stat = statSync(path);
    if (stat.isDirectory()) {
      for (const name of readdirSync(path).sort()) visit(join(path, name));
    } else hash.update(`${path}\0${stat.size}\0${stat.mtimeMs}\n`);
  };
  for (const source of SOURCES) visit(join(root, source));
  return hash.digest('hex');
}

/** Installs the packages of the lock file, the build's own tools too, unless the stamp says that they are there. */
function ensurePackages() {
  const stamp = join(root, 'node_modules', '.pushscope-lock');
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  say('installing packages (only the first time) …');
  run('Installing the packages', 'npm', [
    'ci',
    '--include=dev',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ]);
  writeFileSync(stamp, lock);
}

function ensureBuild() {
  const stamp = join(root, 'dist', '.built-from');
  const sources = fingerprint();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return;
  say('building …');
  run('The build', 'npm', ['run', '--silent', 'build']);
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, sources);
}

/** Leaves packages and build ready; an installed package (no sources beside it) is ready as it is. */
export function setUp() {
  refuseOldNode();
  if (!existsSync(join(root, 'proxy', 'cli.ts'))) return;
  ensurePackages();
  ensureBuild();
}
