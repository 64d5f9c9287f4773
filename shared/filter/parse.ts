/**
 * Reads a filter's text:
 *
 *   or   := and ('or' and)*        and := term ('and'? term)*
 *   term := ('not' | '-') term | '(' or ')' | word | "quoted" | key operator value
 */

import type { Language } from '../codec/frame.ts';
import { closed, conditionOf } from './condition.ts';
import type { Expression, Filter } from './expression.ts';
import { keyNamed } from './keys/index.ts';
import { literalOf } from './literal.ts';
import { FilterError, sentenceOf, type Mistake } from './mistakes.ts';
import { tokensOf, type Token } from './tokens.ts';

export type Parsed =
  | { readonly ok: true; readonly filter: Filter }
  | {
      readonly ok: false;
      /** Offset and length of what is wrong, and a sentence that says the next step. */
      readonly error: { readonly at: number; readonly length: number; readonly message: string };
    };

const LONGEST = 2_000;
const DEEPEST = 50;

/** Never throws; the empty text matches everything. */
export function parseFilter(text: string, language: Language = 'en'): Parsed {
  try {
    if (text.length > LONGEST) {
      throw new FilterError({ type: 'too-long' }, LONGEST, text.length - LONGEST);
    }
    return { ok: true, filter: { text, root: new Reader(text).read() } };
  } catch (error) {
    if (!(error instanceof FilterError)) throw error;
    const { mistake, at, length } = error;
    return { ok: false, error: { at, length, message: sentenceOf(mistake, language) } };
  }
}

class Reader {
  readonly #text: string;
  readonly #tokens: readonly Token[];
  #next = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
    this.#tokens = tokensOf(text);
  }

  read(): Expression {
    if (this.#tokens.length === 0) return { type: 'all' };
    const root = this.#or();
    const rest = this.#peek();
    if (rest !== undefined) throw failure({ type: 'stray-parenthesis' }, rest);
    return root;
  }

  #or(): Expression {
    const parts = [this.#and()];
    while (this.#peek()?.type === 'or') {
      this.#next += 1;
      parts.push(this.#and());
    }
    return joined('or', parts);
  }

  #and(): Expression {
    const parts = [this.#term()];
    for (;;) {
      const type = this.#peek()?.type;
      if (type === undefined || type === 'or' || type === 'close') return joined('and', parts);
      if (type === 'and') this.#next += 1;
      parts.push(this.#term());
    }
  }

  #term(): Expression {
    const token = this.#peek();
    if (token === undefined || ['and', 'or', 'close'].includes(token.type))
      throw this.#missing(token);
    this.#depth += 1;
    if (this.#depth > DEEPEST) throw failure({ type: 'too-deep' }, token);
    this.#next += 1;
    const term = this.#termOf(token);
    this.#depth -= 1;
    return term;
  }

  #termOf(token: Token): Expression {
    switch (token.type) {
      case 'not':
      case 'minus':
        return { type: 'not', part: this.#term() };
      case 'open':
        return this.#group(token);
      case 'word':
        return wordOf(token);
      case 'test':
        return conditionOf(token);
      default:
        throw this.#missing(token);
    }
  }

  #group(open: Token): Expression {
    if (this.#peek()?.type === 'close') {
      throw new FilterError(
        { type: 'empty-parentheses' },
        open.at,
        (this.#peek()?.at ?? 0) + 1 - open.at,
      );
    }
    if (this.#peek() === undefined) throw failure({ type: 'open-parenthesis' }, open);
    const inner = this.#or();
    if (this.#peek()?.type !== 'close') throw failure({ type: 'open-parenthesis' }, open);
    this.#next += 1;
    return inner;
  }

  #peek(): Token | undefined {
    return this.#tokens[this.#next];
  }

  /** Nothing stands where a condition should. */
  #missing(token: Token | undefined): FilterError {
    const before = this.#tokens[this.#next - 1];
    if (token?.type === 'close' && before === undefined)
      return failure({ type: 'stray-parenthesis' }, token);
    const place = before ?? token;
    const word = (at: Token | undefined) =>
      at === undefined ? null : this.#text.slice(at.at, at.at + at.length);
    const mistake = { type: 'missing-term', after: word(before), before: word(token) } as const;
    return new FilterError(mistake, place?.at ?? 0, place?.length ?? 0);
  }
}

const failure = (mistake: Mistake, { at, length }: Token) => new FilterError(mistake, at, length);

const joined = (type: 'and' | 'or', parts: readonly Expression[]): Expression =>
  parts.length === 1 && parts[0] !== undefined ? parts[0] : { type, parts };

function wordOf({ value }: Extract<Token, { readonly type: 'word' }>): Expression {
  closed(value);
  const key = value.quoted || value.prefix ? undefined : keyNamed(value.text);
  if (key?.holds === 'flag') return { type: 'flag', key, wanted: true };
  return { type: 'word', literal: literalOf(value.text, value.prefix) };
}
