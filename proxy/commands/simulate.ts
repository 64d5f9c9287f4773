/** `pushscope simulate`: built-in terminals against any server, a built-in server for any terminal, or a capture of both. */

import { Command, InvalidArgumentError } from 'commander';
import { textCodec } from '../charset.ts';
import { seededChance } from '../sim/chance.ts';
import { realClock } from '../sim/clock.ts';
import { startDemoServer } from '../sim/demo.ts';
import { startTerminals } from '../sim/terminal/terminals.ts';
import { formatAddress, parseAddress, type Address } from './address.ts';
import { RunError, UsageError, type CommandIo } from './io.ts';
import { untilSignal } from './until-signal.ts';
import { simulateWrite, type WriteOptions } from './simulate-write.ts';
import { counted } from '../counted.ts';

const MOST_TERMINALS = 500;
const MOST_EXCHANGES = 20_000_000;
const MOST_PACE = 1000;
const FIRST_SEED = 1;

const numberFrom =
  (least: number, most: number, whole = true) =>
  (text: string): number => {
    const number = Number(text);
    if (!(number >= least && number <= most) || (whole && !Number.isInteger(number))) {
      throw new InvalidArgumentError(
        `a ${whole ? 'whole ' : ''}number from ${least} to ${most} is wanted`,
      );
    }
    return number;
  };

/** Reads where the terminals shall connect. Throws UsageError. */
function parseTarget(text: string): Address {
  const url = URL.canParse(text) ? new URL(text) : null;
  // A path, a query or a password could not be honoured: terminals know a host and a port.
  if (url === null || url.protocol !== 'http:' || url.href !== `http://${url.host}/`) {
    throw new UsageError(
      `--to ${text} is not the address of a server; write http://HOST:PORT (built-in terminals speak plain HTTP).`,
    );
  }
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? 80 : Number(url.port),
  };
}

const terminalsSaid = (count: number): string => counted(count, 'terminal');

/** Counts events under readable names, in the order in which they first came. */
class Tally {
  readonly counts: Record<string, number> = {};

  add(name: string, amount = 1): void {
    this.counts[name] = (this.counts[name] ?? 0) + amount;
  }

  toString(): string {
    return Object.entries(this.counts)
      .map(([name, count]) => `${name} ${count}`)
      .join(', ');
  }
}

interface CommonOptions {
  readonly for: number;
  readonly json: boolean;
}

interface TerminalsCommandOptions extends CommonOptions {
  readonly to: string;
  readonly count: number;
  readonly pace: number;
  readonly seed: number;
}

interface ServerCommandOptions extends CommonOptions {
  readonly listen: string;
}

async function simulateTerminals(io: CommandIo, options: TerminalsCommandOptions): Promise<void> {
  const server = parseTarget(options.to);
  if (!/^(?:127\.|::1$|localhost$)/.test(server.host)) {
    io.stderr(
      `pushscope: ${options.to} will get invented records and registers invented serials; end with Ctrl-C if that is a server in use.\n`,
    );
  }
  const tally = new Tally();
  const running = startTerminals({
    server,
    count: options.count,
    clock: realClock,
    chance: seededChance(options.seed),
    text: textCodec,
    pace: options.pace,
    heard(event) {
      if (event.kind === 'upload') tally.add(`${event.table} records`, event.records);
      else tally.add(event.kind);
    },
  });
  const serials = running.terminals.map(({ sn }) => sn);
  await io.stdout(
    options.json
      ? `${JSON.stringify({ event: 'ready', to: options.to, serials })}\n`
      : `simulate ready: ${terminalsSaid(serials.length)} towards ${options.to}, from ${serials[0]} on\n`,
  );
  await untilSignal(options.for);
  await running.stop();
  const { counts } = tally;
  await io.stdout(
    options.json ? `${JSON.stringify({ event: 'summary', ...counts })}\n` : `simulated: ${tally}\n`,
  );
  if ((counts['init'] ?? 0) === 0) {
    throw new RunError(
      `no terminal could initialise at ${options.to}; check that a server of this protocol answers there.`,
    );
  }
}

