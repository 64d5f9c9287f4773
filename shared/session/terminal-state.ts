/** The row of a terminal with all that its session knows. */

import type { TerminalRow } from '../link/api.ts';
import type { CommandLife, CommandState } from './command-life.ts';
import type { TableProgress } from './uploads.ts';

export interface TerminalState extends TerminalRow {
  /** Rises whenever something of this terminal changed; over all terminals of one run. */
  readonly version: number;
  readonly uploads: readonly TableProgress[];
  readonly clock: TerminalRow['clock'] & {
    readonly timeZone: number | null;
    readonly toldTime: string;
  };
  readonly encryption: {
    readonly agreedVersion: string | null;
    readonly serverVersion: string | null;
    readonly keysExchanged: boolean;
    readonly factorsExchanged: boolean;
    readonly packed: boolean;
    readonly encrypted: boolean;
  };
  /** The newest of the server's commands, newest last. */
  readonly commands: readonly (CommandLife & { readonly state: CommandState })[];
  /** Commands that were forgotten to keep memory bounded. */
  readonly forgottenCommands: number;
}
