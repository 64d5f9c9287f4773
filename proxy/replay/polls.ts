/**
 * Which recorded commands the observed ones are. Servers hand out commands when they are ready and in batches
 * of their own, so the same command may come a poll earlier or later, and beside others, than it was recorded.
 *
 *   recorded   [A B]  OK    [C]         each command is found by its text, wherever it came; what is merely
 *   observed   [A]   [B C]  OK          alike is taken for it once a terminal answers it, or at the end
 */

import type { Brief } from '../../shared/codec/brief.ts';
import type { Frame } from '../../shared/codec/frame.ts';
import type { Read } from '../../shared/compare/exchange.ts';
import { matchLists } from '../../shared/compare/match.ts';
import {
  Batch,
  behindLast,
  gathered,
  likenessOf,
  likeOnes,
  type Command,
  type CommandPairs,
} from './batch.ts';

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
}

/** Commands without a counterpart: `missing` were recorded and never came, `extra` came unasked. */
export interface Unpaired {
  readonly n: number;
  readonly brief: Brief;
  readonly side: 'missing' | 'extra';
  readonly read: Read;
  /** What the other side handed out that is most like them. */
  readonly closest: Batch | null;
  /** Whether all of them were handed out before, as servers do that heard no acknowledgement. */
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
  waiting: Batch[] = [];
  readonly recent: Batch[] = [];

  add(batch: Batch): void {
    this.waiting.push(batch);
    this.recent.push(batch);
    if (this.recent.length > MOST_RECENT) this.recent.shift();
  }

  get alone(): readonly Command[] {
    return this.waiting.flatMap(({ alone }) => alone);
  }
}

export class PollPairs {
  /** Numbers that the server under test gave, by the recorded ones. */
  readonly ids = new Map<string, string>();
  readonly #recorded = new Side();
  readonly #observed = new Side();
  /** Recorded commands that have not come, by their numbers. */
  readonly #awaited = new Map<string, Command>();
  /** Commands that were handed out, and the poll of each: a batch may be sent again until it is acknowledged. */
  readonly #given = new Map<string, number>();
  readonly #listener: PollListener;

  constructor(listener: PollListener) {
    this.#listener = listener;
  }

  /** Whether it is the number of a recorded command that the server under test has not handed out. */
  isAwaited(id: string): boolean {
    return this.#awaited.has(id);
  }

  /** Takes a poll. Those without commands on either side are told at once. */
  take(pair: Pair): void {
    const { n, brief, recorded, observed, error } = pair;
    const due = new Batch(n, brief, recorded);
    const came = new Batch(n, brief, observed);
    const isDue = due.commands.length > 0;
    for (const command of due.commands) this.#awaited.set(command.id, command);
    // Of a reply that broke off nobody knows the rest.
    if (error !== '') {
      this.#join(likeOnes(due.commands, came.commands));
      return this.#listener.paired(pair);
    }
    // A refusal is no commands that come later.
    const isPlain = !isDue || !saysNothing(observed.frame);
    if (came.commands.length === 0 && isPlain) return this.#listener.paired(pair);
    if (came.commands.length > 0) this.#observed.add(came);
    if (isDue) this.#recorded.add(due);
    this.#pairWhole();
    this.#pairByText(this.#recorded.alone, came.alone);
    this.#pairByText(due.alone, this.#observed.alone);
    this.#tellPaired();
    if (this.#recorded.waiting.length > MOST_WAITING) this.#giveUpRecorded();
    if (this.#observed.waiting.length > MOST_WAITING) this.#giveUpObserved();
  }

  /** A terminal answers these recorded commands: what came in their place is taken for them. */
  answered(ids: readonly string[]): void {
    const due = ids.flatMap((id) => this.#awaited.get(id) ?? []);
    if (due.length === 0) return;
    this.#pairAlike(due);
    this.#tellPaired();
  }

  /** Nothing more comes: tells what never came, and what came unasked. */
  end(): void {
    while (this.#recorded.waiting.length > 0) this.#giveUpRecorded();
    while (this.#observed.waiting.length > 0) this.#giveUpObserved();
  }

  #pairWhole(): void {
    for (const batch of this.#recorded.waiting) {
      const twin = this.#observed.waiting.find((other) => other.isTwinOf(batch));
      this.#join(
        twin?.commands.map((command, at) => [batch.commands[at] as Command, command]) ?? [],
      );
    }
  }

  #pairByText(recorded: readonly Command[], observed: readonly Command[]): void {
    if (recorded.length === 0 || observed.length === 0) return;
    const { pairs } = matchLists(recorded, observed, [({ sign }) => sign]);
    this.#join(
      pairs.map(([mine, theirs]) => [recorded[mine] as Command, observed[theirs] as Command]),
    );
  }

  #pairAlike(recorded: readonly Command[]): void {
    this.#join(likeOnes(recorded, this.#observed.alone));
  }

