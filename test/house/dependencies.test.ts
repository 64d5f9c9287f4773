/** docs/dependencies.md names every package with its licence; none runs a script when it is installed. */

import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

interface Locked {
  readonly license?: string;
  readonly hasInstallScript?: boolean;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  /** Absent: from the public registry. */
  readonly resolved?: string;
  readonly integrity?: string;
}
interface Lists {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

const PUBLIC = 'https://registry.npmjs.org/';
const root = resolve(import.meta.dirname, '../..');
const read = (name: string) => readFileSync(join(root, name), 'utf8');

const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Lists;
const { packages } = JSON.parse(read('package-lock.json')) as {
  readonly packages: Readonly<Record<string, Locked>>;
};
const locked = Object.entries(packages).filter(([path]) => path !== '');

test('the table is the list of what is named and of what runs, with licence and reason', () => {
  const rows = [
    ...read('docs/dependencies.md').matchAll(/^\| `([^`]+)` *\| (\S+) *\| (.+?) *\|$/gm),
  ];
  const written = Object.fromEntries(rows.map(([, name = '', licence]) => [name, licence]));
  expect(Object.keys(written)).toHaveLength(rows.length);
  const named = [...Object.keys(dependencies), ...Object.keys(devDependencies)];
  const running = locked
    .filter(([, { dev, devOptional }]) => dev !== true && devOptional !== true)
    .map(([path]) => path.replace(/^.*node_modules\//, ''));
  const wanted = [...new Set([...named, ...running])].map((name) => [
    name,
    packages[`node_modules/${name}`]?.license,
  ]);
  expect(written).toEqual(Object.fromEntries(wanted));
});

test('nothing is run at the installation, and all comes from the public registry, sealed', () => {
  expect(locked.length).toBeGreaterThan(50);
  const odd = locked.filter(
    ([, { hasInstallScript, resolved = PUBLIC, integrity }]) =>
      hasInstallScript === true || integrity === undefined || !resolved.startsWith(PUBLIC),
  );
  expect(odd.map(([path]) => path)).toEqual([]);
});
