/** `pushscope verify`: plays the terminals of a recording against a server, and holds its replies to the recorded ones. */

import { Command } from 'commander';
import type { Language } from '../../shared/codec/frame.ts';
import type { NoiseRule } from '../../shared/compare/index.ts';
import { WriteError } from '../replay/capture-writer.ts';
import { NoiseError, appendRules, ruleFor, rulesIn } from '../replay/noise-lines.ts';
import { daysSince, type Plan } from '../replay/plan.ts';
import { UnreachableError } from '../replay/player.ts';
import { Verification } from '../replay/verify.ts';
import { RunError, UsageError, type CommandIo } from './io.ts';
import { languageOption } from './language.ts';
import {
  playOptionsOf,
  readExchanges,
  readPlan,
  refuseMoneyIn,
  sayDryRun,
  withPlayingOptions,
  type PlayingOptions,
} from './playing.ts';
import { putReport, refuseUnwritable, type ReportOptions } from './report-output.ts';
import { refuseMerged, refuseStrangers } from './serials.ts';
import { counted } from '../counted.ts';
import { endedByPerson } from './until-signal.ts';

interface VerifyCommandOptions extends PlayingOptions, ReportOptions {
  readonly learn: boolean;
  readonly language: Language;
}

const EXAMPLES = `
Examples:
  pushscope verify captures/golden/lunch.jsonl --target http://127.0.0.1:8088
  pushscope verify lunch.jsonl --target http://127.0.0.1:8088 --dry-run
  pushscope verify lunch.jsonl --target http://127.0.0.1:8088 --json | jq .differences

Exit code: 0 the same meaning, 1 something differs or the server is not there, 2 usage.
`;

export function verifyCommand(io: CommandIo): Command {
  return withPlayingOptions(
    new Command('verify')
      .description(
        'hold a server to a recording: play its terminals, compare the replies by meaning',
      )
      .argument('<golden>', 'the capture to hold it to'),
  )
    .option(
      '--learn',
      'this is a good run: what differs is noise from now on, written into the golden',
      false,
    ) // prettier-ignore
    .addOption(languageOption())
    .option('--json', 'the report as one JSON object', false)
    .option('--junit <file>', 'the report as JUnit XML too')
    .option('--html <file>', 'the report as a page too')
    .addHelpText('after', EXAMPLES)
    .action((path: string, options: VerifyCommandOptions) => verify(io, path, options));
}

async function verify(io: CommandIo, path: string, options: VerifyCommandOptions): Promise<void> {
  if (options.dryRun) return withPlan(io, path, options, (plan) => sayDryRun(io, plan, options));
  refuseUnwritable(options);
  await refuseMoneyIn(path, options);
  const days = await daysLookedUp(io, path, options);
  try {
    const learned = new Map<string, NoiseRule>();
    const reason = `differed between two good runs, ${new Date().toISOString().slice(0, 10)}`;
    const rules = await rulesIn(path);
    let whyNotAll: string | null = null;
    const report = await endedByPerson(async (signal) => {
      const verification = new Verification({
        ...playOptionsOf(io, options, days),
        language: options.language,
        rules,
        signal,
        differs: (difference, kind) => {
          const rule = options.learn ? ruleFor(difference, kind, reason) : null;
          if (rule !== null) learned.set(JSON.stringify(rule), rule);
        },
      });
      const exchanges = readExchanges(io, path, () => (whyNotAll = damaged(path)));
      const told = await verification.run(exchanges);
      if (signal.aborted) whyNotAll = stopped(path, verification.done);
      return told;
    });
    if (whyNotAll !== null) {
      await putReport(io, path, report, options);
      throw new RunError(whyNotAll);
    }
    if (!options.learn) return await putReport(io, path, report, options);
    const never = report.differences.filter((each) => ruleFor(each, each.kind, reason) === null);
    if (never.length > 0)
      io.stderr(
        `pushscope: ${counted(never.length, 'difference was', 'differences were')} not learned: money, record numbers, answers, return codes and commands are never noise.\n`,
      );
    if (learned.size === 0) return await putReport(io, path, report, options);
    appendRules(path, [...learned.values()]);
    io.stderr(
      `pushscope: ${counted(learned.size, 'rule was', 'rules were')} written at the end of ${path}; read what is new there, and remove what is no noise.\n`,
    );
    const isNoise = never.length === 0 && report.more === 0 && [...report.missing, ...report.extra].every(({ noise }) => noise !== null); // prettier-ignore
    await putReport(
      io,
      path,
      { ...report, differences: never, verdict: isNoise ? 'same-meaning' : 'different' },
      options,
    );
  } catch (error) {
    if (error instanceof NoiseError) throw new UsageError(error.message);
    if (error instanceof UnreachableError || error instanceof WriteError)
      throw new RunError(error.message);
    throw error;
  }
}

/** What is not there to be held to cannot be said to hold. */
const damaged = (path: string) =>
  `Parts of ${path} are damaged and were not verified; take it from a whole copy.`;

const stopped = (path: string, done: number) =>
  `Stopped after ${counted(done, 'exchange')}: the rest of ${path} was not verified; run it again for all of it.`;

/** Most recordings need not be read before they are played; what is wrong with them is told as they are. */
async function daysLookedUp(
  io: CommandIo,
  path: string,
  options: VerifyCommandOptions,
): Promise<number> {
  if (!options.restamp && options.mapSerial.size === 0) return 0;
  const quiet = { ...io, stderr: () => {} };
  return withPlan(quiet, path, options, (plan) =>
    options.restamp ? daysSince(plan, Date.now()) : 0,
  );
}

async function withPlan<T>(
  io: CommandIo,
  path: string,
  { mapSerial }: VerifyCommandOptions,
  use: (plan: Plan) => T | Promise<T>,
): Promise<T> {
  const plan = await readPlan(io, path, {});
  try {
    refuseStrangers(mapSerial.keys(), plan.figures.terminals, path);
    refuseMerged(mapSerial, plan.figures.terminals, path);
    return await use(plan);
  } finally {
    plan.close();
  }
}
