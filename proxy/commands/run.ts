/** `pushscope run`: proxy, recorder and inspector together. */

import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { Command, InvalidArgumentError } from 'commander';
import { logger } from '../log.ts';
import { startProduct } from '../product.ts';
import {
  formatAddress,
  formatUpstream,
  parseAddress,
  parseUpstream,
  reaches,
  type Address,
  type Upstream,
} from './address.ts';
import { RunError, UsageError, type CommandIo } from './io.ts';
import { startDemoServer, startDemoTerminals } from '../sim/demo.ts';
import { textCodec } from '../charset.ts';

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
  readonly captures: string;
  readonly rotateSize: number;
  readonly bodyLimit: number;
  readonly recordConsole: boolean;
  readonly token?: string;
  readonly readOnly: boolean;
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
    .option('--captures <dir>', 'where captures go', 'captures/live')
    .option(
      '--rotate-size <mib>',
      'start a new capture file at this size',
      wholeNumber(1, MOST_ROTATE_MIB),
      256,
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
  const given = options.token ?? process.env['PUSHSCOPE_TOKEN'];
  if (given === undefined) return randomBytes(TOKEN_BYTES).toString('base64url');
  if (!/^[\x21-\x7e]+$/.test(given)) {
    throw new UsageError(
      '--token holds a blank or a character that no header can carry; use letters and digits.',
    );
  }
  if (given.length < SHORT_TOKEN) {
    io.stderr(
      `pushscope: the token has only ${given.length} characters; use ${SHORT_TOKEN} or more where others can reach the inspector.\n`,
    );
  }
  return given;
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

interface StartError extends NodeJS.ErrnoException {
  readonly address?: string;
  readonly port?: number;
}

/** What stops the start, as a sentence with the next step. */
function startSentence(error: StartError, captures: string): string {
  const { code, syscall, address = '', port = '', message } = error;
  const where = `${address}:${port}`;
  if (syscall === 'mkdir' || syscall === 'open') {
    return `captures cannot be written to ${captures} (${code}); choose another folder with --captures.`;
  }
  switch (code) {
    case 'EADDRINUSE':
      return `${where} is in use by another program; stop it or choose another port with --listen or --inspector.`;
    case 'EACCES':
      return `${where} may not be opened by this user; choose a port from 1024 up or give the right to bind it.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `${where} is no address of this machine; choose one that is (0.0.0.0 means all).`;
    default:
      return message;
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

async function run(io: CommandIo, options: RunOptions): Promise<void> {
  const demo = options.upstream === undefined;
  const listen = parseAddress(
    options.listen ?? (demo ? '127.0.0.1:8081' : '0.0.0.0:8081'),
    '--listen',
  );
  const inspector = parseAddress(options.inspector, '--inspector');
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
    capturesDir: options.captures,
    rotateBytes: options.rotateSize * MIB,
    bodyLimit: options.bodyLimit,
    recordConsole: options.recordConsole,
    token,
    readOnly: options.readOnly,
    pageDir: fileURLToPath(new URL('../../inspector/', import.meta.url)),
  }).catch((error: StartError) => {
    void server?.close();
    throw new RunError(startSentence(error, options.captures));
  });

  outliveFaults();

  const page = `http://${formatAddress(product.inspector)}/`;
  await io.stdout(
    `pushscope ready ${JSON.stringify({
      listen: formatAddress(product.listen),
      upstream: formatUpstream(upstream),
      inspector: page,
      token,
      capture: product.capturePath,
    })}\n`,
  );
  io.stderr(`pushscope: open ${page}#token=${encodeURIComponent(token)}\n`);
  if (!/^(127\.|::1$|localhost$)/.test(inspector.host)) {
    io.stderr(
      `pushscope: WARNING: the inspector is open to the network on ${formatAddress(inspector)}, in plain HTTP; whoever has the token sees card data. Bind it to 127.0.0.1 and use a tunnel unless that is meant.\n`,
    );
  }
  const terminals =
    server === null ? null : startDemoTerminals({ target: product.listen, text: textCodec });

  await stopped;
  process.once('SIGINT', () => process.exit(1));
  terminals?.stop();
  await product.stop(GRACE_MS);
  await server?.close();
}
