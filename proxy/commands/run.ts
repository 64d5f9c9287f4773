/** `pushscope run`: proxy, recorder and inspector together. */

import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { Command, InvalidArgumentError } from 'commander';
import { logger } from '../log.ts';
import { startProduct } from '../product.ts';
import {
  formatAddress,
  formatUpstream,
  isAny,
  parseAddress,
  parseUpstream,
  reachableAddresses,
  reaches,
  type Address,
  type Upstream,
} from './address.ts';
import { RunError, UsageError, type CommandIo } from './io.ts';
import { parseSize } from './size.ts';
import { startSentence, type StartError } from './start-error.ts';
import { checkUpstream } from './upstream-check.ts';
import { startDemoServer, startDemoTerminals } from '../sim/demo.ts';
import { textCodec } from '../charset.ts';
import { counted } from '../counted.ts';

const TOKEN_BYTES = 24;
const SHORT_TOKEN = 16;
const GRACE_MS = 5_000;
const MIB = 1024 * 1024;
/** A line of a capture with two such bodies is the longest that readers take. */
const MOST_BODY_BYTES = 64 * MIB;
const MOST_ROTATE_MIB = 1024 * 1024;

interface RunOptions {
  readonly listen?: string;
  readonly upstream?: string;
  readonly insecureUpstream: boolean;
  readonly inspector: string;
  readonly captures?: string;
  readonly rotateSize: number;
  readonly keep?: number;
  readonly bodyLimit: number;
  readonly recordConsole: boolean;
  readonly token?: string;
  readonly readOnly: boolean;
  readonly forcePlaintext: boolean;
}

function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (text.trim() === '' || !Number.isInteger(number) || number < least || number > most) {
      throw new InvalidArgumentError(`a whole number from ${least} to ${most} is wanted`);
    }
    return number;
  };
}

const EXAMPLES = `
Examples:
  pushscope run                                    built-in server and terminals
  pushscope run --upstream http://zkeco:8088       in front of a real ZKECO
  pushscope run --upstream http://zkeco:8088 --force-plaintext
                                                   the same, and what is said stays readable
`;

export function runCommand(io: CommandIo): Command {
  return new Command('run')
    .description('proxy, recorder and inspector (the default command)')
    .option(
      '--listen <host:port>',
      'terminals connect here (default "0.0.0.0:8081", "127.0.0.1:8081" in the demonstration)',
    )
    .option('--upstream <url>', 'the ZKECO server, http or https (default: a built-in one)')
    .option('--insecure-upstream', 'accept any certificate of an https server', false)
    .option('--inspector <host:port>', 'the page and its API', '127.0.0.1:8090')
    .option(
      '--captures <dir>',
      'where captures go (default "captures/live", "captures/demo" in the demonstration)',
    )
    .option(
      '--rotate-size <mib>',
      'start a new capture file at this size',
      wholeNumber(1, MOST_ROTATE_MIB),
      256,
    )
    .option(
      '--keep <size>',
      'what all captures of the folder may take, as 50GB; the oldest go first (default: all stay)',
      parseSize,
    )
    .option(
      '--body-limit <bytes>',
      'of a longer body only the beginning is kept',
      wholeNumber(0, MOST_BODY_BYTES),
      MIB,
    )
    .option('--record-console', "record people's browsers too", false)
    .option('--token <token>', "the inspector's token (default: random; env PUSHSCOPE_TOKEN)")
    .option('--read-only', 'no changes from the page and the API', false)
    .option(
      '--force-plaintext',
      'change two messages of each initialisation so that no encryption is agreed: pushver of 2.4.0 or more is lowered to 2.3.0 in the request, PushProtVer of 2.4.0 or more taken out of the reply',
      false,
    )
    .addHelpText('after', EXAMPLES)
    .allowExcessArguments()
    .action((options: RunOptions, { args: [word] }: Command) => {
      // run is the default command, so a mistyped command arrives here.
      if (word !== undefined) {
        throw new UsageError(`${word} is no command of pushscope; see pushscope --help.`);
      }
      return run(io, options);
    });
}

function chooseToken(io: CommandIo, options: RunOptions): string {
  if (options.token === '') {
    throw new UsageError('--token is empty; give it a text, or leave it out for a random one.');
  }
  const given = options.token ?? process.env['PUSHSCOPE_TOKEN'] ?? '';
  if (given === '') return randomBytes(TOKEN_BYTES).toString('base64url');
  if (!/^[\x21-\x7e]+$/.test(given)) {
    throw new UsageError(
      'the token holds a blank or a character that no header can carry; use letters and digits.',
    );
  }
  if (given.length < SHORT_TOKEN) {
    io.stderr(
      `pushscope: the token has only ${given.length} characters; use ${SHORT_TOKEN} or more where others can reach the inspector.\n`,
    );
  }
  return given;
}

/** Refuses a budget that would not hold the file being written and one before it. */
function refuseSmallBudget({ keep, rotateSize }: RunOptions): void {
  if (keep === undefined || keep >= 2 * rotateSize * MIB) return;
  throw new UsageError(
    `--keep has room for less than two capture files of ${rotateSize} MiB (--rotate-size); give it more, or make the files smaller.`,
  );
}

/** Refuses one place for both: terminals must never reach the inspector. */
function refuseSamePlace(listen: Address, inspector: Address): void {
  const isOne =
    [listen, inspector].some(({ host }) => isAny(host)) || listen.host === inspector.host;
  if (listen.port === 0 || listen.port !== inspector.port || !isOne) return;
  throw new UsageError(
    `--listen and --inspector both name port ${listen.port}; give one of them another.`,
  );
}

