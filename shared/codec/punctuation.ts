/** What stands between words, in each language: Chinese has its own full-width marks. */

import type { Language } from './frame.ts';

export interface Punctuation {
  readonly comma: string;
  readonly semicolon: string;
  readonly colon: string;
  readonly bracketed: (words: string) => string;
}

export const PUNCTUATION: Readonly<Record<Language, Punctuation>> = {
  en: { comma: ', ', semicolon: '; ', colon: ': ', bracketed: (words) => ` (${words})` },
  zh: { comma: '，', semicolon: '；', colon: '：', bracketed: (words) => `（${words}）` },
};
