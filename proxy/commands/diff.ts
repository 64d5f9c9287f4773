/** `pushscope diff`: two captures compared by meaning. */

import { Command, Option } from 'commander';
import type { Language } from '../../shared/codec/frame.ts';
import { diffCaptures } from '../replay/diff.ts';
import { indexCapture, type IndexedCapture } from '../replay/indexed-capture.ts';
import { NoiseError, rulesIn } from '../replay/noise-lines.ts';
import { fileError, noCapture, sayDamage } from './capture-source.ts';
import { UsageError, type CommandIo } from './io.ts';
import { languageOption } from './language.ts';
import { readMapping, refuseMerged, refuseStrangers } from './serials.ts';
import { putReport, refuseUnwritable, type ReportOptions } from './report-output.ts';

interface DiffCommandOptions extends ReportOptions {
  readonly mapSerial: ReadonlyMap<string, string>;
  readonly language: Language;
}

const EXAMPLES = `
Examples:
  pushscope diff monday.jsonl tuesday.jsonl
  pushscope diff --json old-server.jsonl new-server.jsonl | jq .differences

Exit code: 0 identical or of the same meaning, 1 different, 2 usage.
`;

export function diffCommand(io: CommandIo): Command {
  return new Command('diff')
    .description('two captures compared by meaning: aligned by terminal, table, record and command')
    .argument('<a>', 'a capture; its noise rules count')
    .argument('<b>', 'the other one')
    .addOption(
      new Option('--map-serial <a=b>', 'a terminal of A that has another serial in B; may be repeated') // prettier-ignore
        .argParser(readMapping)
        .default(new Map(), 'none'),
    )
    .addOption(languageOption())
    .option('--json', 'the report as one JSON object', false)
    .option('--junit <file>', 'the report as JUnit XML too')
    .option('--html <file>', 'the report as a page too')
    .addHelpText('after', EXAMPLES)
    .action((a: string, b: string, options: DiffCommandOptions) => diff(io, a, b, options));
}

async function indexed(io: CommandIo, path: string, language: Language): Promise<IndexedCapture> {
  let isCapture = false;
  const capture = await indexCapture(path, language, (read) => {
    sayDamage(io, path, read);
    if (read.entry.type !== 'damaged' && read.entry.type !== 'torn') isCapture = true;
  }).catch((error: unknown) => {
    throw fileError(path, error);
  });
  if (isCapture || capture.keys.length > 0) return capture;
  capture.close();
  throw noCapture(path);
}

const terminalsOf = ({ keys }: IndexedCapture): readonly string[] =>
  [...new Set(keys.map(({ sn }) => sn))].filter((sn) => sn !== '').sort();

async function diff(
  io: CommandIo,
  a: string,
  b: string,
  options: DiffCommandOptions,
): Promise<void> {
  refuseUnwritable(options);
  const recorded = await indexed(io, a, options.language);
  const observed = await indexed(io, b, options.language);
  try {
    refuseStrangers(options.mapSerial.keys(), terminalsOf(recorded), a);
    refuseStrangers(options.mapSerial.values(), terminalsOf(observed), b);
    refuseMerged(options.mapSerial, terminalsOf(recorded), a);
    const rules = await rulesIn(a);
    const report = diffCaptures(recorded, observed, {
      rules,
      serials: options.mapSerial,
      language: options.language,
    });
    await putReport(io, `${a} and ${b}`, report, options);
  } catch (error) {
    if (error instanceof NoiseError) throw new UsageError(error.message);
    throw error;
  } finally {
    recorded.close();
    observed.close();
  }
}
