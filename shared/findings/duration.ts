/** Times that pass, in words: the largest unit that fits, and the next below it where that says more. */

import { words, type Words } from '../spec/field.ts';

interface Unit {
  readonly seconds: number;
  readonly en: (count: number) => string;
  readonly zh: string;
}

const UNITS: readonly Unit[] = [
  { seconds: 86_400, en: (count) => (count === 1 ? '1 day' : `${count} days`), zh: '天' },
  { seconds: 3_600, en: (count) => `${count} h`, zh: '小时' },
  { seconds: 60, en: (count) => `${count} min`, zh: '分钟' },
  { seconds: 1, en: (count) => `${count} s`, zh: '秒' },
];

/** Of so many of a unit, what lies below it is of no interest. */
const MANY = 10;

/** `45 s`, `2 min 1 s`, `8 h`, `1 day 3 h`, `20787 days`. */
export function durationWords(ms: number): Words {
  const seconds = Math.round(ms / 1000);
  for (const [at, unit] of UNITS.entries()) {
    const below = seconds >= MANY * unit.seconds ? undefined : UNITS[at + 1];
    const step = (below ?? unit).seconds;
    const rounded = Math.round(seconds / step) * step;
    if (rounded < unit.seconds) continue;
    const rest = (rounded % unit.seconds) / step;
    return said([unit, Math.floor(rounded / unit.seconds)], below && [below, rest]);
  }
  return words('0 s', '0 秒');
}

function said(...parts: readonly (readonly [Unit, number] | undefined)[]): Words {
  const told = parts.filter((part) => part !== undefined).filter(([, count]) => count > 0);
  return words(
    told.map(([{ en }, count]) => en(count)).join(' '),
    told.map(([{ zh }, count]) => `${count} ${zh}`).join(' '),
  );
}
