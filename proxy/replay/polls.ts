/**
 * Which recorded commands the observed ones are. Servers hand out commands when they are ready and in batches
 * of their own, so the same command may come a poll earlier or later, and beside others, than it was recorded.
 *
 *   recorded   [A B]  OK    [C]         each command is found by its text, wherever it came; what is merely
 *   observed   [A]   [B C]  OK          alike is taken for it once a terminal answers it, or at the end
 *
 * Their order is held to: one that overtakes another is told. So many batches wait for their counterparts, no more.
 */

import type { Brief } from '../../shared/codec/brief.ts';
import type { Frame } from '../../shared/codec/frame.ts';
import { isCut } from '../../shared/codec/message.ts';
import type { Read } from '../../shared/compare/exchange.ts';
import { matchLists } from '../../shared/compare/match.ts';
import { Batch, type Command, type CommandPairs } from './batch.ts';
import { behindRestart, gathered } from './gathered.ts';
import { given, HandedOut, lost, type Handed } from './handed-out.ts';
import { closestTo, likeOnes } from './likeness.ts';
import { Overtaking } from './overtaking.ts';

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
  /** A recorded exchange whose commands came later than these, and were recorded earlier; null when none did. */
  readonly overtaken: number | null;
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
  unpaired(unpaired: Unpaired): void;
}

/** More batches of one side than this will not find their counterparts any more. */
const MOST_WAITING = 50;
/** Batches of each side that are looked through for the closest. */
const MOST_RECENT = 6;

/** The batches of one side that wait for their counterparts, and the newest of all. */
class Side {
  readonly handedOut = new HandedOut();
  waiting: Batch[] = [];
  readonly recent: Batch[] = [];

  /** The batch of that reply; it waits when it has commands that were not handed out before. */
  take(of: Pick<Batch, 'n' | 'brief' | 'read'>): Batch {
    const batch = new Batch(of, (id, sign) => this.handedOut.isOpen(id, sign));
    if (batch.commands.length === 0) return batch;
    this.handedOut.add(batch);
    if (batch.alone.length > 0) this.waiting.push(batch);
    this.recent.push(batch);
    if (this.recent.length > MOST_RECENT) this.recent.shift();
    return batch;
  }

  get alone(): readonly Command[] {
    return this.waiting.flatMap(({ alone }) => alone);
  }
}

export class PollPairs {
  readonly #recorded = new Side();
  readonly #observed = new Side();
  readonly #overtaking = new Overtaking();
  readonly #listener: PollListener;

  constructor(listener: PollListener) {
    this.#listener = listener;
  }

  /** The newest recorded commands of these numbers. */
  handed(ids: readonly string[]): ReadonlyMap<string, Handed> {
    return this.#recorded.handedOut.of(ids);
  }

  /** Takes a poll. Those without commands on either side, and replies that are none, are told at once. */
  take(pair: Pair): void {
    const { n, brief, recorded, observed, error } = pair;
    const due = this.#recorded.take({ n, brief, read: recorded });
    const came = this.#observed.take({ n, brief, read: observed });
    const isWhole = isKnown(recorded) && isKnown(observed) && error === '';
    const isLate = due.commands.length > 0 && came.commands.length === 0;
    if (!isWhole || (isLate && !isQuiet(observed.frame))) this.#tellAsItIs(pair, due, came);
    else if (due.alone.length + came.alone.length === 0) this.#tellRepeats(pair, due, came);
    else {
      for (const command of due.repeats) this.#tellAlone('missing', command.batch, [command], true);
      for (const command of came.repeats) this.#tellAlone('extra', command.batch, [command], true);
    }
    this.#pairWhole();
    this.#pairByText(this.#recorded.alone, came.alone);
    this.#pairByText(due.alone, this.#observed.alone);
    this.#tellPaired();
    if (this.#recorded.waiting.length > MOST_WAITING) this.#giveUpRecorded(false);
    if (this.#observed.waiting.length > MOST_WAITING) this.#giveUpObserved();
  }

  /** A terminal answers these recorded commands: what came in their place is taken for them. */
  answered(handed: readonly Handed[]): void {
    for (const each of handed) each.isAnswered = true;
    const due = handed.flatMap(({ waiting }) => waiting ?? []);
    if (due.length === 0) return;
    this.#join(likeOnes(due, this.#observed.alone));
    this.#tellPaired();
  }

  /** The server under test has heard answers under these numbers of its own: what comes under them now is new. */
  acknowledged(ids: readonly string[]): void {
    for (const handed of this.#observed.handedOut.of(ids).values()) handed.isAnswered = true;
  }

  /** Nothing more comes: tells what never came, and what came unasked. */
  end(): void {
    while (this.#recorded.waiting.length > 0) this.#giveUpRecorded(true);
    while (this.#observed.waiting.length > 0) this.#giveUpObserved();
  }

  /** Of a reply that is none, or not whole, nobody knows the rest: that one is told, and is told once. */
  #tellAsItIs(pair: Pair, due: Batch, came: Batch): void {
    this.#join(likeOnes(due.alone, came.alone));
    this.#listener.paired(pair);
    for (const { commands } of [due, came]) {
      for (const command of commands) command.isTold = command.isPaired || command.batch === came;
    }
    due.isExcused = true;
  }

  #tellRepeats(pair: Pair, due: Batch, came: Batch): void {
    if (due.isTwinOf(came)) return this.#listener.paired(pair);
    if (due.commands.length > 0) this.#tellAlone('missing', due, due.commands, true);
    if (came.commands.length > 0) this.#tellAlone('extra', came, came.commands, true);
  }

  #pairWhole(): void {
    for (const batch of this.#recorded.waiting) {
      const twin = this.#observed.waiting.find((other) => other.isTwinOf(batch));
      if (twin === undefined) continue;
      const pairs = twin.commands.map((command, at) => [batch.commands[at] as Command, command] as const); // prettier-ignore
      this.#join(pairs.filter(([{ isRepeat }]) => !isRepeat));
    }
  }

  #pairByText(recorded: readonly Command[], observed: readonly Command[]): void {
    if (recorded.length === 0 || observed.length === 0) return;
    const { pairs } = matchLists(recorded, observed, [({ sign }) => sign]);
    this.#join(
      pairs.map(([mine, theirs]) => [recorded[mine] as Command, observed[theirs] as Command]),
    );
  }

