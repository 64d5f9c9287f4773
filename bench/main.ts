/** `npm run bench`: pushscope beside other proxies, on this machine, in one run. */

import { Command, InvalidArgumentError, Option } from 'commander';
import { bench } from './bench.ts';
import { goalTable, type Goal } from './goals.ts';
import { Ground } from './ground.ts';
import { live } from './live/live.ts';
import { downloads } from './loads/download.ts';
import { connectionEach, keepAlivePolls, uploadFlood } from './loads/floods.ts';
import type { Load } from './loads/load.ts';
import { latencyAt1, latencyAt100, uploadLatency } from './loads/low-load.ts';
import { direct } from './peers/direct.ts';
import { haproxy } from './peers/haproxy.ts';
import { httpProxy } from './peers/http-proxy.ts';
import { mitmdump } from './peers/mitmdump.ts';
import { nginx, nginxConnectionEach } from './peers/nginx.ts';
import { opening } from './opening/opening.ts';
import type { Peer } from './peers/peer.ts';
import { pushscope } from './peers/pushscope.ts';
import { relay } from './peers/relay.ts';
import { verifying } from './verifying/verifying.ts';
import { costTable, medianTable, ratioTable } from './report.ts';

const LOADS: readonly Load[] = [
  keepAlivePolls,
  connectionEach,
  uploadFlood,
  downloads,
  latencyAt100,
  uploadLatency,
  latencyAt1,
];

const peersOf = (root: string, nodeOptions: readonly string[]): readonly Peer[] => [
  direct,
  nginx,
  nginxConnectionEach,
  haproxy,
  relay,
  httpProxy,
  mitmdump,
  pushscope(root, nodeOptions),
];

interface Options {
  readonly quick: boolean;
  readonly json: boolean;
  readonly rounds?: number;
  readonly seconds?: number;
  readonly peers?: readonly string[];
  readonly loads?: readonly string[];
  readonly nodeOption: readonly string[];
}

interface OpeningCommand {
  readonly exchanges: number;
  readonly json: boolean;
}

interface LiveCommand {
  readonly seconds: number;
  readonly rate: number;
  readonly json: boolean;
}

const numberFrom = (least: number, most: number, whole: boolean) => (text: string) => {
  const number = Number(text);
  if (!(number >= least && number <= most) || (whole && !Number.isInteger(number))) {
    throw new InvalidArgumentError(`a number from ${least} to ${most} is wanted.`);
  }
  return number;
};

/** A list of names separated by commas; throws for a name that is none of the choices. */
const namesFrom = (choices: readonly string[]) => (text: string) => {
  const names = text.split(',');
  const strange = names.find((name) => !choices.includes(name));
  if (strange !== undefined) {
    throw new InvalidArgumentError(`${strange} is none of ${choices.join(', ')}.`);
  }
  return names;
};

const say = (text: string) => process.stderr.write(`bench: ${text}\n`);

/** What is done on a ground that is cleared afterwards, also when it is interrupted. */
async function onGround<Outcome>(work: (ground: Ground) => Promise<Outcome>): Promise<Outcome> {
  const ground = new Ground();
  const interrupted = new Promise<never>((_, reject) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => reject(new Error(`ended by ${signal}`)));
    }
  });
  try {
    return await Promise.race([work(ground), interrupted]);
  } finally {
    await ground.close();
  }
}

function putGoals(goals: readonly Goal[], json: boolean): void {
  process.stdout.write(json ? `${JSON.stringify(goals, null, 2)}\n` : `\n${goalTable(goals)}\n`);
}

async function run(root: string, options: Options): Promise<void> {
  const rounds = options.rounds ?? (options.quick ? 2 : 5);
  const seconds = options.seconds ?? (options.quick ? 1 : 3);
  await onGround(async (ground) => {
    const loads = LOADS.filter(({ key }) => options.loads?.includes(key) ?? true);
    const peers = peersOf(root, options.nodeOption).filter(
      ({ name }) => options.peers?.includes(name) ?? true,
    );
    const report = await bench(ground, { rounds, seconds, loads, peers, say });
    if (options.json) {
      process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
      return;
    }
    const { machine } = report;
    process.stdout.write(
      `\n${machine.cpus} × ${machine.cpu}, Node ${machine.node}; server: ${report.server}; ` +
        `load: ${report.generator}; medians of ${rounds} rounds of ${seconds} s\n\n` +
        `${medianTable(loads, report.peers, report.medians)}\n\n` +
        `${costTable(loads, report.peers, report.costs)}\n\n` +
        `${ratioTable(loads, report.ratios)}\n`,
    );
    for (const [name, count] of Object.entries(report.failed))
      say(`${name}: ${count} requests failed`);
    for (const [name, notes] of Object.entries(report.notes))
      say(`${name}: ${JSON.stringify(notes)}`);
  });
}

/** `root` is the checkout; `argv` as in process.argv. */
export async function main(root: string, argv: readonly string[]): Promise<void> {
  const names = peersOf(root, []).map(({ name }) => name);
  const keys = LOADS.map(({ key }) => key);
  const program = new Command('bench')
    .enablePositionalOptions()
    .description(
      'Drives polls, uploads and a download through pushscope and through other proxies, in interleaved rounds.\nPeers that are not installed are left out by name. All on 127.0.0.1.',
    )
    .option('--quick', 'two rounds of one second', false)
    .option('--json', 'the whole report as JSON', false)
    .option('--rounds <n>', 'default 5', numberFrom(1, 100, true))
    .option('--seconds <s>', 'a load, a peer, a round; default 3', numberFrom(0.2, 60, false))
    .option('--peers <names>', names.join(','), namesFrom(names))
    .option('--loads <keys>', keys.join(','), namesFrom(keys))
    .addOption(
      new Option('--node-option <option>', 'for the process of pushscope, as --cpu-prof')
        .argParser((text: string, before: readonly string[]) => [...before, text])
        .default([]),
    )
    .addHelpText(
      'after',
      '\nExample:\n  npm run -s bench -- --quick --peers nginx,haproxy,pushscope\n',
    )
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
    .action((options: Options) => run(root, options));
  program
    .command('opening')
    .description(
      'a very large capture: opened with and without its index, filtered, searched, scrolled',
    )
    .option('--exchanges <n>', 'in the capture', numberFrom(1_000, 10_000_000, true), 1_000_000)
    .option('--json', 'the figures as JSON', false)
    .action(async ({ exchanges, json }: OpeningCommand) => {
      putGoals(await onGround((ground) => opening(ground, root, { exchanges, say })), json);
    });
  program
    .command('verifying')
    .description(
      'verify of a recorded day, beside what the server alone needs, and of a fifth of it',
    )
    .option('--exchanges <n>', 'of the day', numberFrom(1_000, 1_000_000, true), 100_000)
    .option('--json', 'the figures as JSON', false)
    .action(async ({ exchanges, json }: OpeningCommand) => {
      putGoals(await onGround((ground) => verifying(ground, root, { exchanges, say })), json);
    });
  program
    .command('live')
    .description('the page beside a site that speaks fast, and a tab that was in the background')
    .option('--seconds <s>', 'of load', numberFrom(2, 3_600, false), 60)
    .option('--rate <n>', 'exchanges a second', numberFrom(1, 20_000, true), 2_000)
    .option('--json', 'the figures as JSON', false)
    .action(async ({ seconds, rate: perSecond, json }: LiveCommand) => {
      putGoals(await onGround((ground) => live(ground, root, { seconds, perSecond, say })), json);
    });
  await program.parseAsync([...argv]);
}