async function simulateServer(io: CommandIo, options: ServerCommandOptions): Promise<void> {
  const { host, port } = parseAddress(options.listen, '--listen');
  const tally = new Tally();
  const server = await startDemoServer({
    host,
    port,
    text: textCodec,
    // No mishaps here: whoever tries a terminal of their own shall not look for ours.
    settings: { queueFailureRate: 0 },
    heard: (event) => tally.add(event.kind),
  }).catch((error: NodeJS.ErrnoException) => {
    throw new RunError(
      error.code === 'EADDRINUSE'
        ? `${options.listen} is in use by another program; choose another port with --listen.`
        : `${options.listen} cannot be opened (${error.code ?? error.message}); choose another address with --listen.`,
    );
  });
  const listen = formatAddress(server.address);
  await io.stdout(
    options.json
      ? `${JSON.stringify({ event: 'ready', listen })}\n`
      : `simulate ready: a built-in ZKECO on http://${listen}\n`,
  );
  await untilSignal(options.for);
  await server.close();
  const { terminals, tables, commands } = server.state;
  const records = Object.fromEntries([...tables].map(([table, rows]) => [table, rows.length]));
  const acknowledged = [...commands.values()].filter(
    ({ state }) => state === 'acknowledged',
  ).length;
  await io.stdout(
    options.json
      ? `${JSON.stringify({
          event: 'summary',
          requests: tally.counts,
          terminals: terminals.size,
          records,
          commands: { queued: commands.size, acknowledged },
        })}\n`
      : `simulated: ${terminalsSaid(terminals.size)}; requests: ${String(tally) || 'none'}; ` +
          `${acknowledged} of ${counted(commands.size, 'command')} acknowledged\n`,
  );
}

const EXAMPLES = `
Examples:
  pushscope simulate terminals --to http://127.0.0.1:8081 --count 8 --for 30
  pushscope simulate server --listen 127.0.0.1:8088
  pushscope simulate write day.jsonl --exchanges 1000000
`;

const common = (command: Command, seconds: number): Command =>
  command
    .option(
      '--for <seconds>',
      'end after so long; 0 goes on until Ctrl-C',
      numberFrom(0, 1_000_000, false),
      seconds,
    )
    .option('--json', 'one JSON line when ready, one at the end', false)
    .addHelpText('after', EXAMPLES);

export function simulateCommand(io: CommandIo): Command {
  const terminals = common(
    new Command('terminals')
      .description('built-in terminals that sell, recharge and obey, against any server')
      .requiredOption('--to <url>', 'the server or proxy, http://HOST:PORT')
      .option('--count <n>', 'how many', numberFrom(1, MOST_TERMINALS), 4)
      .option(
        '--pace <factor>',
        'how many times as fast as real ones; 10 polls every 3 s where the server says 30',
        numberFrom(0.1, MOST_PACE, false),
        10,
      )
      .option(
        '--seed <n>',
        'serials, cards and choices come from it',
        numberFrom(0, 2 ** 32 - 1),
        FIRST_SEED,
      ),
    60,
  ).action((options: TerminalsCommandOptions) => simulateTerminals(io, options));
  const server = common(
    new Command('server')
      .description('a built-in ZKECO for any terminal')
      .option(
        '--listen <host:port>',
        'where terminals connect; port 0 picks a free one',
        '127.0.0.1:8088',
      ),
    3600,
  ).action((options: ServerCommandOptions) => simulateServer(io, options));
  const write = new Command('write')
    .description('a capture of an invented day: nine idle polls of ten, uploads, commands, results')
    .argument('<file>', 'the capture to write; one that is there already is left alone')
    .option('--exchanges <n>', 'how many', numberFrom(1, MOST_EXCHANGES), 100_000)
    .option('--terminals <n>', 'of how many terminals', numberFrom(1, MOST_TERMINALS), 200)
    .option(
      '--seed <n>',
      'the same seed writes the same bytes',
      numberFrom(0, 2 ** 32 - 1),
      FIRST_SEED,
    )
    .option(
      '--mishaps',
      'refused uploads, failed commands and a server that is away now and then',
      false,
    )
    .option('--json', 'one JSON line at the end', false)
    .addHelpText('after', EXAMPLES)
    .action((file: string, options: WriteOptions) => simulateWrite(io, file, options));
  return new Command('simulate')
    .description(
      'built-in terminals against any server, a built-in server for any terminal, or a capture',
    )
    .addHelpText('after', EXAMPLES)
    .addCommand(terminals)
    .addCommand(server)
    .addCommand(write);
}