/** Refuses an upstream that is one of our own listeners: every request would come back to us. */
async function refuseLoop(upstream: Upstream, listen: Address, inspector: Address): Promise<void> {
  const loops: readonly (readonly [Address, string])[] = [
    [listen, 'the address that terminals connect to (--listen)'],
    [inspector, 'the inspector (--inspector)'],
  ];
  for (const [listener, name] of loops) {
    if (await reaches(upstream, listener)) {
      throw new UsageError(
        `--upstream ${formatUpstream(upstream)} is ${name}; name the ZKECO server's own address.`,
      );
    }
  }
}

/** A fault of our own on the way of one exchange must not end the way of all others. */
function outliveFaults(): void {
  process.on('uncaughtException', (error) => {
    logger.error({ stack: error.stack }, 'A fault of our own was caught; forwarding goes on.');
  });
}

const signal = (): Promise<NodeJS.Signals> =>
  new Promise((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });

/** Says where the page can be opened: on this machine, and from others where it is open to them. */
function sayPage(io: CommandIo, page: string, inspector: Address, token: string): void {
  const secret = `#token=${encodeURIComponent(token)}`;
  io.stderr(`pushscope: open ${page}${secret}\n`);
  if (/^(127\.|::1$|localhost$)/.test(inspector.host)) return;
  if (isAny(inspector.host)) {
    for (const host of reachableAddresses(inspector.host)) {
      io.stderr(
        `pushscope: or, from another machine, http://${formatAddress({ ...inspector, host })}/${secret}\n`,
      );
    }
  }
  io.stderr(
    `pushscope: WARNING: the inspector is open to the network on ${formatAddress(inspector)}, in plain HTTP; whoever has the token sees card data. Bind it to 127.0.0.1 and use a tunnel unless that is meant.\n`,
  );
}

const DEMONSTRATION =
  'pushscope: this is the demonstration: a built-in server and built-in terminals at ten times the pace of real ones. To stand before a real server: --upstream http://HOST:PORT\n';

const FORCE_PLAINTEXT =
  'pushscope: WARNING: --force-plaintext changes what terminals and server agree on: at initialisation pushver of 2.4.0 or more reaches the server as 2.3.0, and PushProtVer of 2.4.0 or more does not reach the terminal. Records of money then travel unencrypted; both versions of each changed message are in the capture.\n';

/** An address that a browser on this machine can open. */
const pageOf = ({ host, port }: Address): string =>
  `http://${formatAddress({ host: isAny(host) ? '127.0.0.1' : host, port })}/`;

async function run(io: CommandIo, options: RunOptions): Promise<void> {
  const demo = options.upstream === undefined;
  const listen = parseAddress(
    options.listen ?? (demo ? '127.0.0.1:8081' : '0.0.0.0:8081'),
    '--listen',
  );
  const inspector = parseAddress(options.inspector, '--inspector');
  const captures = options.captures ?? (demo ? 'captures/demo' : 'captures/live');
  refuseSamePlace(listen, inspector);
  refuseSmallBudget(options);
  const token = chooseToken(io, options);
  const given = options.upstream === undefined ? null : parseUpstream(options.upstream);
  if (given !== null) await refuseLoop(given, listen, inspector);

  const stopped = signal();
  const server = given === null ? await startDemoServer({ text: textCodec }) : null;
  const upstream: Upstream = given ?? {
    protocol: 'http:',
    hostname: server?.address.host ?? '127.0.0.1',
    port: server?.address.port ?? 0,
  };

  const product = await startProduct({
    listen,
    upstream,
    rejectUnauthorized: !options.insecureUpstream,
    inspector,
    capturesDir: captures,
    rotateBytes: options.rotateSize * MIB,
    ...(options.keep !== undefined && { keepBytes: options.keep }),
    bodyLimit: options.bodyLimit,
    recordConsole: options.recordConsole,
    token,
    readOnly: options.readOnly,
    forcePlaintext: options.forcePlaintext,
    demonstration: demo,
    pageDir: fileURLToPath(new URL('../../inspector/', import.meta.url)),
  }).catch((error: StartError) => {
    void server?.close();
    throw new RunError(startSentence(error, { listen, inspector, captures }));
  });

  outliveFaults();

  const page = pageOf(product.inspector);
  await io.stdout(
    `pushscope ready ${JSON.stringify({
      listen: formatAddress(product.listen),
      upstream: formatUpstream(upstream),
      inspector: page,
      token,
      capture: product.capturePath,
    })}\n`,
  );
  if (demo) io.stderr(DEMONSTRATION);
  if (options.forcePlaintext) io.stderr(FORCE_PLAINTEXT);
  sayPage(io, page, product.inspector, token);
  if (given !== null) {
    void checkUpstream(given, !options.insecureUpstream).then((warning) => {
      if (warning !== null) io.stderr(`pushscope: WARNING: ${warning}\n`);
    });
  }
  const terminals =
    server === null ? null : startDemoTerminals({ target: product.listen, text: textCodec });

  await stopped;
  process.once('SIGINT', () => process.exit(1));
  terminals?.stop();
  await product.stop(GRACE_MS);
  await server?.close();
  const { exchanges, dropped, place } = product.recorded();
  const missing = dropped === 0 ? '' : `, and ${dropped} that could not be recorded`;
  io.stderr(`pushscope: stopped, ${counted(exchanges, 'exchange')} in ${place}${missing}\n`);
}
