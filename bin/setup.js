/** Sets up what a fresh checkout lacks: packages and the build. Says what it does on stderr, does nothing when all is there. */

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const OLDEST_NODE = [20, 19];
const SOURCES = ['shared', 'proxy', 'inspector', 'package-lock.json', 'tsconfig.base.json'];

const packaged = (file) => join(root, 'node_modules', file);

const say = (text) => process.stderr.write(`pushscope: ${text}\n`);

/** Runs a program of the set-up with its output on stderr; ends the process when it fails. */
function run(what, command, args) {
  const result = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', process.stderr, process.stderr],
    // There npm is a script.
    shell: process.platform === 'win32' && command === 'npm',
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

const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));

/** Whether npm's own note of what it installed, by whichever command, names all that the lock file asks for. */
function hasPackages() {
  const note = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(note)) return false;
  const installed = readJson(note).packages;
  return Object.entries(readJson(join(root, 'package-lock.json')).packages).every(
    ([path, wanted]) =>
      path === '' ||
      // Packages for other machines are left out.
      ((wanted.optional || wanted.devOptional) && installed[path] === undefined) ||
      installed[path]?.integrity === wanted.integrity,
  );
}

/** Installs the packages of the lock file, the build's own tools too, unless they are there. */
function ensurePackages() {
  if (hasPackages()) return;
  say('installing packages (only the first time) …');
  run('Installing the packages', 'npm', [
    'ci',
    '--include=dev',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ]);
}

const BUILT_FROM = join(root, 'dist', '.built-from');

/** Builds all and notes from what, so that nothing is built twice. */
export function build() {
  const sources = fingerprint();
  run('The build', process.execPath, [packaged('typescript/bin/tsc'), '-b', 'shared', 'proxy']);
  run('The build', process.execPath, [packaged('vite/bin/vite.js'), 'build', 'inspector']);
  mkdirSync(dirname(BUILT_FROM), { recursive: true });
  writeFileSync(BUILT_FROM, sources);
}

function ensureBuild() {
  if (existsSync(BUILT_FROM) && readFileSync(BUILT_FROM, 'utf8') === fingerprint()) return;
  say('building …');
  build();
}

/** Leaves packages and build ready; an installed package (no sources beside it) is ready as it is. */
export function setUp() {
  refuseOldNode();
  if (!existsSync(join(root, 'proxy', 'cli.ts'))) return;
  ensurePackages();
  ensureBuild();
}
