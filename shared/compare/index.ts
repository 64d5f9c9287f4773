/** Comparison by meaning: two exchanges, or two lists of them. */

export {
  verdictOf,
  worse,
  type Difference,
  type MessagePart,
  type NoiseRule,
  type Verdict,
} from './difference.ts';
export { compareExchanges, type CompareOptions, type Comparison, type Read } from './exchange.ts';
export { align, alignKeyOf, type AlignKey, type Alignment, type Unpaired } from './align.ts';
export type { Alone, LeftOut, Noise, Report, ReportedDifference } from './report.ts';
export { isNeverNoise } from './noise.ts';
