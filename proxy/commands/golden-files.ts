/** Golden files: NAME.jsonl with NAME.txt beside it, its reading in words, reviewed like code. */

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { HalfFrame } from '../../shared/codec/frame.ts';
import type { DecodedExchange } from '../../shared/findings/finding.ts';
import { decodedOf, rowOf, type Reading } from '../desk/reading.ts';
import { rulesIn } from '../replay/noise-lines.ts';
import { fileSource, readingsOf } from './capture-source.ts';
import { UsageError, type CommandIo } from './io.ts';
import { rowLine } from './row-line.ts';
import { bodyOfTree } from './tree.ts';

export const GOLDEN_FOLDER = 'captures/golden';

/** Headers say little to a reader, and their bytes stand in the capture. */
function withoutHeads(reading: Reading): DecodedExchange {
  const decoded = decodedOf(reading);
  const bare = (half: HalfFrame): HalfFrame => ({
    ...half,
    fields: half.fields.filter(({ key }) => key !== 'head'),
  });
  const { request, response } = decoded;
  return { ...decoded, request: bare(request), response: response && bare(response) };
}

/** The reading in words; what is wrong with the file is told to the person. */
export async function readingInWords(path: string, io: CommandIo): Promise<string> {
  const lines: string[] = [];
  for await (const reading of readingsOf([fileSource(path)], 'en', io)) {
    lines.push(rowLine(rowOf(reading)), ...bodyOfTree(withoutHeads(reading), 'en', '    '), '');
  }
  const rules = await rulesIn(path);
  for (const { field, kind, part, within, reason } of rules) {
    const place = [kind, part, within].filter((word) => word !== undefined).join(', ');
    lines.push(`noise: ${field}${place === '' ? '' : ` (${place})`}: ${reason}`);
  }
  return `${lines.join('\n').trimEnd()}\n`;
}

export interface Golden {
  readonly name: string;
  readonly capture: string;
  readonly text: string;
}

/** Throws UsageError for a folder without any. */
export function goldensIn(folder: string): readonly Golden[] {
  const names = existsSync(folder)
    ? readdirSync(folder).filter((name) => /^[^.].*\.jsonl$/.test(name))
    : [];
  if (names.length === 0) {
    throw new UsageError(
      `${folder} holds no golden (*.jsonl); cut one with pushscope golden add, or name its folder with --dir.`,
    );
  }
  return names.sort().map((file) => {
    const name = file.replace(/\.jsonl$/, '');
    return { name, capture: join(folder, file), text: join(folder, `${name}.txt`) };
  });
}

/** Lines that are not the same: one by one, or where lines came or went the whole stretch; null when nothing differs. */
export function differenceOf(golden: Golden, now: string): readonly string[] | null {
  if (!existsSync(golden.text)) return [`${golden.text} is missing`];
  const then = readFileSync(golden.text, 'utf8');
  if (then === now) return null;
  const [before, after] = [then.split('\n'), now.split('\n')];
  if (before.length === after.length) {
    return before.flatMap((line, at) =>
      line === after[at] ? [] : [`${golden.text}, line ${at + 1}:`, `- ${line}`, `+ ${after[at]}`],
    );
  }
  const from = before.findIndex((line, at) => line !== after[at]);
  const first = from === -1 ? before.length : from;
  let same = 0;
  while (
    same < Math.min(before.length, after.length) - first &&
    before[before.length - 1 - same] === after[after.length - 1 - same]
  ) {
    same++;
  }
  return [
    `${golden.text}, from line ${first + 1} on:`,
    ...before.slice(first, before.length - same).map((line) => `- ${line}`),
    ...after.slice(first, after.length - same).map((line) => `+ ${line}`),
  ];
}
