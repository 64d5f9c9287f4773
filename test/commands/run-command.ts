/** A subcommand run in this process, with what it wrote. */

import type { Command } from 'commander';
import type { CommandIo } from '../../proxy/commands/io.ts';

export interface Written {
  readonly stdout: string;
  readonly stderr: string;
}

/** Rejects with the command's error. */
export async function runCommand(
  make: (io: CommandIo) => Command,
  args: readonly string[],
): Promise<Written> {
  let stdout = '';
  let stderr = '';
  const io: CommandIo = {
    stdout: async (text) => {
      stdout += text;
    },
    stderr: (text) => {
      stderr += text;
    },
    exit: () => {},
  };
  await make(io).exitOverride().parseAsync(args, { from: 'user' });
  return { stdout, stderr };
}
