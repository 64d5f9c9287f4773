/** What is said of commands: those that have a counterpart, and those that have none. */

import type { Brief } from '../../shared/codec/brief.ts';
import type { Read } from '../../shared/compare/exchange.ts';
import { GROUPS } from '../../shared/compare/groups.ts';
import { withFields, type Batch, type Command } from './batch.ts';
import { behindRestart, gathered } from './gathered.ts';
import { closestTo } from './likeness.ts';
import { Overtaking } from './overtaking.ts';

/**
 * A command, in words, that came on the other side of those of another exchange, or under a number that is
 * taken, or that a terminal restarts by, with so many behind it.
 */
export type BatchFault =
  | { readonly of: 'order'; readonly command: string; readonly otherN: number }
  | { readonly of: 'number'; readonly command: string; readonly id: string }
  | { readonly of: 'restart'; readonly command: string; readonly behind: number };

/** A recorded exchange and what the server under test said. */
export interface Pair {
  readonly n: number;
  /** Of the recorded one. */
  readonly brief: Brief;
  readonly recorded: Read;
  readonly observed: Read;
  /** Why there is no whole reply; empty where there is. */
  readonly error: string;
  /** Whether its commands came in other batches than they were recorded in. */
  readonly isGathered: boolean;
  /** What is wrong with the commands though each is as it was recorded. */
  readonly faults: readonly BatchFault[];
}

/** Commands without a counterpart: `missing` were recorded and never came, `extra` came unasked. */
export interface Unpaired {
  readonly n: number;
  readonly brief: Brief;
  readonly side: 'missing' | 'extra';
  readonly read: Read;
  /** What the other side handed out that is most like them. */
  readonly closest: Batch | null;
  /** Whether they were handed out before under their numbers and not answered: servers send those again. */
  readonly isRepeat: boolean;
}

export interface PollListener {
  paired(pair: Pair): void;
  /** Its commands on one side are those of other polls on the other side. */
  elsewhere(of: Pick<Pair, 'n' | 'brief'>): void;
  unpaired(unpaired: Unpaired): void;
}

export class Telling {
  readonly #listener: PollListener;
  readonly #overtaking = new Overtaking();

  constructor(listener: PollListener) {
    this.#listener = listener;
  }

  /** What is to be told of a recorded batch, beside what came of it or in its place, in the order in which it came. */
  batch(batch: Batch, others: readonly Command[] = []): void {
    const due = batch.commands.filter(({ isTold, isRepeat, isPaired }) => !isTold && !isRepeat && (isPaired || !batch.isExcused)); // prettier-ignore
    const found = due.flatMap(({ partner }) => partner ?? []);
    // Those of its own are in another order, which is told.
    const behind = behindRestart(batch).filter((each) => !found.includes(each));
    const beside = [...others, ...behind];
    const came = [...new Set([...found, ...beside])].sort(
      (one, other) => one.batch.n - other.batch.n || one.at - other.at,
    );
    const { n, brief } = batch;
    const recorded = isAllOf(batch, due) ? batch.read : gathered(due);
    const [first] = came;
    const isGathered = first === undefined || !isAllOf(first.batch, came);
    const observed = isGathered ? gathered(came) : first.batch.read;
    if (recorded !== null && observed !== null) {
      const faults = this.#faultsOf(due, behind);
      this.#listener.paired({ n, brief, recorded, observed, error: '', isGathered, faults });
    }
    for (const command of [...due, ...beside]) command.isTold = true;
    // They would keep the batches of a whole day together.
    for (const command of batch.commands) {
      if (command.partner !== null)
        [command.partner.isTold, command.partner.partner] = [true, null];
      command.partner = null;
    }
  }

  #faultsOf(due: readonly Command[], behind: readonly Command[]): readonly BatchFault[] {
    const overtaken = this.#overtaking.take(due);
    const shared = due.filter(({ sharesId }) => sharesId);
    const last = due.at(-1);
    return [
      ...(overtaken === null ? [] : [{ of: 'order', command: nameOf(overtaken.command), otherN: overtaken.otherN } as const]), // prettier-ignore
      ...shared.map((command) => ({ of: 'number', command: nameOf(command), id: command.partner?.id ?? '' }) as const), // prettier-ignore
      ...(behind.length === 0 || last === undefined ? [] : [{ of: 'restart', command: nameOf(last), behind: behind.length } as const]), // prettier-ignore
    ];
  }

  missing(batch: Batch, others: readonly Batch[]): void {
    this.#alone('missing', batch, batch.alone, closestTo(batch, others));
  }

  /** `rest`: those of its commands that nobody asked for. */
  extra(batch: Batch, rest: readonly Command[], others: readonly Batch[]): void {
    this.#alone('extra', batch, rest, closestTo(batch, others));
  }

  /** Handed out again, as servers do that heard no answer. */
  repeated(side: Unpaired['side'], commands: readonly Command[]): void {
    const [first] = commands;
    if (first !== undefined) this.#alone(side, first.batch, commands, null, true);
  }

  #alone(
    side: Unpaired['side'],
    batch: Batch,
    commands: readonly Command[],
    closest: Batch | null,
    isRepeat = false,
  ): void {
    const { n, brief } = batch;
    const read = isAllOf(batch, commands) ? batch.read : gathered(commands);
    if (read !== null) this.#listener.unpaired({ n, brief, side, read, closest, isRepeat });
  }
}

const nameOf = (command: Command): string =>
  withFields([command]).map(([, field]) => GROUPS['command']?.name(field) ?? '').join(''); // prettier-ignore

const isAllOf = (batch: Batch, commands: readonly Command[]): boolean =>
  commands.length === batch.commands.length && commands.every((each) => each.batch === batch);
