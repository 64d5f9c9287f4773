/** `pushscope show`: captures as a list, one exchange a line. */

import { Command } from 'commander';
import type { Language } from '../../shared/codec/frame.ts';
import { decodedOf, rowOf, withMutes } from '../desk/reading.ts';
import { mutesIn } from '../lint/mutes-in.ts';
import { capturesIn, fileSource, followedReadingsOf } from './capture-source.ts';
import { matchesReading, readFilter } from './filter-option.ts';
import type { CommandIo } from './io.ts';
import { languageOption } from './language.ts';
import { Output } from './output.ts';
import { rowLine } from './row-line.ts';
import { bodyOfTree } from './tree.ts';

interface ShowOptions {
  readonly filter: string;
  readonly json: boolean;
  readonly verbose: boolean;
  readonly language: Language;
}

const FIELD_INDENT = '    ';

const EXAMPLES = `
Examples:
  pushscope show captures/live/*.jsonl
  pushscope show --filter 'kind:upload posMoney>50.00' captures/live/*.jsonl
  pushscope show --json --filter 'sn:5158181900025' lunch.jsonl | jq .summary
`;

export function showCommand(io: CommandIo): Command {
  return new Command('show')
    .description('captures as a list, one exchange a line')
    .argument('<capture...>', 'capture files, or folders of them, read in the order given')
    .option('--filter <text>', 'only what matches, in the filter language of the page', '')
    .option('--json', 'a JSON object for each exchange; with -v the decoded exchange in it', false)
    .option('-v, --verbose', 'fields and findings of each exchange', false)
    .addOption(languageOption())
    .addHelpText('after', EXAMPLES)
    .action((paths: string[], options: ShowOptions) => show(io, paths, options));
}

async function show(io: CommandIo, paths: readonly string[], options: ShowOptions): Promise<void> {
  const { json, verbose, language } = options;
  const matches = matchesReading(readFilter(options.filter, language));
  const output = new Output(io);
  const files = capturesIn(paths);
  const mutes = await mutesIn(files);
  for await (const read of followedReadingsOf(files.map(fileSource), language, io)) {
    const reading = withMutes(read.reading, mutes);
    if (!matches(reading)) continue;
    const row = rowOf(reading);
    if (json) {
      await output.line(JSON.stringify(verbose ? { ...row, decoded: decodedOf(reading) } : row));
      continue;
    }
    await output.line(rowLine(row));
    if (!verbose) continue;
    for (const line of bodyOfTree(decodedOf(reading), language, FIELD_INDENT)) {
      await output.line(line);
    }
  }
  await output.flush();
}
