/** `npm run bench`: pushscope beside other proxies, on this machine, in one run. */

import { Command, Option } from 'commander';
import { namesFrom, numberFrom } from './arguments.ts';
import { bench } from './bench.ts';
import { decoding } from './decoding/decoding.ts';
import { addGoalBench } from './goal-bench.ts';
import { onGround } from './ground.ts';
import { idle } from './idle/idle.ts';
import { ledger } from './ledger/ledger.ts';
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
import { put, withOutcomeOptions, type OutcomeOptions } from './outcome.ts';
import type { Peer } from './peers/peer.ts';
import { pushscope } from './peers/pushscope.ts';
import { relay } from './peers/relay.ts';
import { rules } from './rules/rules.ts';
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

interface Options extends OutcomeOptions {
  readonly quick: boolean;
  readonly rounds?: number;
  readonly seconds?: number;
  readonly peers?: readonly string[];
  readonly loads?: readonly string[];
  readonly nodeOption: readonly string[];
}

const say = (text: string) => process.stderr.write(`bench: ${text}\n`);

async function run(root: string, options: Options): Promise<void> {
  const rounds = options.rounds ?? (options.quick ? 2 : 5);
  const seconds = options.seconds ?? (options.quick ? 1 : 3);
  await onGround(async (ground) => {
    const loads = LOADS.filter(({ key }) => options.loads?.includes(key) ?? true);
    const peers = peersOf(root, options.nodeOption).filter(
      ({ name }) => options.peers?.includes(name) ?? true,
    );
    const report = await bench(ground, { rounds, seconds, loads, peers, say });
    const tables = [
      `server: ${report.server}; load: ${report.generator}; medians of ${rounds} rounds of ${seconds} s`,
      medianTable(loads, report.peers, report.medians),
      costTable(loads, report.peers, report.costs),
      ratioTable(loads, report.ratios),
    ];
    put(root, 'npm run bench', options, report, tables.join('\n\n'));
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
  withOutcomeOptions(program);
  addGoalBench(program, root, opening);
  addGoalBench(program, root, verifying);
  addGoalBench(program, root, live);
  addGoalBench(program, root, decoding);
  addGoalBench(program, root, rules);
  addGoalBench(program, root, ledger);
  addGoalBench(program, root, idle);
  await program.parseAsync([...argv]);
}
