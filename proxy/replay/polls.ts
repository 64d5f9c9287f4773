/**
 * Which recorded poll reply an observed one stands for. Servers hand out commands when they are ready, so
 * the same command may come a poll earlier or later than it was recorded.
 */

import type { Brief } from '../../shared/codec/brief.ts';
import type { Field, Frame } from '../../shared/codec/frame.ts';
import { alignKeyOf } from '../../shared/compare/align.ts';
import type { Read } from '../../shared/compare/exchange.ts';
import { GROUPS, textOf } from '../../shared/compare/groups.ts';
import { matchLists } from '../../shared/compare/match.ts';

/** A recorded exchange and what the server under test said. */
export interface Pair {
  readonly n: number;
  /** Of the recorded one. */
  readonly brief: Brief;
  readonly recorded: Read;
  readonly observed: Read;
}

/** Commands that one side alone has handed out so far. */
export interface Waiting {
  readonly n: number;
  readonly brief: Brief;
  readonly read: Read;
}

/** Commands without a counterpart: `missing` were recorded and never came, `extra` came unasked. */
export interface Unpaired extends Waiting {
  readonly side: 'missing' | 'extra';
  /** What the other side handed out that is most like them. */
  readonly closest: Waiting | null;
  /** Whether all of them were handed out before, as servers do that heard no acknowledgement. */
  readonly isRepeat: boolean;
}

const commandsOf = ({ response }: Frame): readonly Field[] =>
  response?.fields.filter(({ key }) => key === 'command') ?? [];

/** More of one side than this will not find a counterpart any more. */
const MOST_WAITING = 50;
/** Batches of each side that are looked through for the closest. */
const MOST_RECENT = 6;

export class PollPairs {
  /** Recorded, not yet observed. */
  readonly #owed: Waiting[] = [];
  /** Observed, not yet recorded. */
  readonly #early: Waiting[] = [];
  /** The newest batches of either side, paired or not. */
  readonly #recent: Record<'recorded' | 'observed', Waiting[]> = { recorded: [], observed: [] };
  /** Texts of commands that were handed out: a batch may be sent again until it is acknowledged. */
  readonly #given = new Set<string>();
  /** Numbers of all commands that the recorded server handed out so far. */
  readonly #recorded = new Set<string>();
  readonly #unpaired: (unpaired: Unpaired) => void;

  constructor(unpaired: (unpaired: Unpaired) => void) {
    this.#unpaired = unpaired;
  }

  /** Whether it is the number of a recorded command that the server under test has not handed out. */
  isAwaited(id: string, ids: ReadonlyMap<string, string>): boolean {
    return this.#recorded.has(id) && !ids.has(id);
  }

  /** The pairs that this exchange completes; those without commands on either side are their own. */
  take(pair: Pair): readonly Pair[] {
    const { n, brief, recorded, observed } = pair;
    const commands = commandsOf(recorded.frame);
    for (const command of commands) this.#recorded.add(idOf(command));
    const due = commands.length > 0;
    const came = commandsOf(observed.frame).length > 0;
    const isPlain = !due && !came;
    const isAnswered = observed.frame.response !== null && isQuiet(observed.frame);
    // A refusal or no reply at all is no commands that come later.
    if (isPlain || (due && !came && !isAnswered)) return [pair];
    if (due) this.#await('recorded', this.#owed, { n, brief, read: recorded });
    if (came) this.#await('observed', this.#early, { n, brief, read: observed });
    const pairs: Pair[] = [];
    // What one side says without commands answers what the other side says without any.
    for (let found = this.#next(); found !== null; found = this.#next()) {
      for (const field of commandsOf(found.observed.frame)) this.#given.add(textOf(field));
      pairs.push(found);
    }
    if (this.#owed.length > MOST_WAITING) this.#giveUp('missing', this.#owed);
    if (this.#early.length > MOST_WAITING) this.#giveUp('extra', this.#early);
    return pairs;
  }

  /** Nothing more comes: tells what never came, and what came unasked. */
  end(): void {
    while (this.#owed.length > 0) this.#giveUp('missing', this.#owed);
    while (this.#early.length > 0) this.#giveUp('extra', this.#early);
  }

  #await(side: 'recorded' | 'observed', list: Waiting[], waiting: Waiting): void {
    list.push(waiting);
    const recent = this.#recent[side];
    recent.push(waiting);
    if (recent.length > MOST_RECENT) recent.shift();
  }

  #giveUp(side: 'missing' | 'extra', list: Waiting[]): void {
    const waiting = list.shift();
    if (waiting === undefined) return;
    const others = this.#recent[side === 'missing' ? 'observed' : 'recorded'];
    const isRepeat = commandsOf(waiting.read.frame).every((field) =>
      this.#given.has(textOf(field)),
    );
    this.#unpaired({ ...waiting, side, closest: closestTo(waiting, others), isRepeat });
  }

  #next(): Pair | null {
    const [observed] = this.#early;
    if (observed === undefined || this.#owed.length === 0) return null;
    const wanted = alignKeyOf(0, observed.read.frame);
    const keys = this.#owed.map(({ read }) => alignKeyOf(0, read.frame));
    const same = keys.findIndex(({ about }) => about === wanted.about);
    const alike = same >= 0 ? same : keys.findIndex(({ shape }) => shape === wanted.shape);
    const [recorded] = this.#owed.splice(Math.max(0, alike), 1);
    if (recorded === undefined) return null;
    this.#early.shift();
    const { n, brief, read } = recorded;
    return { n, brief, recorded: read, observed: observed.read };
  }
}

const verbOf = ({ fields = [] }: Field): string =>
  fields.find(({ key }) => key === 'verb')?.raw ?? '';

/** Most commands in common, then most verbs, the newest of equals. */
function closestTo({ read }: Waiting, others: readonly Waiting[]): Waiting | null {
  const mine = commandsOf(read.frame);
  const [texts, verbs] = [new Set(mine.map(textOf)), new Set(mine.map(verbOf))];
  let best: Waiting | null = null;
  let score = -1;
  for (const other of others) {
    const theirs = commandsOf(other.read.frame);
    const sameTexts = theirs.filter((field) => texts.has(textOf(field))).length;
    const sameVerbs = theirs.filter((field) => verbs.has(verbOf(field))).length;
    const likeness = sameTexts * 100 + Math.min(99, sameVerbs);
    if (likeness >= score) [best, score] = [other, likeness];
  }
  return best;
}

const isQuiet = ({ response }: Frame): boolean =>
  response?.fields.some(({ key, raw }) => key === 'answer' && raw.trim() === 'OK') === true;

const idOf = ({ fields = [] }: Field): string =>
  fields.find(({ key }) => key === 'cmdId')?.raw.trim() ?? '';

/** Notes which number the server gave to each recorded command. */
export function learnIds({ recorded, observed }: Pair, ids: Map<string, string>): void {
  const [mine, theirs] = [commandsOf(recorded.frame), commandsOf(observed.frame)];
  for (const [left, right] of matchLists(mine, theirs, GROUPS['command']?.signs ?? []).pairs) {
    ids.set(idOf(mine[left] as Field), idOf(theirs[right] as Field));
  }
}
