/** What differs between a recorded reply and the one that a replay got, as the desk compares them. */

import type { Language } from '../../../shared/codec/frame.ts';
import { compareExchanges, type Difference } from '../../../shared/compare/index.ts';
import type { ExchangeDetail } from '../../../shared/link/api.ts';
import { browserText } from '../compare/charset.ts';
import { readOf, sideOf } from '../compare/pair.ts';

export const differencesOf = (
  recorded: ExchangeDetail,
  observed: ExchangeDetail,
  language: Language,
): readonly Difference[] =>
  compareExchanges(readOf(sideOf(recorded)), readOf(sideOf(observed)), {
    text: browserText,
    repliesOnly: true,
    language,
  }).differences;