  #join(pairs: CommandPairs): void {
    for (const [recorded, observed] of pairs) {
      recorded.partner = observed;
      observed.partner = recorded;
      if (this.#awaited.get(recorded.id) === recorded) this.#awaited.delete(recorded.id);
      this.ids.set(recorded.id, observed.id);
      this.#given.set(observed.sign, observed.batch.n);
    }
  }

  /** Tells what is whole on both sides: what came beside it may still be asked for. */
  #tellPaired(): void {
    const waiting: Batch[] = [];
    for (const batch of this.#recorded.waiting) {
      if (this.#isWhole(batch)) this.#tell(batch);
      else waiting.push(batch);
    }
    this.#recorded.waiting = waiting;
    this.#observed.waiting = this.#observed.waiting.filter(({ alone }) => alone.length > 0);
  }

  #isWhole({ commands }: Batch): boolean {
    const batches = new Set(commands.map(({ partner }) => partner?.batch));
    return [...batches].every((batch) => batch?.alone.every((each) => this.#isRepeat(each)));
  }

  /** Whether it was handed out before, in another batch. */
  #isRepeat({ sign, batch }: Command): boolean {
    const given = this.#given.get(sign);
    return given !== undefined && given !== batch.n;
  }

  /** A recorded batch and what came of it or in its place, in the order in which it came. */
  #tell(batch: Batch, others: readonly Command[] = []): void {
    const { n, brief, read, commands } = batch;
    const beside = [...others, ...behindLast(batch)];
    for (const command of beside) command.isTold = true;
    const found = [...new Set([...commands.flatMap(({ partner }) => partner ?? []), ...beside])];
    const [first] = found;
    if (first === undefined) return;
    const isWhole = found.length === first.batch.commands.length && found.every(({ batch }) => batch === first.batch); // prettier-ignore
    const inOrder = found.sort((one, other) => one.batch.n - other.batch.n || one.at - other.at);
    const observed = isWhole ? first.batch.read : gathered(first.batch.read, inOrder);
    this.#listener.paired({ n, brief, recorded: read, observed, error: '', isGathered: !isWhole });
  }

  #giveUpRecorded(): void {
    const batch = this.#recorded.waiting.shift();
    if (batch === undefined) return;
    this.#pairAlike(batch.alone);
    // What else came in the same reply came unasked, or instead of what is missing.
    const others = this.#observed.alone.filter((each) => each.batch.n === batch.n && !this.#isRepeat(each)); // prettier-ignore
    if (others.length > 0 || batch.alone.length < batch.commands.length) this.#tell(batch, others);
    else this.#alone('missing', batch, batch.read);
  }

  #giveUpObserved(): void {
    const batch = this.#observed.waiting.shift();
    const rest = batch?.alone.filter(({ isTold }) => !isTold) ?? [];
    if (batch === undefined || rest.length === 0) return;
    const isWhole = rest.length === batch.commands.length;
    this.#alone('extra', batch, isWhole ? batch.read : gathered(batch.read, rest));
  }

  #alone(side: Unpaired['side'], batch: Batch, read: Read): void {
    const { n, brief } = batch;
    const { recent } = side === 'missing' ? this.#observed : this.#recorded;
    const isRepeat = batch.alone.every((command) => this.#isRepeat(command));
    this.#listener.unpaired({ n, brief, side, read, closest: closestTo(batch, recent), isRepeat });
  }
}

/** Most commands in common, then most verbs; of equals one that is alone too, then the newest. */
function closestTo(batch: Batch, others: readonly Batch[]): Batch | null {
  let best: Batch | null = null;
  let score = -1;
  for (const other of others) {
    const likeness = 2 * likenessOf(batch, other) + (other.alone.length > 0 ? 1 : 0);
    if (likeness >= score) [best, score] = [other, likeness];
  }
  return best;
}

const saysNothing = ({ response }: Frame): boolean =>
  response?.fields.some(({ key, raw }) => key === 'answer' && raw.trim() === 'OK') === true;
