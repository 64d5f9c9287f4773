/**
 * What is wrong with an exchange in the light of those before it, terminal by terminal. Sans-io: exchanges
 * come in order, findings go out; what is remembered of a terminal is bounded, and the terminals are, too.
 */

import type { Outcome } from '../capture/exchange.ts';
import type { Frame } from '../codec/frame.ts';
import type { RawExchange } from '../codec/message.ts';
import type { Sessions } from '../session/sessions.ts';
import type { CourseFound, CourseRule, Follower, IdleStep } from './course-rule.ts';
import { COURSE_RULES } from './course-rules/index.ts';
import { Course } from './course.ts';
import { Examined } from './examined.ts';
import { fewOf, type Told } from './told.ts';

const MOST_TERMINALS = 10_000;
const NONE: readonly Told[] = [];

/** One exchange as it came. */
export interface CourseExchange extends RawExchange {
  readonly n: number;
  readonly atMs: number;
  readonly peer: string;
  readonly outcome: Outcome;
}

export interface CourseIdlePoll extends Omit<IdleStep, 'session'> {
  readonly sn: string;
}

interface Followed {
  readonly course: Course;
  readonly followers: readonly (readonly [CourseRule, Follower])[];
  /** Those that look at idle polls, too. */
  readonly idle: readonly (readonly [CourseRule, Follower])[];
}

function begin(): Followed {
  const followers = COURSE_RULES.map((rule) => [rule, rule.begin()] as const);
  return {
    course: new Course(),
    followers,
    idle: followers.filter(
      ([, { takeIdle, wantsIdle }]) => takeIdle !== undefined || wantsIdle !== undefined,
    ),
  };
}

export class Courses {
  /** In the order of their newest exchange, the most silent first. */
  readonly #bySerial = new Map<string, Followed>();
  readonly #sessions: Sessions;
  readonly #most: number;
  #forgottenTerminals = 0;
  #forgottenRecords = 0;

  constructor(sessions: Sessions, most = MOST_TERMINALS) {
    this.#sessions = sessions;
    this.#most = most;
  }

  /** To be asked before the sessions take the exchange. */
  take(exchange: CourseExchange, frame: Frame): readonly Told[] {
    const { sn } = frame;
    // Strangers have no course.
    if (sn === '' || frame.kind === 'other') return NONE;
    const { n, atMs, peer, outcome } = exchange;
    const { course, followers } = this.#of(sn);
    const session = this.#sessions.get(sn);
    const examined = new Examined(exchange, frame);
    const step = { n, atMs, peer, outcome, exchange: examined, session, course };
    const told = tell(n, followers, ({ take }) => take(step));
    course.take(step);
    return told;
  }

  /** Whether a rule has to see that idle poll itself: then it is to be read, and taken. */
  wantsIdlePoll({ sn, ...poll }: CourseIdlePoll): boolean {
    if (sn === '') return false;
    const step = { ...poll, session: this.#sessions.get(sn) };
    return this.#of(sn).idle.some(([, { wantsIdle }]) => wantsIdle?.(step) === true);
  }

  /** A poll that was answered by a bare OK, of which nothing else is to be said and which nobody wants to see. */
  takeIdlePoll({ sn, ...poll }: CourseIdlePoll): readonly Told[] {
    if (sn === '') return NONE;
    const step = { ...poll, session: this.#sessions.get(sn) };
    return tell(poll.n, this.#of(sn).idle, ({ takeIdle }) => takeIdle?.(step) ?? []);
  }

  /** What was forgotten to keep memory bounded: later findings about it are missing. */
  get forgotten(): { readonly terminals: number; readonly records: number } {
    let records = this.#forgottenRecords;
    for (const { course } of this.#bySerial.values()) records += course.records.forgotten;
    return { terminals: this.#forgottenTerminals, records };
  }

  #of(sn: string): Followed {
    const followed = this.#bySerial.get(sn) ?? begin();
    this.#bySerial.delete(sn);
    this.#bySerial.set(sn, followed);
    if (this.#bySerial.size > this.#most) this.#forget();
    return followed;
  }

  #forget(): void {
    for (const [silent, { course }] of this.#bySerial) {
      this.#forgottenRecords += course.records.forgotten;
      this.#forgottenTerminals++;
      this.#bySerial.delete(silent);
      return;
    }
  }
}

function tell(
  n: number,
  followers: readonly (readonly [CourseRule, Follower])[],
  find: (follower: Follower) => readonly CourseFound[],
): readonly Told[] {
  let told: Told[] | null = null;
  for (const [rule, follower] of followers) {
    const found = find(follower);
    if (found.length === 0) continue;
    told ??= [];
    for (const each of fewOf(found)) told.push({ ...each, n: each.n ?? n, rule });
  }
  return told ?? NONE;
}
