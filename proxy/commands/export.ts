/** `pushscope export`: a capture for other programs: HAR for tools of the web, CSV for tables. */

import { Command, Option } from 'commander';
import { rowOf, type Reading } from '../desk/reading.ts';
import { harEntry } from '../replay/har.ts';
import { version } from '../version.ts';
import { capturesIn, fileSource, readingsOf } from './capture-source.ts';
import { csvCell } from '../../shared/codec/csv-cell.ts';
import { matchesReading, readFilter } from './filter-option.ts';
import type { CommandIo } from './io.ts';
import { Output } from './output.ts';

type Format = 'har' | 'csv';

interface ExportOptions {
  readonly filter: string;
  readonly format: Format;
}

const EXAMPLES = `
Examples:
  pushscope export captures/live/lunch.jsonl > lunch.har
  pushscope export --format csv --filter 'kind:upload' captures/live/*.jsonl > uploads.csv

A HAR made here comes back byte by byte with pushscope import. It holds everything that was recorded, passwords
included: pushscope redact first if you pass it on.
`;

export function exportCommand(io: CommandIo): Command {
  return new Command('export')
    .description('a capture for other programs: HAR 1.2, or a table')
    .argument('<capture...>', 'capture files, or folders of them')
    .addOption(
      new Option('--format <format>', 'of the output').choices(['har', 'csv']).default('har'),
    ) // prettier-ignore
    .option('--filter <text>', 'only what matches, in the filter language of the page', '')
    .addHelpText('after', EXAMPLES)
    .action((paths: string[], options: ExportOptions) => run(io, paths, options));
}

const COLUMNS = ['n', 'at', 'sn', 'kind', 'table', 'summary', 'reply', 'outcome', 'totalMs', 'size'] as const; // prettier-ignore

async function run(io: CommandIo, paths: readonly string[], options: ExportOptions): Promise<void> {
  const matches = matchesReading(readFilter(options.filter, 'en'));
  const output = new Output(io);
  const isHar = options.format === 'har';
  if (isHar) {
    await output.line(`{"log":{"version":"1.2","creator":{"name":"pushscope","version":${JSON.stringify(version)}},"entries":[`); // prettier-ignore
  } else await output.line(COLUMNS.join(','));
  let isFirst = true;
  const put = async (reading: Reading) => {
    if (isHar) {
      await output.line(`${isFirst ? '' : ','}${JSON.stringify(harEntry(reading.exchange))}`);
    } else {
      const row = rowOf(reading);
      await output.line(COLUMNS.map((name) => csvCell(row[name])).join(','));
    }
    isFirst = false;
  };
  for await (const reading of readingsOf(capturesIn(paths).map(fileSource), 'en', io)) {
    if (matches(reading)) await put(reading);
  }
  if (isHar) await output.line(']}}');
  await output.flush();
}
