/** Hostile text in every field of a capture, through the command line: nothing steers a window of text, a sheet or a report. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { MARKUP, naughtyCapture } from '../kit/naughty.ts';
import { runToEnd, temporaryFolder } from '../kit/product.ts';
import { RawServer } from '../kit/sockets.ts';

const dir = temporaryFolder();
const ESCAPES = '\u001b[2J\u001b]0;owned\u0007\u009b2J\u202e';
const hostile = join(dir, `${MARKUP[0].replaceAll('/', '')}${ESCAPES}.jsonl`);
const other = join(dir, 'other.jsonl');
writeFileSync(hostile, naughtyCapture());
writeFileSync(other, naughtyCapture().split('\n').slice(0, 30).join('\n'));

/** Escape sequences begin so, in seven bits or in eight; so do marks that turn what follows round. */
// eslint-disable-next-line no-control-regex
const STEERING = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

async function run(...args: readonly string[]) {
  const { code, stdout, stderr } = await runToEnd(args);
  expect(STEERING.exec(stdout)).toBeNull();
  expect(STEERING.exec(stderr)).toBeNull();
  return { code, stdout, stderr };
}

/** The cells of a table with commas, line by line. */
function cellsOf(csv: string): string[][] {
  const lines: string[][] = [[]];
  for (const [, quoted, plain, end] of csv.matchAll(
    /(?:"((?:[^"]|"")*)"|([^,"\r\n]*))(,|\r?\n|$)/g,
  )) {
    lines.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end !== ',' && end !== '') lines.push([]);
  }
  return lines.slice(0, -1);
}

/** A spreadsheet runs what begins so, numbers apart. */
const isFormula = (cell: string) => /^[=+\-@\t\r]/.test(cell) && Number.isNaN(Number(cell));

describe('hostile text on the command line', () => {
  test.each([
    [0, ['show', '--verbose']],
    [1, ['lint']],
    [1, ['ledger']],
    [1, ['ledger', '--json']],
  ] as const)('%i %j steers nothing', async (code, args) => {
    const said = await run(...args, hostile);
    expect(said.code).toBe(code);
    // The capture's own words are there, and so is its name.
    expect(said.stdout + said.stderr).toContain('\\u001b[2J');
  });

  test.each([
    ['show', '--json', '--verbose'],
    ['lint', '--json'],
    ['export', '--format', 'har'],
  ])('%s %s is JSON that means what was said', async (...args) => {
    const { stdout } = await run(...args, hostile);
    const values = args.includes('show') ? stdout.trimEnd().split('\n') : [stdout];
    const said = JSON.stringify(values.map((each) => JSON.parse(each) as unknown));
    expect(said).toContain('\u009b2J');
    expect(said).not.toContain('\\\\u009b');
  });

  test.each([
    ['export', '--format', 'csv'],
    ['ledger', '--csv'],
  ])('%s %s is a table without formulas', async (...args) => {
    const [head, ...lines] = cellsOf((await run(...args, hostile)).stdout);
    expect(lines.length).toBeGreaterThan(20);
    expect(lines.flat().some((cell) => cell.startsWith("'="))).toBe(true);
    expect(lines.flat().filter(isFormula)).toEqual([]);
    expect(lines.filter(({ length }) => length !== head?.length)).toEqual([]);
  });

  test('a server whose answers are hostile is told of in words', async () => {
    const reply = `HTTP/1.1 200 OK\r\nContent-Length: ${ESCAPES.length}\r\n\r\n${ESCAPES}`;
    const server = await RawServer.start(async (line) => {
      await line.until('\r\n\r\n');
      await line.send(Buffer.from(reply, 'latin1'));
      line.socket.end();
    });
    const target = `http://127.0.0.1:${server.port}`;
    const { code, stdout } = await run('verify', other, '--target', target);
    await server.stop();
    expect(code).toBe(1);
    expect(stdout).toContain('\\u001b[2J');
  });

  test('what is typed wrong is told as it was typed, and no more', async () => {
    expect((await run(`${ESCAPES}`)).code).toBe(2);
    expect((await run('show', join(dir, ESCAPES))).code).toBe(2);
    expect((await run('show', '--language', ESCAPES, other)).code).toBe(2);
    expect((await run('diff', '--json', hostile, other)).code).toBe(1);
  });
});
