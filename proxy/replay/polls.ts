/**
 * Which recorded commands the observed ones are. Servers hand out commands when they are ready and in batches
 * of their own, so the same command may come a poll earlier or later, and beside others, than it was recorded.
 *
 *   recorded   [A B]  OK    [C]         each command is found by its text, wherever it came; what is merely
 *   observed   [A]   [B C]  OK          alike is taken for it once a terminal answers it, or at the end
 *
 * Their order is held to: one that overtakes another is told. So many batches wait for their counterparts, no more.
 */

import type { Frame } from '../../shared/codec/frame.ts';
import { isCut } from '../../shared/codec/message.ts';
import type { Read } from '../../shared/compare/exchange.ts';
import { matchLists } from '../../shared/compare/match.ts';
import type { Batch, Command, CommandPairs } from './batch.ts';
import { given, lost, type Handed } from './handed-out.ts';
import { likeOnes } from './likeness.ts';
import { Side } from './side.ts';
import { Telling, type Pair, type PollListener } from './telling.ts';

/** More batches of one side than this will not find their counterparts any more. */
const MOST_WAITING = 50;

export class PollPairs {
  readonly #recorded = new Side();
  readonly #observed = new Side();
  /** The recorded commands that the server's numbers stand for. */
  readonly #byGivenId = new Map<string, { readonly id: string; readonly handed: Handed | null }>();
  readonly #listener: PollListener;
  readonly #telling: Telling;

  constructor(listener: PollListener) {
    this.#listener = listener;
    this.#telling = new Telling(listener);
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
      if (due.alone.length === 0) this.#listener.elsewhere({ n, brief });
      this.#telling.repeated('missing', due.repeats);
      this.#telling.repeated('extra', came.repeats);
    }
    this.#pairWhole();
    this.#pairByText(this.#recorded.alone, came.alone);
    this.#pairByText(due.alone, this.#observed.alone);
    this.#tellPaired();
    if (this.#recorded.waiting.length > MOST_WAITING) this.#giveUpRecorded(false);
    if (this.#observed.waiting.length > MOST_WAITING) this.#giveUpObserved();
  }

  /**
   * A terminal answers these recorded commands, and whether the recorded server took it: what came in their
   * place is taken for them.
   */
  answered(handed: readonly Handed[], isTaken: boolean): void {
    if (isTaken) for (const each of handed) each.isAnswered = true;
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
    this.#telling.repeated('missing', due.commands);
    this.#telling.repeated('extra', came.commands);
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
      const known = this.#byGivenId.get(observed.id);
      recorded.sharesId = known !== undefined && known.id !== recorded.id && known.handed?.isAnswered === false; // prettier-ignore
      if (observed.id !== '')
        this.#byGivenId.set(observed.id, { id: recorded.id, handed: recorded.handed });
      given(recorded, observed);
    }
  }

  /** Tells what is whole on both sides: what came beside it may still be asked for. */
  #tellPaired(): void {
    const waiting: Batch[] = [];
    for (const batch of this.#recorded.waiting) {
      if (isWhole(batch)) this.#telling.batch(batch);
      else waiting.push(batch);
    }
    this.#recorded.waiting = waiting;
    this.#observed.letGoOfPaired();
  }

  /** At the end, what else came in the same reply came unasked, or instead of what is missing. */
  #giveUpRecorded(isEnd: boolean): void {
    const batch = this.#recorded.waiting.shift();
    if (batch === undefined) return;
    this.#join(likeOnes(batch.alone, this.#observed.alone));
    const isInItsPlace = (each: Command) => isEnd && each.batch.n === batch.n && !each.isTold;
    const others = this.#observed.alone.filter(isInItsPlace);
    const hasCome = batch.commands.some(({ isPaired, isTold }) => isPaired && !isTold);
    if (hasCome || (others.length > 0 && !batch.isExcused)) this.#telling.batch(batch, others);
    else if (!batch.isExcused) this.#telling.missing(batch, this.#observed.recent);
    lost(batch);
    this.#observed.letGoOfPaired();
  }

  #giveUpObserved(): void {
    const batch = this.#observed.waiting.shift();
    if (batch === undefined) return;
    const rest = batch.alone.filter(({ isTold }) => !isTold);
    if (rest.length > 0) this.#telling.extra(batch, rest, this.#recorded.recent);
    lost(batch);
  }
}

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
