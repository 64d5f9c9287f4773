/** Two captures compared by meaning: what is aligned, field by field; what is not, with what is most like it. */

import {
  align,
  compareExchanges,
  type AlignKey,
  type CompareOptions,
  type Difference,
  type NoiseRule,
  type Unpaired,
} from '../../shared/compare/index.ts';
import type { Language } from '../../shared/codec/frame.ts';
import { textCodec } from '../charset.ts';
import type { IndexedCapture } from './indexed-capture.ts';
import { ReportCount, type Alone, type Report } from './report.ts';

export interface DiffOptions {
  readonly rules: readonly NoiseRule[];
  /** Serials of the second capture that stand for those of the first. */
  readonly serials: ReadonlyMap<string, string>;
  /** Of readings and reasons. */
  readonly language: Language;
}

/** Of an unpaired exchange's closest match so many differences are told. */
const MOST_TOLD = 5;

function withoutNoise({ noise, ...difference }: Difference): Omit<Difference, 'noise'> {
  return noise === null ? difference : { ...difference };
}

export function diffCaptures(
  recorded: IndexedCapture,
  observed: IndexedCapture,
  { rules, serials, language }: DiffOptions,
): Report {
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
  for (const [mine, theirs] of pairs) {
    const { verdict, differences } = compareExchanges(
      recorded.read(mine),
      observed.read(theirs),
      options,
    );
    count.compared(recorded.keys[mine] as AlignKey, verdict, differences);
  }
  const alone = (from: IndexedCapture, to: IndexedCapture, isMissing: boolean) => {
    return ({ at, closest, noise }: Unpaired): Alone => {
      const { n, sn, kind, table, summary } = from.keys[at] as AlignKey;
      const other = closest === null ? undefined : to.keys[closest];
      if (other === undefined || closest === null || noise !== null) {
        return { n, sn, kind, table, summary, noise, closest: null };
      }
      const [left, right] = [from.read(at), to.read(closest)];
      const { differences } = isMissing
        ? compareExchanges(left, right, options)
        : compareExchanges(right, left, options);
      const told = differences
        .filter((difference) => difference.noise === null)
        .slice(0, MOST_TOLD)
        .map(withoutNoise);
      const like = { n: other.n, summary: other.summary, differences: told };
      return { n, sn, kind, table, summary, noise, closest: like };
    };
  };
  for (const each of missing) count.alone('missing', alone(recorded, observed, true)(each));
  for (const each of extra) count.alone('extra', alone(observed, recorded, false)(each));
  return count.report;
}
