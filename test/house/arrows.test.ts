/** The rules of the house, read from the imports: arrows never turn back, and each library has one door. */

import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

interface Import {
  readonly file: string;
  /** A path from the root for our own files, the package's name otherwise. */
  readonly target: string;
  readonly typeOnly: boolean;
}

const sourceFiles = (folder: string): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(ts|svelte)$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'));

const IMPORT = /^\s*(?:import|export)\s+(type\s+)?(?:[^'"]*?\sfrom\s+)?['"]([^'"]+)['"]/gm;
const DYNAMIC_IMPORT = /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8');
  const place = (name: string) =>
    name.startsWith('.')
      ? relative(root, resolve(root, dirname(file), name))
          .split(sep)
          .join('/')
      : name;
  return [
    ...[...text.matchAll(IMPORT)].map((match) => ({
      file,
      target: place(match[2] as string),
      typeOnly: match[1] !== undefined,
    })),
    ...[...text.matchAll(DYNAMIC_IMPORT)].map((match) => ({
      file,
      target: place(match[1] as string),
      typeOnly: false,
    })),
  ];
}

const imports = ['shared', 'proxy', 'inspector/src'].flatMap(sourceFiles).flatMap(importsOf);

const within = (...folders: string[]) => {
  return (path: string) =>
    folders.some((folder) => path === folder || path.startsWith(`${folder}/`));
};

/** Imports from one room that must not be, as readable lines. */
const broken = (from: (file: string) => boolean, forbidden: (target: string) => boolean) =>
  imports
    .filter((each) => from(each.file) && forbidden(each.target))
    .map(({ file, target }) => `${file} imports ${target}`);

test('the imports were read', () => {
  expect(imports.length).toBeGreaterThan(100);
});

describe('shared/', () => {
  test('runs anywhere: it imports nothing outside itself', () => {
    expect(broken(within('shared'), (target) => !within('shared')(target))).toEqual([]);
  });

  const above: Record<string, string[]> = {
    'shared/spec': ['codec', 'session', 'findings', 'filter', 'compare', 'capture', 'link'],
    'shared/codec': ['session', 'findings', 'filter', 'compare', 'capture', 'link'],
    'shared/session': ['findings', 'filter', 'compare'],
    'shared/ledger': ['session', 'findings', 'filter', 'compare', 'capture', 'link'],
    'shared/compare': ['session', 'findings', 'filter', 'capture', 'link'],
    'shared/capture': ['session', 'findings', 'filter', 'compare', 'link'],
  };
  test.each(Object.entries(above))('%s never looks up', (room, rooms) => {
    const values = imports.filter((each) => !each.typeOnly && within(room)(each.file));
    const higher = within(...rooms.map((name) => `shared/${name}`));
    expect(values.filter(({ target }) => higher(target))).toEqual([]);
  });
});

describe('proxy/ and inspector/', () => {
  test('never import each other', () => {
    expect(broken(within('proxy'), within('inspector'))).toEqual([]);
    expect(broken(within('inspector'), within('proxy'))).toEqual([]);
  });

  test('the wire knows neither desk nor recorder', () => {
    expect(broken(within('proxy/wire'), within('proxy/desk', 'proxy/record'))).toEqual([]);
  });

  test('the desk knows no socket of the wire', () => {
    expect(broken(within('proxy/desk'), within('proxy/wire'))).toEqual([]);
  });

  test('the built-in server and terminals import shared and Node only', () => {
    const ours = (target: string) => target.includes('/') && !target.startsWith('node:');
    expect(
      broken(
        within('proxy/sim'),
        (target) => ours(target) && !within('shared', 'proxy/sim')(target),
      ),
    ).toEqual([]);
  });
});

describe('each library has one door', () => {
  test.each([
    ['http-proxy', ['proxy/wire/console-lane.ts']],
    ['iconv-lite', ['proxy/charset.ts']],
    ['ws', ['proxy/desk/live-socket.ts']],
  ])('%s is imported by %s alone', (library, doors) => {
    const users = imports.filter(({ target }) => target === library).map(({ file }) => file);
    expect([...new Set(users)]).toEqual(doors);
  });
});
