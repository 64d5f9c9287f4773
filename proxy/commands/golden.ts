/** `pushscope golden`: recordings that are kept, cut from captures and checked against their reading. */

import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Command } from 'commander';
import { NoiseError } from '../replay/noise-lines.ts';
import { matchesReading, readFilter } from './filter-option.ts';
import { GOLDEN_FOLDER, differenceOf, goldensIn, readingInWords } from './golden-files.ts';
import { RunError, UsageError, type CommandIo } from './io.ts';
import { Output } from './output.ts';
import { writeReport } from './report-output.ts';
import { copyRedacted } from './rewriting.ts';
import { counted } from '../counted.ts';

interface AddOptions {
  readonly dir: string;
  readonly filter: string;
  readonly name?: string;
  readonly salt: string;
  readonly json: boolean;
}

interface CheckOptions {
  readonly dir: string;
  readonly update: boolean;
  readonly json: boolean;
}

const EXAMPLES = `
Examples:
  pushscope golden add captures/live/lunch.jsonl --filter 'sn:5158181900025' --name lunch
  pushscope golden check
  pushscope golden check --update        after reading what differs
`;

const NAME = /^[A-Za-z0-9][\w.-]*$/;

async function add(io: CommandIo, from: string, options: AddOptions): Promise<void> {
  const { dir, filter, salt, json } = options;
  const name = options.name ?? basename(from).replace(/\.jsonl$/, '');
  if (!NAME.test(name)) {
    throw new UsageError(`--name ${name} is no name for a file; write letters, digits, - and _.`);
  }
  const capture = join(dir, `${name}.jsonl`);
  const text = join(dir, `${name}.txt`);
  const wants = matchesReading(readFilter(filter, 'en'));
  if (existsSync(text)) throw new RunError(`${text} is there already; choose another --name.`);
  mkdirSync(dir, { recursive: true });
  const { exchanges, secrets } = await copyRedacted(io, { from, to: capture, salt, wants });
  try {
    writeReport(text, await readingInWords(capture, io));
  } catch (error) {
    rmSync(capture, { force: true });
    throw error;
  }
  await io.stdout(
    json
      ? `${JSON.stringify({ event: 'written', path: capture, text, exchanges, secrets })}\n`
      : `written: ${capture} and ${text}, ${counted(exchanges, 'exchange')}, ${counted(secrets, 'secret')} replaced; read the text before you commit it\n`,
  );
}

async function check(io: CommandIo, { dir, update, json }: CheckOptions): Promise<void> {
  const output = new Output(io);
  const goldens = goldensIn(dir);
  const different: string[] = [];
  for (const golden of goldens) {
    const now = await readingInWords(golden.capture, io).catch((error: unknown) => {
      throw error instanceof NoiseError ? new RunError(error.message) : error;
    });
    const lines = differenceOf(golden, now);
    if (lines === null) continue;
    if (update) writeReport(golden.text, now);
    else different.push(golden.name);
    if (!json) for (const line of lines) await output.line(line);
  }
  const checked = goldens.map(({ name }) => name);
  await output.line(
    json
      ? JSON.stringify({ checked, different })
      : `${counted(checked.length, 'golden')} checked, ${different.length} read otherwise than their text`,
  );
  await output.flush();
  io.exit(different.length === 0 ? 0 : 1);
}

export function goldenCommand(io: CommandIo): Command {
  return new Command('golden')
    .description('recordings that are kept: cut, read in words, checked')
    .addHelpText('after', EXAMPLES)
    .addCommand(
      new Command('add')
        .description('cut a golden from a capture, without its secrets, and write its reading')
        .argument('<capture>', 'the capture')
        .option('--filter <text>', 'only what matches, in the filter language of the page', '')
        .option('--name <name>', 'of the golden (default: that of the capture)')
        .option('--dir <folder>', 'where goldens are kept', GOLDEN_FOLDER)
        .option('--salt <text>', 'the same text gives the same stand-ins in several goldens', '')
        .option('--json', 'one JSON line at the end', false)
        .addHelpText('after', EXAMPLES)
        .action((from: string, options: AddOptions) => add(io, from, options)),
    )
    .addCommand(
      new Command('check')
        .description('read all goldens again, and say what differs from their texts')
        .option('--dir <folder>', 'where goldens are kept', GOLDEN_FOLDER)
        .option('--update', 'write the new reading', false)
        .option('--json', 'one JSON line at the end', false)
        .addHelpText('after', EXAMPLES)
        .action((options: CheckOptions) => check(io, options)),
    );
}
