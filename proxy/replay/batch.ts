/** The commands of one poll reply, and which command of the other side each of them is. */

import type { Brief } from '../../shared/codec/brief.ts';
import type { Field, Frame } from '../../shared/codec/frame.ts';
import { digest } from '../../shared/compare/align.ts';
import type { Read } from '../../shared/compare/exchange.ts';
import { GROUPS, textOf } from '../../shared/compare/groups.ts';
import { matchLists } from '../../shared/compare/match.ts';
import { endsBatch } from '../../shared/spec/commands/index.ts';

/** A command by its place: fields are many times their bytes, and batches wait long for their counterparts. */
export interface Command {
  readonly batch: Batch;
  readonly at: number;
  readonly id: string;
  /** Equal for commands of the same text, whatever their numbers. */
  readonly sign: string;
  /** The same command on the other side, once it is known. */
  partner: Command | null;
  /** Whether it was told beside a recorded batch that it is no part of. */
  isTold: boolean;
}

export type CommandPairs = readonly (readonly [recorded: Command, observed: Command])[];

export const commandsOf = ({ response }: Frame): readonly Field[] =>
  response?.fields.filter(({ key }) => key === 'command') ?? [];

const childOf = ({ fields = [] }: Field, key: string): string =>
  fields.find((field) => field.key === key)?.raw.trim() ?? '';

export class Batch {
  readonly n: number;
  /** Of the recorded exchange in whose place it came. */
  readonly brief: Brief;
  readonly read: Read;
  readonly commands: readonly Command[];

  constructor(n: number, brief: Brief, read: Read) {
    this.n = n;
    this.brief = brief;
    this.read = read;
    this.commands = commandsOf(read.frame).map((field, at) => ({
      batch: this,
      at,
      id: childOf(field, 'cmdId'),
      sign: digest(textOf(field)),
      partner: null,
      isTold: false,
    }));
  }

  get alone(): readonly Command[] {
    return this.commands.filter(({ partner }) => partner === null);
  }

  /** Whether the other has the same commands in the same order, and none of both has a counterpart yet. */
  isTwinOf({ commands }: Batch): boolean {
    return (
      this.commands.length === commands.length &&
      this.commands.every((mine, at) => {
        const theirs = commands[at];
        return mine.sign === theirs?.sign && mine.partner === null && theirs.partner === null;
      })
    );
  }
}

/** Each with its field; a batch is read once for all of its commands. */
function fieldsOf(commands: readonly Command[]): readonly (readonly [Command, Field])[] {
  const fields = new Map<Batch, readonly Field[]>();
  return commands.map((command) => {
    const { batch, at } = command;
    const known = fields.get(batch) ?? commandsOf(batch.read.frame);
    fields.set(batch, known);
    return [command, known[at] as Field];
  });
}

/** Signs by which commands of different texts are still taken for the same one; the surest first. */
const [, byArgument, byVerb] = GROUPS['command']?.signs ?? [];

/**
 * What differs in its text alone: with the same verb and first argument wherever it came, or with the same
 * verb in the reply to the same poll.
 */
export function likeOnes(recorded: readonly Command[], observed: readonly Command[]): CommandPairs {
  const { pairs } = matchLists(fieldsOf(recorded), fieldsOf(observed), [
    ([, field], at) => byArgument?.(field, at),
    ([{ batch }, field], at) => `${batch.n} ${byVerb?.(field, at) ?? ''}`,
  ]);
  return pairs.map(([mine, theirs]) => [recorded[mine] as Command, observed[theirs] as Command]);
}

/**
 * What came behind one that a terminal restarts by, where nothing was recorded behind it: that would not be
 * done any more (vendor's document section 11.5).
 */
export function behindLast({ commands }: Batch): readonly Command[] {
  const last = commands.at(-1);
  if (last === undefined || last.partner === null) return [];
  const [[, field] = []] = fieldsOf([last]);
  if (field === undefined || !endsBatch(childOf(field, 'verb'), childOf(field, 'table'))) return [];
  return last.partner.batch.commands.slice(last.partner.at + 1);
}

/** How many commands two batches have in common, and then how many verbs. */
export function likenessOf(one: Batch, other: Batch): number {
  const signs = new Set(one.commands.map(({ sign }) => sign));
  const verbsOf = ({ read }: Batch) => commandsOf(read.frame).map((each) => childOf(each, 'verb'));
  const verbs = new Set(verbsOf(one));
  const sameTexts = other.commands.filter(({ sign }) => signs.has(sign)).length;
  const sameVerbs = verbsOf(other).filter((verb) => verbs.has(verb)).length;
  return sameTexts * 100 + Math.min(99, sameVerbs);
}

const MOST_NAMED = 3;

/** The reply as if it had brought these commands and no others. */
export function gathered({ raw, frame }: Read, commands: readonly Command[]): Read {
  const { response } = frame;
  if (response === null) return { raw, frame };
  const fields = fieldsOf(commands).map(([, field]) => field);
  const named = fields.slice(0, MOST_NAMED).map(({ text }) => text);
  const summary = [...named, ...(fields.length > MOST_NAMED ? ['…'] : [])].join('; ');
  const others = response.fields.filter(({ key }) => key !== 'command');
  return { raw, frame: { ...frame, response: { summary, fields: [...others, ...fields] } } };
}
