/** `pushscope redact`: a copy of a capture without passwords, keys and tokens. */

import { Command } from 'commander';
import { readFilter, matchesReading } from './filter-option.ts';
import type { CommandIo } from './io.ts';
import { copyRedacted } from './rewriting.ts';
import { counted } from '../counted.ts';

interface RedactOptions {
  readonly filter: string;
  readonly salt: string;
  readonly json: boolean;
}

const EXAMPLES = `
Examples:
  pushscope redact captures/live/lunch.jsonl lunch-to-share.jsonl
  pushscope redact --filter 'sn:5158181900025' lunch.jsonl one-terminal.jsonl

Each secret becomes one of the same length and form, the same wherever it stood. Card numbers, names, money and what
terminals send as files or shell output stay as they are.
`;

export function redactCommand(io: CommandIo): Command {
  return new Command('redact')
    .description('a copy of a capture without passwords, keys and tokens')
    .argument('<capture>', 'the capture')
    .argument('<out>', 'the copy; a file that is there already is left alone')
    .option('--filter <text>', 'only what matches, in the filter language of the page', '')
    .option('--salt <text>', 'the same text gives the same stand-ins in several copies', '')
    .option('--json', 'one JSON line at the end', false)
    .addHelpText('after', EXAMPLES)
    .action(async (from: string, to: string, { filter, salt, json }: RedactOptions) => {
      const wanted = readFilter(filter, 'en');
      const wants = matchesReading(wanted);
      const { exchanges, secrets } = await copyRedacted(io, { from, to, salt, wants });
      await io.stdout(
        json
          ? `${JSON.stringify({ event: 'written', path: to, exchanges, secrets })}\n`
          : `written: ${to}, ${counted(exchanges, 'exchange')}, ${counted(secrets, 'secret')} replaced\n`,
      );
    });
}
