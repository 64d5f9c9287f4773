/** Two captures compared by meaning: what is aligned, field by field; what is not, with what is most like it. */

import {
  align,
  compareExchanges,
  type AlignKey,
  type Alone,
  type CompareOptions,
  type NoiseRule,
  type Report,
  type Unpaired,
} from '../../shared/compare/index.ts';
import type { Language } from '../../shared/codec/frame.ts';
import { textCodec } from '../charset.ts';
import { closestOf } from './closest.ts';
import type { IndexedCapture } from './indexed-capture.ts';
import { ReportCount } from './report.ts';

export interface DiffOptions {
  readonly rules: readonly NoiseRule[];
  /** Serials of the second capture that stand for those of the first. */
  readonly serials: ReadonlyMap<string, string>;
  /** Of readings and reasons. */
  readonly language: Language;
}

/** Yields how much of it is done, so that whoever runs it may pause or leave. */
export function* diffing(
  recorded: IndexedCapture,
  observed: IndexedCapture,
  { rules, serials, language }: DiffOptions,
): Generator<number, Report> {
  const count = new ReportCount();
  const options: CompareOptions = {
    text: textCodec,
    rules,
    language,
    isSame: (mine, theirs) => serials.get(mine) === theirs,
  };
  const { pairs, missing, extra } = align(recorded.keys, observed.keys, {
    serial: (sn) => serials.get(sn) ?? sn,
    language,
  });
  const all = pairs.length + missing.length + extra.length;
  let done = 0;
  for (const [mine, theirs] of pairs) {
    const { verdict, differences } = compareExchanges(
      recorded.read(mine),
      observed.read(theirs),
      options,
    );
    const key = recorded.keys[mine] as AlignKey;
    const observedN = (observed.keys[theirs] as AlignKey).n;
    count.compared({ ...key, observedN }, verdict, differences);
    yield ++done / all;
  }
  const alone = (from: IndexedCapture, to: IndexedCapture, isMissing: boolean) => {
    return (unpaired: Unpaired): Alone => {
      const { at, noise } = unpaired;
      const { n, sn, kind, table, summary } = from.keys[at] as AlignKey;
      const closest = noise === null ? unpaired.closest() : null;
      const other = closest === null ? undefined : to.keys[closest];
      if (other === undefined || closest === null) {
        return { n, sn, kind, table, summary, noise, closest: null };
      }
      const [own, theirs] = [from.read(at), to.read(closest)];
      const [mine, like] = isMissing ? [own, theirs] : [theirs, own];
      return { n, sn, kind, table, summary, noise, closest: closestOf(other, mine, like, options) };
    };
  };
  for (const [side, list, tell] of [
    ['missing', missing, alone(recorded, observed, true)],
    ['extra', extra, alone(observed, recorded, false)],
  ] as const) {
    for (const each of list) {
      count.alone(side, tell(each));
      yield ++done / all;
    }
  }
  return count.report;
}

export function diffCaptures(
  recorded: IndexedCapture,
  observed: IndexedCapture,
  options: DiffOptions,
): Report {
  const steps = diffing(recorded, observed, options);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
