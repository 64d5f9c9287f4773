/** What a comparison of many exchanges comes to: the form that scripts read, and lines for people. */

import {
  worse,
  type Alone,
  type Difference,
  type LeftOut,
  type Noise,
  type Report,
  type ReportedDifference,
  type Verdict,
} from '../../shared/compare/index.ts';
import type { Kind } from '../../shared/codec/frame.ts';
import { counted } from '../counted.ts';

const MOST_LISTED = 1000;

/** Where an exchange stands, as each line of the report repeats it. */
export interface Of {
  readonly n: number;
  readonly sn: string;
  readonly kind: Kind;
  readonly table: string;
  /** The number of the other one, where it was observed in a capture. */
  readonly observedN?: number;
}

export class ReportCount {
  #verdict: Verdict = 'identical';
  readonly #counts: Record<Verdict, number> = { identical: 0, 'same-meaning': 0, different: 0 };
  readonly #differences: ReportedDifference[] = [];
  #more = 0;
  readonly #missing: Alone[] = [];
  readonly #extra: Alone[] = [];
  readonly #leftOut: LeftOut[] = [];
  readonly #noise = new Map<string, Noise>();

  /** `before`: the verdict on an exchange a part of which was compared before; it counts as one. */
  compared(
    { n, sn, kind, table, observedN }: Of,
    verdict: Verdict,
    differences: readonly Difference[],
    before?: Verdict,
  ): void {
    if (before !== undefined) this.#counts[before]--;
    this.#counts[before === undefined ? verdict : worse(before, verdict)]++;
    this.#verdict = worse(this.#verdict, verdict);
    for (const { noise, ...difference } of differences) {
      if (noise !== null) this.noise(difference.field, kind, noise);
      else if (this.#differences.length < MOST_LISTED) {
        const of =
          observedN === undefined ? { n, sn, kind, table } : { n, sn, kind, table, observedN };
        this.#differences.push({ ...of, ...difference });
      } else this.#more++;
    }
  }

  alone(side: 'missing' | 'extra', alone: Alone): void {
    const list = side === 'missing' ? this.#missing : this.#extra;
    if (list.length < MOST_LISTED) list.push(alone);
    else this.#more++;
    if (alone.noise !== null) this.noise(side, alone.kind, alone.noise);
    this.#verdict = worse(this.#verdict, alone.noise === null ? 'different' : 'same-meaning');
  }

  leftOut(n: number, why: string): void {
    this.#leftOut.push({ n, why });
  }

  get report(): Report {
    return {
      verdict: this.#verdict,
      exchanges: Object.values(this.#counts).reduce((sum, count) => sum + count, 0),
      identical: this.#counts.identical,
      sameMeaning: this.#counts['same-meaning'],
      different: this.#counts.different,
      differences: [...this.#differences].sort((left, right) => left.n - right.n),
      more: this.#more,
      missing: this.#missing,
      extra: this.#extra,
      noise: [...this.#noise.values()],
      leftOut: this.#leftOut,
    };
  }

  noise(field: string, kind: Kind, reason: string): void {
    const key = `${kind} ${field} ${reason}`;
    const count = (this.#noise.get(key)?.count ?? 0) + 1;
    this.#noise.set(key, { field, kind, reason, count });
  }
}

const NOTHING = 'nothing';

/** One side of a difference for people: `12.00 [1200]`; of a secret its length alone. */
export function shown(text: string, raw: string | null, secret: boolean): string {
  if (raw === null) return text === '' ? NOTHING : `${NOTHING} (${text})`;
  if (secret) return `${text} [${counted(raw.length, 'character')}]`;
  return text === raw ? text : `${text} [${raw}]`;
}

/** `response, UPDATE PRESSKEY KeyID=2: Price 12.00 [1200] → 12.01 [1201]`; see `shown`. */
export function differenceLine(difference: Omit<Difference, 'noise'>): string {
  const { part, within, field, recorded, observed, recordedText, observedText, secret } =
    difference;
  const place = within === '' ? part : `${part}, ${within}`;
  return `${place}: ${field} ${shown(recordedText, recorded, secret)} → ${shown(observedText, observed, secret)}`;
}

/** One line a reason, with its fields; JSON and the page tell each kind apart. */
function* noiseLines(noise: readonly Noise[]): Generator<string> {
  const reasons = new Map<string, { readonly fields: Set<string>; count: number }>();
  for (const { field, reason, count } of noise) {
    const known = reasons.get(reason) ?? { fields: new Set(), count: 0 };
    known.fields.add(field);
    known.count += count;
    reasons.set(reason, known);
  }
  for (const [reason, { fields, count }] of reasons) {
    yield `noise: ${count} × ${[...fields].join(', ')}: ${reason}`;
  }
}

export function* reportLines(report: Report): Generator<string> {
  const { verdict, exchanges, identical, sameMeaning, different, missing, extra } = report;
  for (const { n, sn, kind, table, ...difference } of report.differences) {
    yield `n ${n}  ${sn}  ${kind}${table === '' ? '' : ` ${table}`}  ${differenceLine(difference)}`;
  }
  if (report.more > 0) yield `… and ${report.more} more`;
  for (const [word, list] of [
    ['missing', missing],
    ['extra', extra],
  ] as const) {
    for (const { n, sn, kind, summary, closest, noise } of list) {
      if (noise !== null) continue;
      yield `${word}: n ${n}  ${sn}  ${kind}  ${summary}`;
      if (closest === null) continue;
      yield `    closest: n ${closest.n}  ${closest.summary}`;
      for (const difference of closest.differences) yield `        ${differenceLine(difference)}`;
    }
  }
  yield* noiseLines(report.noise);
  for (const { n, why } of report.leftOut) yield `left out: n ${n}: ${why}`;
  const alone = [missing, extra].map((list) => list.filter(({ noise }) => noise === null).length);
  yield `${verdict}: ${counted(exchanges, 'exchange')} compared, ${identical} identical, ${sameMeaning} of the same meaning, ${different} different, ${alone[0]} missing, ${alone[1]} extra`;
}
