/** The command line: one program, a file for each subcommand, and one place where errors become sentences. */

import { Command, CommanderError } from 'commander';
import { decodeCommand } from './commands/decode.ts';
import { diffCommand } from './commands/diff.ts';
import { exportCommand } from './commands/export.ts';
import { goldenCommand } from './commands/golden.ts';
import { redactCommand } from './commands/redact.ts';
import { replayCommand } from './commands/replay.ts';
import { injectCommand } from './commands/inject.ts';
import { importCommand } from './commands/import.ts';
import { ledgerCommand } from './commands/ledger.ts';
import { lintCommand } from './commands/lint.ts';
import { RunError, UsageError, type CommandIo } from './commands/io.ts';
import { runCommand } from './commands/run.ts';
import { serveCommand } from './commands/serve.ts';
import { showCommand } from './commands/show.ts';
import { simulateCommand } from './commands/simulate.ts';
import { verifyCommand } from './commands/verify.ts';
import { unsteered } from './steering.ts';
import { version } from './version.ts';

/** Whatever else a command comes to, its output is not there. */
const failAtExit = (): void => {
  process.exitCode ||= 1;
};

/** Ends quietly when the reader of our output has gone (`| head`), as programs in a pipe do. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  if (process.listenerCount('exit', failAtExit) > 0) return;
  process.on('exit', failAtExit);
  process.stderr.write(
    `pushscope: the output cannot be written (${error.code ?? error.message}) and is not whole; make room for it and run the command again.\n`,
  );
});
process.stderr.on('error', () => {});

const io: CommandIo = {
  stdout: (text) =>
    new Promise((resolve) => {
      process.stdout.write(unsteered(text), () => resolve());
    }),
  stderr: (text) => {
    process.stderr.write(unsteered(text));
  },
  exit: (code) => {
    process.exitCode = code;
  },
};

/** The command that the words of the command line name; run is the default. */
function commandNamed(commands: Command, words: readonly string[]): Command {
  const named = (parent: Command, word: string | undefined) =>
    parent.commands.find((each) => each.name() === word);
  const first = named(commands, words[0]);
  if (first === undefined) return named(commands, 'run') ?? commands;
  return named(first, words[1]) ?? first;
}

/** Where the help of a command stands. */
const helpOf = (command: Command): string => {
  const names: string[] = [];
  for (let each: Command | null = command; each !== null; each = each.parent) {
    names.unshift(each.name());
  }
  return `${names.join(' ')} --help`;
};

/** Commander's own sentences, with our name and the next step in place of its `error:`. */
function usageSentence({ code, message }: CommanderError, command: Command): string {
  const help = `see ${helpOf(command)}.`;
  // Commander shows the help to a command that cannot run without a subcommand.
  if (code === 'commander.help') {
    const names = command.commands.map((each) => each.name()).join(', ');
    return `${command.name()} wants one of its commands: ${names}; ${help}`;
  }
  const fact = message
    .replace(/^error: /, '')
    .replace(/\.?(?:\n[\s\S]*)?$/, '')
    .replace("' is invalid. ", "' is invalid: ");
  return `${fact}; ${help}`;
}

const EXAMPLES = `
Examples:
  pushscope                                        built-in server and terminals, and the page
  pushscope run --upstream http://zkeco:8088       in front of a real ZKECO
  pushscope show captures/live/*.jsonl             what was recorded, one exchange a line
`;

function program(): Command {
  const commands = new Command('pushscope')
    .description(
      'Watch, record and decode what consumption terminals and their ZKECO server say to each other.',
    )
    .version(version)
    .addCommand(runCommand(io), { isDefault: true })
    .addCommand(decodeCommand(io))
    .addCommand(showCommand(io))
    .addCommand(lintCommand(io))
    .addCommand(ledgerCommand(io))
    .addCommand(diffCommand(io))
    .addCommand(verifyCommand(io))
    .addCommand(serveCommand(io))
    .addCommand(replayCommand(io))
    .addCommand(goldenCommand(io))
    .addCommand(redactCommand(io))
    .addCommand(exportCommand(io))
    .addCommand(importCommand(io))
    .addCommand(injectCommand(io))
    .addCommand(simulateCommand(io))
    .addHelpText('after', EXAMPLES);
  for (const command of [commands, ...commands.commands]) {
    command.exitOverride().configureOutput({
      writeErr: () => {},
      outputError: (text, write) => write(text),
    });
    for (const nested of command.commands) {
      nested.exitOverride().configureOutput({ writeErr: () => {} });
    }
  }
  return commands;
}

function report(error: unknown, commands: Command): void {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return;
    io.stderr(
      `pushscope: ${usageSentence(error, commandNamed(commands, process.argv.slice(2)))}\n`,
    );
    io.exit(2);
  } else if (error instanceof UsageError) {
    io.stderr(`pushscope: ${error.message}\n`);
    io.exit(2);
  } else {
    const message = error instanceof Error ? error.message : String(error);
    io.stderr(`pushscope: ${error instanceof RunError ? message : `this failed: ${message}`}\n`);
    io.exit(1);
  }
}

const commands = program();
try {
  await commands.parseAsync();
} catch (error) {
  report(error, commands);
}