  #join(pairs: CommandPairs): void {
    for (const [recorded, observed] of pairs) {
      [recorded.isPaired, recorded.partner] = [true, observed];
      [observed.isPaired, observed.partner] = [true, recorded];
      given(recorded, observed);
    }
  }

  /** Tells what is whole on both sides: what came beside it may still be asked for. */
  #tellPaired(): void {
    const waiting: Batch[] = [];
    for (const batch of this.#recorded.waiting) {
      if (isWhole(batch)) this.#tell(batch);
      else waiting.push(batch);
    }
    this.#recorded.waiting = waiting;
    this.#observed.waiting = this.#observed.waiting.filter(({ alone }) => alone.length > 0);
  }

  /** What is to be told of a recorded batch, beside what came of it or in its place, in the order in which it came. */
  #tell(batch: Batch, others: readonly Command[] = []): void {
    const due = batch.commands.filter(({ isTold, isRepeat, isPaired }) => !isTold && !isRepeat && (isPaired || !batch.isExcused)); // prettier-ignore
    const found = due.flatMap(({ partner }) => partner ?? []);
    const beside = [...others, ...behindRestart(batch)];
    const came = [...new Set([...found, ...beside])].sort(
      (one, other) => one.batch.n - other.batch.n || one.at - other.at,
    );
    const { n, brief } = batch;
    const recorded = isAllOf(batch, due) ? batch.read : gathered(due);
    const [first] = came;
    const isGathered = first === undefined || !isAllOf(first.batch, came);
    const observed = isGathered ? gathered(came) : first.batch.read;
    if (recorded !== null && observed !== null) {
      const overtaken = this.#overtaking.take(due);
      this.#listener.paired({ n, brief, recorded, observed, error: '', isGathered, overtaken });
    }
    for (const command of [...due, ...beside]) command.isTold = true;
    // They would keep the batches of a whole day together.
    for (const command of batch.commands) {
      if (command.partner !== null)
        [command.partner.isTold, command.partner.partner] = [true, null];
      command.partner = null;
    }
  }

  /** At the end, what else came in the same reply came unasked, or instead of what is missing. */
  #giveUpRecorded(isEnd: boolean): void {
    const batch = this.#recorded.waiting.shift();
    if (batch === undefined) return;
    this.#join(likeOnes(batch.alone, this.#observed.alone));
    const isInItsPlace = (each: Command) => isEnd && each.batch.n === batch.n && !each.isTold;
    const others = this.#observed.alone.filter(isInItsPlace);
    const hasCome = batch.commands.some(({ isPaired, isTold }) => isPaired && !isTold);
    if (hasCome || (others.length > 0 && !batch.isExcused)) this.#tell(batch, others);
    else if (!batch.isExcused) this.#tellAlone('missing', batch, batch.alone, false);
    lost(batch);
    this.#observed.waiting = this.#observed.waiting.filter(({ alone }) => alone.length > 0);
  }

  #giveUpObserved(): void {
    const batch = this.#observed.waiting.shift();
    const rest = batch?.alone.filter(({ isTold }) => !isTold) ?? [];
    if (batch === undefined) return;
    if (rest.length > 0) this.#tellAlone('extra', batch, rest, false);
    lost(batch);
  }

  #tellAlone(
    side: Unpaired['side'],
    batch: Batch,
    commands: readonly Command[],
    isRepeat: boolean,
  ): void {
    const { n, brief } = batch;
    const read = isAllOf(batch, commands) ? batch.read : gathered(commands);
    const { recent } = side === 'missing' ? this.#observed : this.#recorded;
    const closest = isRepeat ? null : closestTo(batch, recent);
    if (read !== null) this.#listener.unpaired({ n, brief, side, read, closest, isRepeat });
  }
}

const isAllOf = (batch: Batch, commands: readonly Command[]): boolean =>
  commands.length === batch.commands.length && commands.every((each) => each.batch === batch);

/** Whether all of it has come, and all that came with it is asked for. */
function isWhole(batch: Batch): boolean {
  if (batch.alone.length > 0) return false;
  const others = new Set(batch.commands.flatMap(({ partner }) => partner?.batch ?? []));
  return [...others].every(({ alone }) => alone.length === 0);
}

/** Whether there is a reply, and all of it is there. */
const isKnown = ({ raw: { response } }: Read): boolean => response !== null && !isCut(response);

/** `200 OK` that brings nothing. */
function isQuiet({ response }: Frame): boolean {
  const fields = response?.fields ?? [];
  const head = fields.find(({ key }) => key === 'head')?.fields ?? [];
  const says = fields.some(({ key, raw }) => key === 'answer' && raw.trim() === 'OK');
  return says && head.some(({ key, value }) => key === 'status' && value === 200);
}
