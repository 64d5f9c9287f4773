/** `pushscope inject`: sends one command into a live session through a running pushscope, and waits for its answer. */

import { setTimeout as pause } from 'node:timers/promises';
import { Command, InvalidArgumentError } from 'commander';
import type { InjectionItem } from '../../shared/link/injection.ts';
import { RunError, UsageError, type CommandIo } from './io.ts';

const LOOK_MS = 300;
const USUAL_WAIT_S = 120;

interface InjectOptions {
  readonly to: string;
  readonly sn: string;
  readonly token?: string;
  readonly confirm?: string;
  readonly wait: number;
  readonly json: boolean;
}

const EXAMPLES = `
Examples:
  pushscope inject --to http://127.0.0.1:8090 --sn 5158181900025 INFO
  pushscope inject --to http://127.0.0.1:8090 --sn 5158181900025 --confirm 5158181900025 "SET OPTION Delay=10"

The token is the one that pushscope printed when it was started (--token, or PUSHSCOPE_TOKEN).
Exit code: 0 the terminal did it, 1 it did not, or nobody knows yet, 2 the command was refused.
`;

function seconds(text: string): number {
  const number = Number(text);
  if (number >= 1 && number <= 86_400) return number;
  throw new InvalidArgumentError('a number of seconds from 1 to 86400 is wanted');
}

export function injectCommand(io: CommandIo): Command {
  return new Command('inject')
    .description('send a command into a live session, and wait until the terminal answers')
    .argument('<command>', 'as it stands on the wire behind C:id:')
    .requiredOption('--to <url>', 'the inspector of a running pushscope')
    .requiredOption('--sn <serial>', 'the terminal')
    .option('--token <token>', "the inspector's token (default: env PUSHSCOPE_TOKEN)")
    .option('--confirm <serial>', 'the serial again; needed for what can destroy or restart')
    .option('--wait <seconds>', 'give up waiting after so long', seconds, USUAL_WAIT_S)
    .option('--json', 'print the command with its life as JSON', false)
    .addHelpText('after', EXAMPLES)
    .action((command: string, options: InjectOptions) => inject(io, command, options));
}

/** Asks the running pushscope; its own sentence when it says no. */
function askerOf({ to, token = process.env['PUSHSCOPE_TOKEN'] ?? '' }: InjectOptions) {
  if (!URL.canParse(to)) throw new UsageError(`--to ${to} is not a URL; write http://HOST:PORT.`);
  if (token === '') {
    throw new UsageError('There is no token; give it with --token or PUSHSCOPE_TOKEN.');
  }
  return async (path: string, body?: unknown): Promise<InjectionItem> => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const given = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const response = await fetch(new URL(path, to), { ...given, headers }).catch(
      (error: unknown) => {
        const { cause } = error as { readonly cause?: { readonly code?: string } };
        throw new RunError(
          `Nobody answers at ${to} (${cause?.code ?? String(error)}); check that pushscope runs there and that this is its inspector.`,
        );
      },
    );
    const said = (await response.json().catch(() => null)) as
      (InjectionItem & { readonly error?: { readonly message: string } }) | null;
    if (response.ok && said !== null) return said;
    const sentence = said?.error?.message ?? `${to} answered ${response.status}.`;
    throw response.status === 400 ? new UsageError(sentence) : new RunError(sentence);
  };
}

const isOpen = ({ state }: InjectionItem): boolean => state === 'queued' || state === 'delivered';

function sentenceOf({
  state,
  command,
  sn,
  return: code,
  returnText,
  reason,
}: InjectionItem): string {
  const answer = code === undefined ? '' : ` (Return ${code}: ${returnText ?? ''})`;
  const why = reason === null ? '' : `; ${reason.message}`;
  return `${command} for ${sn}: ${state}${answer}${why}`;
}

async function inject(io: CommandIo, command: string, options: InjectOptions): Promise<void> {
  const { sn, confirm } = options;
  const ask = askerOf(options);
  let item = await ask('/api/commands', {
    ...{ sn, command },
    ...(confirm !== undefined && { confirm }),
  });
  const path = `/api/commands/${item.id}`;
  const endMs = Date.now() + options.wait * 1_000;
  while (isOpen(item) && Date.now() < endMs) {
    await pause(LOOK_MS);
    item = await ask(path);
  }
  await io.stdout(options.json ? `${JSON.stringify(item)}\n` : `${sentenceOf(item)}\n`);
  if (item.result?.kind === 'values' && !options.json) {
    for (const [name, value] of item.result.values) await io.stdout(`  ${name} = ${value}\n`);
  }
  if (isOpen(item)) {
    io.stderr(
      `pushscope: the terminal has not answered within ${options.wait} s; the command goes on, see ${path}.\n`,
    );
  }
  io.exit(item.state === 'acknowledged' ? 0 : 1);
}
