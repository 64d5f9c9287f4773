/** Reads a pattern (the common part of regular expressions) into a tree; what could run away is not in the language. */

export type Node =
  | {
      readonly type: 'set';
      readonly ranges: readonly (readonly [number, number])[];
      readonly negated: boolean;
    }
  | { readonly type: 'assert'; readonly what: '^' | '$' | 'b' | 'B' }
  | { readonly type: 'sequence'; readonly nodes: readonly Node[] }
  | { readonly type: 'choice'; readonly nodes: readonly Node[] }
  | { readonly type: 'repeat'; readonly node: Node; readonly min: number; readonly max: number };

/** Why a pattern cannot be read; `at` counts characters of the pattern. */
export class PatternError extends Error {
  readonly at: number;
  readonly reason: 'unclosed' | 'nothing-to-repeat' | 'unsupported' | 'bad-range' | 'too-large';
  constructor(reason: PatternError['reason'], at: number) {
    super(reason);
    this.reason = reason;
    this.at = at;
  }
}

type Ranges = readonly (readonly [number, number])[];

const code = (text: string) => text.codePointAt(0) ?? 0;
const DIGITS: Ranges = [[48, 57]];
const WORD: Ranges = [[48, 57], [65, 90], [95, 95], [97, 122]]; // prettier-ignore
const SPACE: Ranges = [[9, 13], [32, 32], [0xa0, 0xa0], [0x3000, 0x3000], [0xfeff, 0xfeff]]; // prettier-ignore
const CLASSES: Readonly<Record<string, Ranges>> = { d: DIGITS, w: WORD, s: SPACE };
const CONTROLS: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, f: 12, v: 11, 0: 0 };

/** `[^…]` as ranges: everything between those given. */
function inverted(ranges: Ranges): Ranges {
  const sorted = [...ranges].sort((left, right) => left[0] - right[0]);
  const gaps: (readonly [number, number])[] = [];
  let next = 0;
  for (const [from, to] of sorted) {
    if (from > next) gaps.push([next, from - 1]);
    next = Math.max(next, to + 1);
  }
  if (next <= 0xffff) gaps.push([next, 0xffff]);
  return gaps;
}

export function readPattern(text: string): Node {
  let at = 0;
  const peek = () => text.charAt(at);
  const take = () => text.charAt(at++);
  const set = (ranges: Ranges, negated = false): Node => ({ type: 'set', ranges, negated });
  const one = (value: number): Node => set([[value, value]]);

  function choice(): Node {
    const nodes = [sequence()];
    while (peek() === '|') {
      at += 1;
      nodes.push(sequence());
    }
    return nodes.length === 1 && nodes[0] !== undefined ? nodes[0] : { type: 'choice', nodes };
  }

  function sequence(): Node {
    const nodes: Node[] = [];
    while (at < text.length && peek() !== '|' && peek() !== ')') nodes.push(repeated());
    return { type: 'sequence', nodes };
  }

  function repeated(): Node {
    let node = single();
    for (;;) {
      const bounds = quantifier();
      if (bounds === null) return node;
      node = { type: 'repeat', node, min: bounds[0], max: bounds[1] };
    }
  }

  function quantifier(): readonly [number, number] | null {
    const counted = /^\{(\d{1,3})(?:(,)(\d{1,3})?)?\}/.exec(text.slice(at, at + 9));
    const plain = { '*': [0, Infinity], '+': [1, Infinity], '?': [0, 1] } as const;
    const sign = peek();
    if (counted !== null) at += counted[0].length;
    else if (sign === '*' || sign === '+' || sign === '?') at += 1;
    else return null;
    // Reluctant repeats find the same texts; only whether it is found matters here.
    if (peek() === '?') at += 1;
    if (counted === null) return plain[sign as '*' | '+' | '?'];
    const min = Number(counted[1]);
    const max =
      counted[2] === undefined ? min : counted[3] === undefined ? Infinity : Number(counted[3]);
    if (max < min) throw new PatternError('bad-range', at);
    return [min, max];
  }

  function single(): Node {
    const from = at;
    const sign = take();
    if (sign === '(') return group(from);
    if (sign === '[') return bracket(from);
    if (sign === '.') return set([[10, 10], [13, 13]], true); // prettier-ignore
    if (sign === '^' || sign === '$') return { type: 'assert', what: sign };
    if (sign === '*' || sign === '+' || sign === '?')
      throw new PatternError('nothing-to-repeat', from);
    if (sign === '\\') return escaped(from);
    return one(code(sign));
  }

  function group(from: number): Node {
    if (peek() === '?') {
      if (text.slice(at, at + 2) !== '?:') throw new PatternError('unsupported', from);
      at += 2;
    }
    const node = choice();
    if (take() !== ')') throw new PatternError('unclosed', from);
    return node;
  }

  function escaped(from: number): Node {
    const sign = peek();
    if (sign === 'b' || sign === 'B') {
      at += 1;
      return { type: 'assert', what: sign };
    }
    return set(escape(from));
  }

  function escape(from: number): Ranges {
    if (at >= text.length) throw new PatternError('unclosed', from);
    const sign = take();
    const ranges = CLASSES[sign.toLowerCase()];
    if (ranges !== undefined) return sign === sign.toLowerCase() ? ranges : inverted(ranges);
    const hex = sign === 'x' ? /^[\da-f]{2}/i : sign === 'u' ? /^[\da-f]{4}/i : null;
    const digits = hex?.exec(text.slice(at, at + 4))?.[0];
    if (digits !== undefined) {
      at += digits.length;
      return [[parseInt(digits, 16), parseInt(digits, 16)]];
    }
    if (/[1-9kpP]/.test(sign)) throw new PatternError('unsupported', from);
    const value = CONTROLS[sign] ?? code(sign);
    return [[value, value]];
  }

  function bracket(from: number): Node {
    const negated = peek() === '^';
    if (negated) at += 1;
    const ranges: (readonly [number, number])[] = [];
    while (peek() !== ']') {
      if (at >= text.length) throw new PatternError('unclosed', from);
      const low = member(from);
      const simple = low.length === 1 && low[0]?.[0] === low[0]?.[1];
      if (simple && peek() === '-' && text.charAt(at + 1) !== ']' && at + 1 < text.length) {
        at += 1;
        const high = member(from);
        const [first, last] = [low[0]?.[0] ?? 0, high[0]?.[1] ?? 0];
        if (high.length !== 1 || last < first) throw new PatternError('bad-range', from);
        ranges.push([first, last]);
      } else ranges.push(...low);
    }
    at += 1;
    return set(ranges, negated);
  }

  function member(from: number): Ranges {
    const sign = take();
    if (sign === '\\') return peek() === 'b' ? ((at += 1), [[8, 8]]) : escape(from);
    return [[code(sign), code(sign)]];
  }

  const node = choice();
  if (at < text.length) throw new PatternError('unclosed', at);
  return node;
}
