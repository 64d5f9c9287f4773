/**
 * What is wrong with an exchange in the light of those before it, terminal by terminal. Sans-io: exchanges
 * come in order, findings go out; what is remembered of a terminal is bounded, and the terminals are, too.
 */

import type { Outcome } from '../capture/exchange.ts';
import { isOk } from '../session/seen.ts';
import type { Heard } from '../session/heard.ts';
import type { Session } from '../session/session.ts';
import { LONGEST_SERIAL, type Sessions } from '../session/sessions.ts';
import type { AnyCourseRule, CourseFound, IdleStep } from './course-rule.ts';
import { byKind } from './by-kind.ts';
import { COURSE_RULES } from './course-rules/index.ts';
import { Course } from './course.ts';
import type { Examined } from './examined.ts';
import { Room } from './room.ts';
import { fewOf, type Told } from './told.ts';

const LOOKING = byKind(COURSE_RULES);

const MOST_TERMINALS = 10_000;
/** Of the records of all terminals. */
const MOST_BYTES = 256 * 1024 * 1024;
const NONE: readonly Told[] = [];
const NOTHING: readonly CourseFound[] = [];

/** What no frame tells of an exchange. */
export interface CourseFacts {
  readonly n: number;
  readonly atMs: number;
  readonly peer: string;
  readonly outcome: Outcome;
  /** What reached the other side, where the wire changed it; null or absent where it did not. */
  readonly heard?: Heard | null;
}

export type IdlePollFacts = Omit<IdleStep, 'session'>;

/** One for all idle polls, since nobody keeps it. */
class CurrentIdleStep implements IdleStep {
  n = 0;
  atMs = 0;
  host = '';
  dateMs: number | null = null;
  #sn = '';
  readonly #sessions: Sessions;

  constructor(sessions: Sessions) {
    this.#sessions = sessions;
  }

  begin(sn: string, { n, atMs, host, dateMs }: IdlePollFacts): void {
    this.#sn = sn;
    this.n = n;
    this.atMs = atMs;
    this.host = host;
    this.dateMs = dateMs;
  }

  get session(): Session | undefined {
    return this.#sessions.get(this.#sn);
  }
}

/** Places of the rules that count idle polls, and of those that may want to see one. */
const placesOf = (has: (rule: AnyCourseRule) => unknown): readonly number[] =>
  COURSE_RULES.flatMap((rule, place) => (has(rule) === undefined ? [] : [place]));
const COUNTING = placesOf(({ takeIdle }) => takeIdle);
const WANTING = placesOf(({ wantsIdle }) => wantsIdle);

interface Followed {
  readonly course: Course;
  /** What each rule remembers, at its place. */
  readonly states: readonly unknown[];
}

const begin = (room: Room): Followed => ({
  course: new Course(room),
  states: COURSE_RULES.map((rule) => rule.begin?.()),
});

export class Courses {
  /** In the order of their newest exchange, the most silent first. */
  readonly #bySerial = new Map<string, Followed>();
  readonly #sessions: Sessions;
  readonly #most: number;
  readonly #idleStep: CurrentIdleStep;
  readonly #room = new Room(MOST_BYTES);
  #forgottenTerminals = 0;
  #forgottenRecords = 0;

  constructor(sessions: Sessions, most = MOST_TERMINALS) {
    this.#sessions = sessions;
    this.#most = most;
    this.#idleStep = new CurrentIdleStep(sessions);
  }

  /** To be asked before the sessions take the exchange. */
  take({ n, atMs, peer, outcome, heard = null }: CourseFacts, exchange: Examined): readonly Told[] {
    const { sn, kind } = exchange.frame;
    // Strangers have no course.
    if (sn === '' || sn.length > LONGEST_SERIAL || kind === 'other') return NONE;
    const { course, states } = this.#of(sn);
    const session = this.#sessions.get(sn);
    const table = course.tableOf(exchange);
    const isTaken = table !== null && isOk({ frame: exchange.frame, outcome });
    const step = { n, atMs, peer, outcome, heard, exchange, session, course, table, isTaken };
    let told: Told[] | null = null;
    for (const { rule, place, cue } of LOOKING[kind]) {
      if ((exchange.cues & cue) === 0) continue;
      const found = rule.take(step, states[place]);
      if (found.length > 0) tell((told ??= []), n, rule, found);
    }
    course.take(step);
    return told ?? NONE;
  }

  /**
   * A poll that was answered by a bare OK, and of which nothing else is to be said. Null when a rule has to
   * see it: then nothing was done, and it is to be read, and taken.
   */
  takeIdlePoll(sn: string, poll: IdlePollFacts): readonly Told[] | null {
    if (sn === '' || sn.length > LONGEST_SERIAL) return NONE;
    const { states } = this.#of(sn);
    const step = this.#idleStep;
    step.begin(sn, poll);
    for (const place of WANTING) {
      if (COURSE_RULES[place]?.wantsIdle?.(step, states[place]) === true) return null;
    }
    let told: Told[] | null = null;
    for (const place of COUNTING) {
      const rule = COURSE_RULES[place] as AnyCourseRule;
      const found = rule.takeIdle?.(step, states[place]) ?? NOTHING;
      if (found.length > 0) tell((told ??= []), poll.n, rule, found);
    }
    return told ?? NONE;
  }

  /** What was forgotten to keep memory bounded: later findings about it are missing. */
  get forgotten(): { readonly terminals: number; readonly records: number } {
    let records = this.#forgottenRecords;
    for (const { course } of this.#bySerial.values()) records += course.forgotten;
    return { terminals: this.#forgottenTerminals, records };
  }

  #of(sn: string): Followed {
    const known = this.#bySerial.get(sn);
    // Far from the limit, order is no matter.
    if (known !== undefined && this.#bySerial.size < this.#most / 2) return known;
    const followed = known ?? begin(this.#room);
    this.#bySerial.delete(sn);
    this.#bySerial.set(sn, followed);
    if (this.#bySerial.size > this.#most) this.#forget();
    return followed;
  }

  #forget(): void {
    for (const [silent, { course }] of this.#bySerial) {
      this.#forgottenRecords += course.forgotten;
      this.#forgottenTerminals++;
      course.end();
      this.#bySerial.delete(silent);
      return;
    }
  }
}

function tell(told: Told[], n: number, rule: AnyCourseRule, found: readonly CourseFound[]): void {
  for (const each of fewOf(found)) told.push({ ...each, n: each.n ?? n, rule });
}
