/** Where figures go: to people or, as JSON, to programs, and into BENCHMARKS.md when asked. */

import type { Command } from 'commander';
import { writeSection } from './benchmarks-file.ts';
import { machine, machineLine } from './machine.ts';

export interface OutcomeOptions {
  readonly json: boolean;
  readonly write: boolean;
}

export const withOutcomeOptions = (command: Command): Command =>
  command
    .option('--json', 'the figures as JSON', false)
    .option('--write', 'what is printed goes into BENCHMARKS.md too', false);

/** `command` is what a person types for it. */
export function put(
  root: string,
  command: string,
  { json, write }: OutcomeOptions,
  figures: unknown,
  tables: string,
): void {
  const printed = `${machineLine(machine())}\n\n${tables}\n`;
  process.stdout.write(json ? `${JSON.stringify(figures, null, 2)}\n` : `\n${printed}`);
  if (write) writeSection(root, command, printed);
}
