/** What the documents point at is there. */

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

const LINK = /\]\(([^)\s]+)\)/g;

test.each(['README.md', 'README.zh.md', 'captures/README.md', 'docs/reliability.md'])(
  'links of %s lead somewhere',
  (name) => {
    const text = readFileSync(join(root, name), 'utf8');
    const targets = [...text.matchAll(LINK)]
      .map(([, target = '']) => target.replace(/#.*$/, ''))
      .filter((target) => target !== '' && !/^[a-z]+:/.test(target));
    const missing = targets.filter((target) => !existsSync(join(root, dirname(name), target)));
    expect(missing).toEqual([]);
  },
);

test('what the package ships is there, or is made by the build', () => {
  const { files } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly files: readonly string[];
  };
  expect(files.filter((name) => name !== 'dist' && !existsSync(join(root, name)))).toEqual([]);
});

test('headings that the documents name are there', () => {
  const reference = readFileSync(join(root, 'REFERENCE.md'), 'utf8');
  const anchors = new Set(
    [...reference.matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
      title
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
  for (const name of ['README.md', 'README.zh.md']) {
    const text = readFileSync(join(root, name), 'utf8');
    for (const [, anchor] of text.matchAll(/\]\(REFERENCE\.md#([^)]+)\)/g)) {
      expect(anchors, name).toContain(anchor);
    }
  }
});

test('what docs/reliability.md quotes stands in the test that it names', () => {
  const text = readFileSync(join(root, 'docs/reliability.md'), 'utf8');
  const quotes = [...text.matchAll(/\(\.\.\/(test\/[^)]+)\),((?: "[^"]+",?)+)/g)].flatMap(
    ([, file = '', titles = '']) =>
      [...titles.matchAll(/"([^"]+)"/g)].map(([, title = '']) => [file, title] as const),
  );
  expect(quotes.length).toBeGreaterThan(5);
  for (const [file, title] of quotes) {
    expect(readFileSync(join(root, file), 'utf8'), file).toContain(`'${title}`);
  }
});
