/** The command line: one program, a file for each subcommand, and one place where errors become sentences. */

import { Command, CommanderError } from 'commander';
import { decodeCommand } from './commands/decode.ts';
import { RunError, UsageError, type CommandIo } from './commands/io.ts';
import { runCommand } from './commands/run.ts';
import { showCommand } from './commands/show.ts';
import { simulateCommand } from './commands/simulate.ts';
import { version } from './version.ts';

/** Ends quietly when the reader of our output has gone (`| head`), as programs in a pipe do. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
});
process.stderr.on('error', () => {});

const io: CommandIo = {
  stdout: (text) =>
    new Promise((resolve) => {
      process.stdout.write(text, () => resolve());
    }),
  stderr: (text) => {
    process.stderr.write(text);
  },
  exit: (code) => {
    process.exitCode = code;
  },
};

/** Commander's own sentences, with our name and the next step in place of its `error:`. */
const usageSentence = (message: string): string =>
  `${message.replace(/^error: /, '').replace(/\.?(?:\n[\s\S]*)?$/, '')}; see pushscope --help.`;

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

function report(error: unknown): void {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return;
    io.stderr(`pushscope: ${usageSentence(error.message)}\n`);
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

try {
  await program().parseAsync();
} catch (error) {
  report(error);
}
