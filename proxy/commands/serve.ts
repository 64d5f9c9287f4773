/** `pushscope serve`: answers a real terminal as the recorded server did. */

import { Command, InvalidArgumentError, Option } from 'commander';
import { listen } from '../replay/listener.ts';
import { readPlan } from './playing.ts';
import { readMapping, refuseStrangers } from './serials.ts';
import { differenceLine } from '../replay/report.ts';
import { Script } from '../replay/script.ts';
import { StandIn, type Failure, type Miss, type OnMiss } from '../replay/stand-in.ts';
import {
  formatAddress,
  formatUpstream,
  parseAddress,
  parseUpstream,
  reaches,
  type Address,
} from './address.ts';
import { RunError, UsageError, type CommandIo } from './io.ts';
import { printable } from './printable.ts';
import { untilSignal } from './until-signal.ts';
import { counted } from '../counted.ts';

interface ServeOptions {
  readonly listen: string;
  readonly onMiss: OnMiss;
  readonly mapSerial: ReadonlyMap<string, string>;
  readonly lockdown: boolean;
  readonly for: number;
  readonly json: boolean;
}

const EXAMPLES = `
Examples:
  pushscope serve captures/golden/lunch.jsonl --listen 0.0.0.0:8088
  pushscope serve lunch.jsonl --listen 127.0.0.1:0 --on-miss 404 --lockdown --for 60
  pushscope serve lunch.jsonl --on-miss forward=http://192.168.1.201:8088

A terminal whose serial was not recorded plays the part of one that nobody plays yet.
With --lockdown the exit code is 1 when a request came that was not recorded.
`;

const TIMEOUT_MS = 30_000;

function readOnMiss(text: string): OnMiss {
  if (text === 'closest' || text === 'ok' || text === '404') return text;
  const url = /^forward[= ](.+)$/.exec(text)?.[1];
  if (url === undefined) {
    throw new InvalidArgumentError('closest, ok, 404 or forward=http://HOST:PORT is wanted');
  }
  return parseUpstream(url, '--on-miss forward');
}

function readSeconds(text: string): number {
  const seconds = Number(text);
  if (seconds >= 0 && seconds <= 1_000_000) return seconds;
  throw new InvalidArgumentError('seconds are wanted, 0 for no end');
}

export function serveCommand(io: CommandIo): Command {
  return new Command('serve')
    .description('answer terminals as the recorded server did')
    .argument('<capture>', 'the recording')
    .option(
      '--listen <host:port>',
      'where terminals connect; port 0 picks a free one',
      '127.0.0.1:8088',
    ) // prettier-ignore
    .addOption(
      new Option('--on-miss <what>', 'what a request gets that was not recorded: closest, ok, 404, forward=URL') // prettier-ignore
        .argParser(readOnMiss)
        .default('closest'),
    )
    .addOption(
      new Option('--map-serial <asking=recorded>', 'whose part a terminal plays; may be repeated')
        .argParser(readMapping)
        .default(new Map(), 'none'),
    )
    .option('--lockdown', 'a miss makes the exit code 1', false)
    .option('--for <seconds>', 'end after so long; 0 goes on until Ctrl-C', readSeconds, 0)
    .option('--json', 'one JSON line when ready, for each miss, and at the end', false)
    .addHelpText('after', EXAMPLES)
    .action((path: string, options: ServeOptions) => serve(io, path, options));
}

function missLines({ sn, kind, summary, closest, differences }: Miss): readonly string[] {
  const like = closest === null ? 'nothing like it was recorded' : `closest: n ${closest.n}  ${closest.summary}`; // prettier-ignore
  return [
    `miss: ${sn}  ${kind}  ${summary}`,
    `    ${like}`,
    ...differences.slice(0, 5).map((each) => `        ${differenceLine(each)}`),
  ];
}

/** One sentence of what a terminal did not get whole. */
function failureSentence(failure: Failure, onMiss: OnMiss): string {
  const { sn, kind } = failure;
  const who = sn === '' ? kind : `${kind} of ${sn}`;
  if (failure.of === 'recording') {
    const { n, kept, size } = failure;
    return `the ${who} got no reply, for the recording kept ${kept} of the ${counted(size, 'byte')} that exchange ${n} was answered with; record with a higher --body-limit.`;
  }
  const live = typeof onMiss === 'object' ? formatUpstream(onMiss) : '';
  const got = failure.isPart ? 'what came and then the end of its connection' : '502';
  return `${live} gave no whole reply (${failure.why}), and the ${who} got ${got}; check that server.`;
}

/** Throws UsageError where each miss would come back to us as the next one. */
async function refuseLoop(onMiss: OnMiss, address: Address): Promise<void> {
  if (typeof onMiss !== 'object' || !(await reaches(onMiss, address))) return;
  throw new UsageError(
    `--on-miss forward=${formatUpstream(onMiss)} is where terminals connect to this serve; name the live server's own address.`,
  );
}

async function serve(io: CommandIo, path: string, options: ServeOptions): Promise<void> {
  const { json, lockdown } = options;
  const address = parseAddress(options.listen, '--listen');
  await refuseLoop(options.onMiss, address);
  const plan = await readPlan(io, path, {});
  try {
    refuseStrangers(options.mapSerial.values(), plan.figures.terminals, path);
  } catch (error) {
    plan.close();
    throw error;
  }
  const put = (line: string) => io.stdout(`${line}\n`);
  const ended = new AbortController();
  const script = new Script(plan, options.mapSerial);
  const standIn = new StandIn(script, {
    onMiss: options.onMiss,
    now: Date.now,
    timeoutMs: TIMEOUT_MS,
    missed: (miss) => {
      const lines = json ? [JSON.stringify({ event: 'miss', ...miss })] : missLines(miss);
      void put(lines.map((line) => (json ? line : printable(line))).join('\n'));
    },
    failed: (failure) =>
      io.stderr(`pushscope: ${printable(failureSentence(failure, options.onMiss))}\n`),
    signal: ended.signal,
  });
  const server = await listen(address, (request) => standIn.answer(request)).catch(
    (error: NodeJS.ErrnoException) => {
      throw new RunError(
        `${options.listen} cannot be opened (${error.code ?? error.message}); choose another address with --listen.`,
      );
    },
  );
  const bound = formatAddress(server.address);
  await put(
    json
      ? JSON.stringify({ event: 'ready', listen: bound, terminals: plan.figures.terminals })
      : `serve ready: ${path} on http://${bound}, ${counted(plan.exchanges, 'exchange')} of ${counted(plan.figures.terminals.length, 'terminal')}`,
  );
  await untilSignal(options.for);
  ended.abort();
  await server.close();
  plan.close();
  const unasked = [...script.unasked].filter(([, rest]) => rest > 0);
  const { answers, misses, unacknowledged } = standIn;
  await put(
    json
      ? JSON.stringify({ event: 'summary', answers, misses, unacknowledged, unasked: Object.fromEntries(unasked) }) // prettier-ignore
      : [
          `served: ${counted(answers, 'request')}, ${counted(misses, 'miss', 'misses')}, ${counted(unacknowledged.length, 'command')} not acknowledged`,
          ...unacknowledged.map((command) => printable(`    ${command}`)),
          ...unasked.map(([sn, rest]) => `    ${sn} never asked for ${rest} of its exchanges`),
        ].join('\n'),
  );
  io.exit(lockdown && misses > 0 ? 1 : 0);
}
