/** `pushscope replay`: selected exchanges sent to a server of choice, recorded as a capture of their own. */

import { Command } from 'commander';
import { NO_HINTS } from '../../shared/codec/decode.ts';
import type { ReplayedItem } from '../../shared/link/replay.ts';
import { CaptureWriter, WriteError } from '../replay/capture-writer.ts';
import { daysSince } from '../replay/plan.ts';
import { UnreachableError } from '../replay/player.ts';
import { replay } from '../replay/replay.ts';
import { readExchange } from '../desk/reading.ts';
import { matchesReading, readFilter } from './filter-option.ts';
import { RunError, type CommandIo } from './io.ts';
import {
  playOptionsOf,
  readPlan,
  refuseMoney,
  sayDryRun,
  withPlayingOptions,
  type PlayingOptions,
} from './playing.ts';
import { refuseStrangers } from './serials.ts';
import { printable } from './printable.ts';
import { counted } from '../counted.ts';
import { endedByPerson } from './until-signal.ts';

interface ReplayCommandOptions extends PlayingOptions {
  readonly filter: string;
  readonly out?: string;
}

const EXAMPLES = `
Examples:
  pushscope replay lunch.jsonl --target http://127.0.0.1:8088 --filter 'kind:upload RecNo>=37'
  pushscope replay lunch.jsonl --target http://127.0.0.1:8088 --pace original --out again.jsonl
  pushscope replay lunch.jsonl --target http://127.0.0.1:8088 --dry-run

Each one stands in the new capture with the number of its original. Ctrl-C ends it; what was sent is kept.
`;

export function replayCommand(io: CommandIo): Command {
  return withPlayingOptions(
    new Command('replay')
      .description('send recorded exchanges to a server of choice, and record what it says')
      .argument('<capture>', 'the recording'),
  )
    .option('--filter <text>', 'only what matches, in the filter language of the page', '')
    .option('--out <capture>', 'the new capture (default: the name of the recording with its time)')
    .option('--json', 'a JSON object for each exchange, and one at the end', false)
    .addHelpText('after', EXAMPLES)
    .action((path: string, options: ReplayCommandOptions) => run(io, path, options));
}

const nameFor = (path: string, nowMs: number): string =>
  `${path.replace(/\.jsonl$/, '')}-replayed-${new Date(nowMs).toISOString().replace(/[:.]/g, '-').slice(0, 19)}.jsonl`;

const lineOf = ({ n, as, sn, kind, summary, recorded, observed, verdict, error }: ReplayedItem) =>
  `n ${n} as ${as}  ${sn}  ${kind}  ${summary}: ${recorded ?? 'nothing'} → ${observed ?? `nothing (${error})`}  ${verdict}`;

async function run(io: CommandIo, path: string, options: ReplayCommandOptions): Promise<void> {
  const matches = matchesReading(readFilter(options.filter, 'en'));
  const plan = await readPlan(io, path, {
    ...(options.filter !== '' && {
      wants: (exchange) => matches(readExchange(exchange, 'en', () => NO_HINTS)),
    }),
  });
  try {
    refuseStrangers(options.mapSerial.keys(), plan.figures.terminals, path);
    if (options.dryRun) return await sayDryRun(io, plan, options);
    await refuseMoney(plan, options);
    const out = options.out ?? nameFor(path, Date.now());
    const writer = new CaptureWriter(out, { createdAt: new Date().toISOString(), upstream: options.target, host: 'replay' }, { unfinished: 'keep' }); // prettier-ignore
    writer.note({ at: new Date().toISOString(), text: `replayed: ${path} to ${options.target}` });
    let exchanges = 0;
    const counts = { identical: 0, 'same-meaning': 0, different: 0 };
    await endedByPerson((signal) =>
      replay(plan, writer, {
        ...playOptionsOf(io, options, daysSince(plan, Date.now())),
        signal,
        leftOut: (n, why) => io.stderr(`pushscope: exchange ${n} was not sent: ${why}.\n`),
        replayed: (replayed, isRest) => {
          if (!isRest) exchanges++;
          counts[replayed.verdict]++;
          void io.stdout(
            `${options.json ? JSON.stringify(replayed) : printable(lineOf(replayed))}\n`,
          );
        },
      }),
    ).finally(() => writer.close());
    await io.stdout(
      options.json
        ? `${JSON.stringify({ event: 'summary', path: out, exchanges, of: plan.exchanges, ...counts })}\n`
        : `replayed: ${exchanges} of ${counted(plan.exchanges, 'exchange')} to ${options.target}, recorded in ${out}; ${counts.different} answered differently\n`,
    );
  } catch (error) {
    if (error instanceof WriteError || error instanceof UnreachableError) {
      throw new RunError(error.message);
    }
    throw error;
  } finally {
    plan.close();
  }
}
