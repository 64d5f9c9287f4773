/** The shape of a rule over a terminal's exchanges in their order: it remembers what it must, and no more. */

import type { Outcome } from '../capture/exchange.ts';
import type { Heard } from '../session/heard.ts';
import type { Session } from '../session/session.ts';
import type { Course } from './course.ts';
import type { Examined } from './examined.ts';
import type { Found, RuleWords } from './rule.ts';
import type { TableCourse } from './table-course.ts';

/** One exchange of a terminal, with what was known before it. */
export interface Step {
  readonly n: number;
  readonly atMs: number;
  /** The terminal's address:port. */
  readonly peer: string;
  readonly outcome: Outcome;
  /** What reached the other side, where the wire changed it. */
  readonly heard: Heard | null;
  readonly exchange: Examined;
  /** What the terminal's earlier exchanges add up to; undefined for its first. */
  readonly session: Session | undefined;
  /** What several rules remember together. */
  readonly course: Course;
  /** The table of an upload; null of what is none, or where there are too many. */
  readonly table: TableCourse | null;
  /** Whether the server took the upload: its answer is OK, and came whole. */
  readonly isTaken: boolean;
}

/** A poll that was answered by a bare OK: nine exchanges of ten, which nobody reads for this. Not to be kept. */
export interface IdleStep {
  readonly n: number;
  readonly atMs: number;
  /** The terminal's address with its colon. */
  readonly host: string;
  /** The server's Date, milliseconds since 1970; null where it has none that can be read. */
  readonly dateMs: number | null;
  readonly session: Session | undefined;
}

/** A breach in an earlier exchange of the terminal names its number. */
export interface CourseFound extends Found {
  readonly n?: number;
}

/**
 * A rule over the course of a terminal. `State` is what it remembers of one terminal, in one plain object: such
 * objects are many, and each is looked at with each exchange.
 */
export interface CourseRule<State = undefined> extends RuleWords {
  /** Absent where it remembers nothing itself. */
  readonly begin?: () => State;
  take(this: void, step: Step, state: State): readonly CourseFound[];
  /** As take would on a poll that was answered by a bare OK, and that wantsIdle lets pass. */
  takeIdle?(this: void, step: IdleStep, state: State): readonly CourseFound[];
  /** Whether that poll has to be read and taken after all. */
  wantsIdle?(this: void, step: IdleStep, state: State): boolean;
}

/** Whatever it remembers: to be handed what its own `begin` made. */
export type AnyCourseRule = CourseRule<unknown>;
