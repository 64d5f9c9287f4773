/** `npm test`: sets up what is missing, a Chromium included, then types, lint and every test. Arguments go to vitest. */

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { root, setUp } from './setup.js';

const CHROMIUM_NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

const say = (text) => process.stderr.write(`pushscope: ${text}\n`);

const onPath = (name) =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path));

function findChromium() {
  const named = process.env.CHROMIUM;
  if (named !== undefined && existsSync(named)) return named;
  const mac = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
  return CHROMIUM_NAMES.map(onPath).find(Boolean) ?? (existsSync(mac) ? mac : undefined);
}

const mayInstall = () => onPath('apt-get') !== undefined && process.getuid?.() === 0;

/** Installs Debian packages; whether they are there afterwards is for the caller to see. */
function install(what, packages) {
  say(`installing ${what} (only the first time) …`);
  const options = {
    stdio: ['ignore', 'ignore', process.stderr],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  };
  spawnSync('apt-get', ['update', '-qq'], options);
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], options);
}

/** Debian's package where there is apt and we may; otherwise whatever Chromium is found. */
function ensureChromium() {
  const found = findChromium();
  if (found !== undefined) return found;
  if (mayInstall()) install('Chromium for the browser tests', ['chromium', 'fonts-noto-cjk']);
  const installed = findChromium();
  if (installed !== undefined) return installed;
  say(
    'no Chromium was found for the browser tests; install one (Debian: apt-get install chromium) or name it with CHROMIUM=/path/to/chrome, and run npm test again.',
  );
  process.exit(1);
}

/** The foreign clients and servers of the tests: fetched in CI alone, where a package may start a service unasked. */
function ensurePeers() {
  const missing = [
    ['nginx', 'nginx-light'],
    ['curl', 'curl'],
    ['openssl', 'openssl'],
  ].filter(([program]) => onPath(program) === undefined);
  if (missing.length === 0) return;
  if (process.env.CI && mayInstall()) {
    install(
      'nginx, curl and openssl for the tests with real clients',
      missing.map((row) => row[1]),
    );
  }
  for (const [program] of missing.filter(([name]) => onPath(name) === undefined)) {
    say(`${program} is not installed; the tests with it are skipped.`);
  }
}

/** One step of the run; the first that fails ends it with its exit code. */
function step(name, program, args, env = {}) {
  say(`${name} …`);
  const result = spawnSync(process.execPath, [join(root, 'node_modules', ...program), ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  if (result.status !== 0) process.exit(result.status ?? 1);
}

setUp();
const chromium = ensureChromium();
ensurePeers();
const vitestArguments = process.argv.slice(2);
if (vitestArguments.length === 0) {
  step('types', ['typescript', 'bin', 'tsc'], ['-b', 'shared', 'proxy', 'test', 'bench']);
  step(
    'types of the page',
    ['svelte-check', 'bin', 'svelte-check'],
    ['--workspace', 'inspector', '--tsconfig', 'tsconfig.json', '--output', 'human'],
  );
  step('lint', ['eslint', 'bin', 'eslint.js'], ['.']);
  step('format', ['prettier', 'bin', 'prettier.cjs'], ['--check', '--log-level=warn', '.']);
}
step('tests', ['vitest', 'vitest.mjs'], ['run', ...vitestArguments], { CHROMIUM: chromium });
