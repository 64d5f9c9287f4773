/** Two captures compared, in English. */

import type { Verdict } from '../../../../shared/compare/index.ts';
import { count } from './count.ts';

export const differences = {
  diff: {
    title: 'Two captures',
    recorded: 'Recorded',
    observed: 'Observed',
    choose: 'Choose a capture',
    leave: 'Back to the captures',
    chooseBoth: 'Choose two captures; they are compared by terminal, table, record and command.',
    comparing: (percent: string) => `${percent} compared`,
    stop: 'Stop',
    goOn: 'Go on',
    stopped: (percent: string) => `Stopped at ${percent}.`,
    verdicts: {
      identical: 'The same bytes in every exchange.',
      'same-meaning': 'The same meaning: only noise differs.',
      different: 'They differ.',
    } satisfies Record<Verdict, string>,
    compared: 'compared',
    identical: 'identical',
    sameMeaning: 'of the same meaning',
    different: 'different',
    missing: 'missing',
    extra: 'extra',
    differing: (exchanges: number) => count(exchanges, 'differing exchange', 'differing exchanges'),
    missingList: (exchanges: number) =>
      `${count(exchanges, 'exchange', 'exchanges')} only recorded`,
    extraList: (exchanges: number) => `${count(exchanges, 'exchange', 'exchanges')} only observed`,
    openIn: (n: number, name: string) => `Open #${n} in ${name}`,
    closest: 'Most like it',
    nothingLike: 'There is nothing like it.',
    more: (rest: number) => `${count(rest, 'more is', 'more are')} not listed.`,
    noise: (kinds: number) => `${count(kinds, 'kind', 'kinds')} of difference without a meaning`,
    kind: 'Exchange',
    times: 'Times',
    tooLarge: 'These captures are too large for the page; compare them with pushscope diff.',
  },
};
