/**
 * Patterns for `~`: found anywhere, without regard to case, `^` and `$` at line ends. All readings of a text
 * are followed side by side, so the work is at most text length x pattern size whatever the pattern:
 * the built-in RegExp can be made to run for hours by a short one.
 */

import { PatternError, readPattern, type Node } from './syntax.ts';

export { PatternError } from './syntax.ts';

/** Longest pattern, in characters. */
export const LONGEST_PATTERN = 256;
const LARGEST_PROGRAM = 400;
/** Longer texts are looked at up to here: the capture keeps no more of a body by default. */
const LONGEST_TEXT = 1 << 20;

export interface Pattern {
  test(text: string): boolean;
}

type Step =
  | { readonly type: 'set'; readonly has: (code: number) => boolean }
  | { readonly type: 'assert'; readonly what: '^' | '$' | 'b' | 'B' }
  | { readonly type: 'split'; first: number; second: number }
  | { readonly type: 'jump'; to: number }
  | { readonly type: 'found' };

/** Throws PatternError with the place. */
export function patternOf(text: string): Pattern {
  if (text.length > LONGEST_PATTERN) throw new PatternError('too-large', LONGEST_PATTERN);
  const steps: Step[] = [];
  write(readPattern(text), steps);
  steps.push({ type: 'found' });
  const begins = beginsOf(steps);
  return { test: (subject) => runs(steps, begins, subject) };
}

/**
 * Which characters a match can begin with, so that others are passed over quickly; null when it can begin
 * without one.
 */
function beginsOf(steps: readonly Step[]): ((code: number) => boolean) | null {
  const sets: ((code: number) => boolean)[] = [];
  const seen = new Set<number>();
  const stack = [0];
  while (stack.length > 0) {
    const index = stack.pop() as number;
    if (seen.has(index)) continue;
    seen.add(index);
    const step = steps[index] as Step;
    if (step.type === 'found') return null;
    if (step.type === 'set') sets.push(step.has);
    else if (step.type === 'jump') stack.push(step.to);
    else if (step.type === 'split') stack.push(step.second, step.first);
    else stack.push(index + 1);
  }
  return tabled((code) => sets.some((has) => has(code)));
}

/** Answers for ASCII are kept in a table. */
function tabled(has: (code: number) => boolean): (code: number) => boolean {
  const table = Array.from({ length: 128 }, (_, code) => has(code));
  return (code) => (code < 128 ? table[code] === true : has(code));
}

function write(node: Node, steps: Step[]): void {
  if (steps.length > LARGEST_PROGRAM) throw new PatternError('too-large', 0);
  switch (node.type) {
    case 'set':
      steps.push({ type: 'set', has: membership(node) });
      return;
    case 'assert':
      steps.push(node);
      return;
    case 'sequence':
      for (const each of node.nodes) write(each, steps);
      return;
    case 'choice':
      writeChoice(node.nodes, steps);
      return;
    case 'repeat':
      writeRepeat(node, steps);
  }
}

function writeChoice(nodes: readonly Node[], steps: Step[]): void {
  const jumps: { type: 'jump'; to: number }[] = [];
  nodes.forEach((node, index) => {
    if (index === nodes.length - 1) return write(node, steps);
    const split: Step = { type: 'split', first: steps.length + 1, second: 0 };
    steps.push(split);
    write(node, steps);
    const jump = { type: 'jump' as const, to: 0 };
    steps.push(jump);
    jumps.push(jump);
    split.second = steps.length;
  });
  for (const jump of jumps) jump.to = steps.length;
}

function writeRepeat({ node, min, max }: Node & { type: 'repeat' }, steps: Step[]): void {
  for (let count = 0; count < min; count += 1) {
    const before = steps.length;
    write(node, steps);
    // Nothing, repeated, is nothing; saying it a million times would take a while.
    if (steps.length === before) return;
  }
  if (max === Infinity) {
    const at = steps.length;
    const split: Step = { type: 'split', first: at + 1, second: 0 };
    steps.push(split);
    write(node, steps);
    steps.push({ type: 'jump', to: at });
    split.second = steps.length;
    return;
  }
  const splits: { type: 'split'; first: number; second: number }[] = [];
  for (let count = min; count < max; count += 1) {
    const split = { type: 'split' as const, first: steps.length + 1, second: 0 };
    steps.push(split);
    splits.push(split);
    write(node, steps);
  }
  for (const split of splits) split.second = steps.length;
}

/** Whether a set has a character in either case. */
function membership({ ranges, negated }: Node & { type: 'set' }): (code: number) => boolean {
  const plain = (code: number) => ranges.some(([from, to]) => code >= from && code <= to);
  const has = (code: number) => {
    const sign = String.fromCharCode(code);
    const [lower, upper] = [sign.toLowerCase(), sign.toUpperCase()];
    const found = plain(code) || plain(lower.charCodeAt(0)) || plain(upper.charCodeAt(0));
    return found !== negated;
  };
  return tabled(has);
}

function runs(
  steps: readonly Step[],
  begins: ((code: number) => boolean) | null,
  whole: string,
): boolean {
  const text = whole.length > LONGEST_TEXT ? whole.slice(0, LONGEST_TEXT) : whole;
  /** For each step the last position at which it was reached, so that none is followed twice. */
  const reached = new Int32Array(steps.length).fill(-1);
  let current: number[] = [];
  let next: number[] = [];
  const stack: number[] = [];

  /** Follows a step to those that read a character; true when the end was reached. */
  function follow(start: number, at: number, into: number[]): boolean {
    stack.push(start);
    while (stack.length > 0) {
      const index = stack.pop() as number;
      if (reached[index] === at) continue;
      reached[index] = at;
      const step = steps[index] as Step;
      if (step.type === 'found') return true;
      if (step.type === 'set') into.push(index);
      else if (step.type === 'jump') stack.push(step.to);
      else if (step.type === 'split') stack.push(step.second, step.first);
      else if (holds(step.what, text, at)) stack.push(index + 1);
    }
    return false;
  }

  for (let at = 0; at <= text.length; at += 1) {
    if (begins !== null && current.length === 0) {
      while (at < text.length && !begins(text.charCodeAt(at))) at += 1;
    }
    // The threads in `current` were followed at this position already; a new one may start here.
    if (follow(0, at, current)) return true;
    if (at === text.length) return false;
    const code = text.charCodeAt(at);
    for (const index of current) {
      const step = steps[index] as Step;
      if (step.type === 'set' && step.has(code) && follow(index + 1, at + 1, next)) return true;
    }
    [current, next] = [next, current];
    next.length = 0;
  }
  return false;
}

const isWord = (code: number) => /\w/.test(String.fromCharCode(code));

function holds(what: '^' | '$' | 'b' | 'B', text: string, at: number): boolean {
  const before = at > 0 ? text.charCodeAt(at - 1) : 10;
  const after = at < text.length ? text.charCodeAt(at) : 10;
  if (what === '^') return before === 10;
  if (what === '$') return after === 10 || after === 13;
  return (isWord(before) !== isWord(after)) === (what === 'b');
}
