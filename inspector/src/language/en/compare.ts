/** Two exchanges side by side, in English. */

import type { Verdict } from '../../../../shared/compare/index.ts';
import { count } from './count.ts';

export const compare = {
  compare: 'Two exchanges',
  compareWith: 'Compare with…',
  compareWithTitle: 'Remember this exchange and compare it with the next one you choose',
  compareChosen: 'Remembered: open another exchange to compare',
  compareWithNumber: (n: number) => `Compare with #${n}`,
  swap: 'Swap',
  leaveCompare: 'Back to the traffic',
  compareFailed: 'These two could not be compared.',
  verdicts: {
    identical: 'The same bytes.',
    'same-meaning': 'The same meaning: only noise differs.',
    different: 'They differ.',
  } satisfies Record<Verdict, string>,
  differing: (fields: number) => `${count(fields, 'difference', 'differences')}`,
  noise: (fields: number) => `${count(fields, 'difference', 'differences')} without a meaning`,
  sameFields: (fields: number) => `${count(fields, 'field', 'fields')} the same`,
  onlyIn: (n: number) => `only in #${n}`,
  differingField: 'Field',
  reason: 'Reason',
};
