/** The commands of one poll reply, each with its counterpart on the other side once that is known. */

import type { Brief } from '../../shared/codec/brief.ts';
import type { Field, Frame } from '../../shared/codec/frame.ts';
import { digest } from '../../shared/compare/digest.ts';
import type { Read } from '../../shared/compare/exchange.ts';
import { childOf, textOf } from '../../shared/compare/groups.ts';
import type { Handed } from './handed-out.ts';

/** A command by its place: fields are many times their bytes, and batches wait long for their counterparts. */
export interface Command {
  readonly batch: Batch;
  readonly at: number;
  readonly id: string;
  /** Equal for commands of the same text, whatever their numbers. */
  readonly sign: string;
  /** Whether it was handed out before under its number, and not answered since. */
  readonly isRepeat: boolean;
  isPaired: boolean;
  /** Its counterpart, as long as the two are not told. */
  partner: Command | null;
  /** Set once it is handed out; null for one that is handed out again. */
  handed: Handed | null;
  /** Whether the server under test gave it the number of another command that is not answered yet. */
  sharesId: boolean;
  /** Whether it was told, beside its counterpart or without one. */
  isTold: boolean;
}

export type CommandPairs = readonly (readonly [recorded: Command, observed: Command])[];

export const commandsOf = ({ response }: Frame): readonly Field[] =>
  response?.fields.filter(({ key }) => key === 'command') ?? [];

/** The exact text of a part of a command; empty where it has none. */
export const partOf = (command: Field, key: string): string =>
  childOf(command, key)?.raw.trim() ?? '';

export class Batch {
  readonly n: number;
  /** Of the recorded exchange in whose place it came. */
  readonly brief: Brief;
  readonly read: Read;
  readonly commands: readonly Command[];
  /** Whether it was told already that its reply is none: what never comes of it is told thereby. */
  isExcused = false;

  constructor(
    { n, brief, read }: Pick<Batch, 'n' | 'brief' | 'read'>,
    isRepeat: (id: string, sign: string) => boolean,
  ) {
    this.n = n;
    this.brief = brief;
    this.read = read;
    this.commands = commandsOf(read.frame).map((field, at) => {
      const [id, sign] = [partOf(field, 'cmdId'), digest(textOf(field))];
      const state = {
        isPaired: false,
        partner: null,
        handed: null,
        sharesId: false,
        isTold: false,
      };
      return { batch: this, at, id, sign, isRepeat: isRepeat(id, sign), ...state };
    });
  }

  /** Those that have no counterpart, and shall have one. */
  get alone(): readonly Command[] {
    return this.commands.filter(({ isPaired, isRepeat }) => !isPaired && !isRepeat);
  }

  get repeats(): readonly Command[] {
    return this.commands.filter(({ isRepeat }) => isRepeat);
  }

  /** Whether the other has the same commands in the same order, and none of both has a counterpart yet. */
  isTwinOf({ commands }: Batch): boolean {
    return (
      this.commands.length === commands.length &&
      this.commands.every(({ sign, isRepeat, isPaired }, at) => {
        const other = commands[at];
        return sign === other?.sign && isRepeat === other.isRepeat && !isPaired && !other.isPaired;
      })
    );
  }
}

/** Each with its field; a batch is read once for all of its commands. */
export function withFields(commands: readonly Command[]): readonly (readonly [Command, Field])[] {
  const fields = new Map<Batch, readonly Field[]>();
  return commands.map((command) => {
    const { batch, at } = command;
    const known = fields.get(batch) ?? commandsOf(batch.read.frame);
    fields.set(batch, known);
    return [command, known[at] as Field];
  });
}
