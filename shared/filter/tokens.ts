/** Cuts a filter's text into tokens; it never fails, so that completion can use it while text is being written. */

export interface Piece {
  /** Offset of the first character. */
  readonly at: number;
  readonly length: number;
  readonly text: string;
}

export const OPERATORS = ['!=', '>=', '<=', ':', '=', '>', '<', '~'] as const;
export type Operator = (typeof OPERATORS)[number];

/** A value as written: `text` without quotes and without the mark of a prefix. */
export interface WrittenValue extends Piece {
  readonly quoted: boolean;
  /** `5158…` or `5158*`: begins with; alone it is anything at all. */
  readonly prefix: boolean;
  /** A quote was opened and not closed. */
  readonly open: boolean;
}

interface Placed {
  readonly at: number;
  readonly length: number;
}

export type Token =
  | (Placed & { readonly type: 'open' | 'close' | 'and' | 'or' | 'not' | 'minus' })
  | (Placed & { readonly type: 'word'; readonly value: WrittenValue })
  | (Placed & {
      readonly type: 'test';
      readonly key: Piece;
      readonly operator: Operator;
      readonly value: WrittenValue;
    });

const BLANK = /\s/;
const KEY = /[A-Za-z_][\w.-]*/y;
const WORDS = ['and', 'or', 'not'] as const;

export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    if (BLANK.test(text.charAt(at))) at += 1;
    else {
      const token = tokenAt(text, at);
      tokens.push(token);
      at += token.length;
    }
  }
  return tokens;
}

function tokenAt(text: string, at: number): Token {
  const first = text.charAt(at);
  if (first === '(') return { type: 'open', at, length: 1 };
  if (first === ')') return { type: 'close', at, length: 1 };
  const next = text.charAt(at + 1);
  if (first === '-' && next !== '' && !BLANK.test(next)) return { type: 'minus', at, length: 1 };
  return testAt(text, at) ?? wordAt(text, at);
}

function testAt(text: string, at: number): Token | null {
  KEY.lastIndex = at;
  const name = KEY.exec(text)?.[0];
  if (name === undefined) return null;
  const operatorAt = at + name.length;
  const operator = OPERATORS.find((each) => text.startsWith(each, operatorAt));
  if (operator === undefined) return null;
  const value = valueAt(text, operatorAt + operator.length);
  const key = { at, length: name.length, text: name };
  return { type: 'test', at, length: value.at + value.length - at, key, operator, value };
}

function wordAt(text: string, at: number): Token {
  const value = valueAt(text, at);
  const { length } = value;
  const word = value.quoted ? undefined : WORDS.find((each) => each === value.text.toLowerCase());
  if (word !== undefined && !value.prefix) return { type: word, at, length };
  return { type: 'word', at, length, value };
}

/** A quoted text, or everything up to a blank or a parenthesis. */
function valueAt(text: string, at: number): WrittenValue {
  if (text.charAt(at) === '"') return quotedAt(text, at);
  let end = at;
  while (end < text.length && !/[\s()]/.test(text.charAt(end))) end += 1;
  const whole = text.slice(at, end);
  const bare = whole.replace(/(?:…|\*|\.\.\.)$/, '');
  const prefix = bare !== whole;
  return { at, length: end - at, text: prefix ? bare : whole, quoted: false, prefix, open: false };
}

/** Between quotes `\"` is a quote and `\\` a backslash; any other backslash stands for itself. */
function quotedAt(text: string, at: number): WrittenValue {
  let value = '';
  let end = at + 1;
  while (end < text.length && text.charAt(end) !== '"') {
    const escaped = text.charAt(end) === '\\' && /["\\]/.test(text.charAt(end + 1));
    if (escaped) end += 1;
    value += text.charAt(end);
    end += 1;
  }
  const open = end >= text.length;
  const length = end - at + (open ? 0 : 1);
  return { at, length, text: value, quoted: true, prefix: false, open };
}
