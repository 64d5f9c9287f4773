/** Commands that one side has handed out, by their numbers: which wait for an answer, and what became of each. */

import type { Batch, Command } from './batch.ts';

/** A command as its answer needs it: no more than that is kept of a long day. */
export interface Handed {
  readonly sign: string;
  /** The number that the server under test gave to a recorded one; null as long as it has not come. */
  givenId: string | null;
  /** As long as it may still come. */
  waiting: Command | null;
  isAnswered: boolean;
}

export class HandedOut {
  readonly #byId = new Map<string, Handed>();

  /** A number that is used again stands for the new command from then on. */
  add({ commands }: Batch): void {
    for (const command of commands) {
      if (command.isRepeat) continue;
      const { id, sign } = command;
      command.handed = { sign, givenId: null, waiting: command, isAnswered: false };
      this.#byId.set(id, command.handed);
    }
  }

  /** Whether that text was handed out under that number and is not answered: then it is handed out again. */
  isOpen(id: string, sign: string): boolean {
    const handed = this.#byId.get(id);
    return id !== '' && handed?.sign === sign && !handed.isAnswered;
  }

  /** The newest of these numbers. */
  of(ids: readonly string[]): ReadonlyMap<string, Handed> {
    const found = new Map<string, Handed>();
    for (const id of ids) {
      const handed = this.#byId.get(id);
      if (handed !== undefined) found.set(id, handed);
    }
    return found;
  }
}

/** The counterpart of a recorded command has come. */
export function given({ handed: recorded }: Command, { id, handed: observed }: Command): void {
  if (recorded !== null) Object.assign(recorded, { givenId: id, waiting: null });
  if (observed !== null) observed.waiting = null;
}

/** They will not come any more. */
export function lost({ commands }: Batch): void {
  for (const { handed } of commands) if (handed !== null) handed.waiting = null;
}
