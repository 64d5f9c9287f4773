/** A server held to a recording: its replies against the recorded ones, by meaning. */

import {
  compareExchanges,
  worse,
  type Alone,
  type CompareOptions,
  type Difference,
  type NoiseRule,
  type Read,
  type Report,
  type Verdict,
} from '../../shared/compare/index.ts';
import type { Exchange } from '../../shared/capture/exchange.ts';
import type { Brief } from '../../shared/codec/brief.ts';
import type { Kind, Language } from '../../shared/codec/frame.ts';
import { words } from '../../shared/spec/field.ts';
import { textCodec } from '../charset.ts';
import { closestOf } from './closest.ts';
import { KnownReplies } from './known-replies.ts';
import type { Batch } from './batch.ts';
import { Player, type PlayOptions } from './player.ts';
import type { BatchFault, Pair, Unpaired } from './telling.ts';
import { ReportCount } from './report.ts';

const REPEAT = words('the same commands were handed out before', '同样的命令已下发过');
const OTHER_BATCHES = words('the same commands, in other batches', '相同的命令，只是分批不同');
const NEVER_ANSWERED = words('no reply was recorded', '没有记录到应答');

const before = (n: number) => words(`before the commands of exchange ${n}`, `早于交换 ${n} 的命令`);
const after = (n: number) => words(`after the commands of exchange ${n}`, `晚于交换 ${n} 的命令`);
const OF_ITS_OWN = words('a number of its own', '独有的编号');
const taken = (id: string) =>
  words(`the number of another command too: ${id}`, `同时是另一条命令的编号：${id}`);

const LAST = words('last in its reply', '应答中的最后一条');
const passedOver = (count: number) =>
  words(
    `${count} more behind it, which a terminal may pass over (section 11.5)`,
    `其后还有 ${count} 条，终端可能会忽略（第 11.5 节）`,
  );

function faultDifference(fault: BatchFault, n: number, language: Language): Difference {
  const say = (key: string, field: string, recorded: string, observed: string): Difference => {
    const texts = { recorded, observed, recordedText: recorded, observedText: observed };
    const spans = { recordedSpan: null, observedSpan: null };
    return {
      part: 'response',
      key,
      field,
      within: fault.command,
      ...texts,
      ...spans,
      secret: false,
      noise: null,
    };
  };
  if (fault.of === 'number')
    return say('cmdId', 'CmdID', OF_ITS_OWN[language], taken(fault.id)[language]);
  if (fault.of === 'restart')
    return say('order', 'order', LAST[language], passedOver(fault.behind)[language]);
  const [was, is] = n < fault.otherN ? [before, after] : [after, before];
  return say('order', 'order', was(fault.otherN)[language], is(fault.otherN)[language]);
}

export interface VerifyOptions extends PlayOptions {
  readonly rules: readonly NoiseRule[];
  /** Told of each difference that is none of the known noise. */
  readonly differs?: (difference: Difference, kind: Kind) => void;
}

/** Which recorded exchange it is. */
type Told = Pick<Pair, 'n' | 'brief'>;

export class Verification {
  readonly #options: VerifyOptions;
  readonly #count = new ReportCount();
  readonly #comparing: CompareOptions;
  readonly #known = new KnownReplies();
  /** On exchanges that were compared: what comes of one in parts, an answer over two polls, counts as one. */
  readonly #verdicts = new WeakMap<Brief, Verdict>();
  readonly #language: Language;
  done = 0;

  constructor(options: VerifyOptions) {
    this.#options = options;
    const { serials, rules, language = 'en' } = options;
    this.#language = language;
    this.#comparing = {
      text: textCodec,
      rules,
      language,
      repliesOnly: true,
      isSame: (recorded, observed) => serials.get(recorded) === observed,
    };
  }

  /** Throws UnreachableError, and what reading the exchanges throws. */
  async run(exchanges: AsyncIterable<Exchange> | Iterable<Exchange>): Promise<Report> {
    const player = new Player(this.#options, {
      played: ({ isRest }) => {
        if (!isRest) this.done++;
      },
      paired: (pair) => this.#compare(pair),
      elsewhere: (of) => this.#elsewhere(of),
      leftOut: (n, why) => this.#count.leftOut(n, why),
      unpaired: (unpaired) => this.#unpaired(unpaired),
    });
    await player.play(exchanges);
    return this.#count.report;
  }

  #tell({ n, brief }: Told, verdict: Verdict, differences: readonly Difference[]): void {
    const { sn, kind, table } = brief;
    const known = this.#verdicts.get(brief);
    this.#verdicts.set(brief, known === undefined ? verdict : worse(known, verdict));
    this.#count.compared({ n, sn, kind, table }, verdict, differences, known);
  }

  #compare({ n, brief, recorded, observed, error, isGathered, faults }: Pair): void {
    const { kind } = brief;
    // What the recorded server never answered holds nobody to anything.
    if (recorded.raw.response === null) {
      const all = compareExchanges(recorded, observed, this.#comparing).differences;
      const noise = all.map((difference) => ({
        ...difference,
        noise: NEVER_ANSWERED[this.#language],
      }));
      return this.#tell({ n, brief }, 'same-meaning', noise);
    }
    const compare = () => compareExchanges(recorded, observed, this.#comparing);
    const said = observed.raw.response;
    const { verdict, differences: found } =
      said === null || isGathered
        ? compare()
        : this.#known.compare(kind, recorded.raw.response, said, compare);
    // Of a reply that never came the reason is told in its place.
    const differences = found.map((difference) =>
      error !== '' && (difference.key === 'reply' || difference.key === 'end')
        ? { ...difference, observedText: error }
        : difference,
    );
    differences.push(...faults.map((fault) => faultDifference(fault, n, this.#language)));
    this.#tell({ n, brief }, faults.length === 0 ? verdict : 'different', differences);
    if (isGathered && verdict !== 'different')
      this.#count.noise('batch', kind, OTHER_BATCHES[this.#language]);
    for (const difference of differences) {
      if (difference.noise === null) this.#options.differs?.(difference, kind);
    }
  }

  #elsewhere({ n, brief }: Told): void {
    this.#tell({ n, brief }, 'same-meaning', []);
    this.#count.noise('batch', brief.kind, OTHER_BATCHES[this.#language]);
  }

  #unpaired({ side, n, brief, read, closest, isRepeat }: Unpaired): void {
    const { sn, kind, table } = brief;
    const noise = isRepeat ? REPEAT[this.#language] : null;
    const summary = read.frame.response?.summary ?? '';
    const like = closest === null || isRepeat ? null : this.#closest(side, read, closest);
    this.#count.alone(side, { n, sn, kind, table, summary, closest: like, noise });
  }

  #closest(side: Unpaired['side'], read: Read, closest: Batch): Alone['closest'] {
    const [recorded, observed] = side === 'missing' ? [read, closest.read] : [closest.read, read];
    const { n } = closest;
    const summary = closest.read.frame.response?.summary ?? '';
    return closestOf({ n, summary }, recorded, observed, this.#comparing);
  }
}
