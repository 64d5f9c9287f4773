/**
 * The exchanges of a capture, read again from their lines where somebody looks; what the newest of them
 * came to is at hand.
 */

import { readLine } from '../../shared/capture/line.ts';
import type { Language } from '../../shared/codec/frame.ts';
import type { Mutes } from '../../shared/findings/index.ts';
import type { FilterKey } from '../../shared/filter/index.ts';
import type { Row } from '../../shared/link/api.ts';
import { lineTools } from '../record/line-tools.ts';
import { cellsOf } from './cells.ts';
import type { ExchangeIndex } from './exchange-index.ts';
import { IdleLines } from './idle-lines.ts';
import type { IdlePoll } from './idle-poll.ts';
import type { Notes } from './notes.ts';
import {
  decodedOf,
  readExchange,
  rowOf,
  rowOfFacts,
  withMutes,
  withTold,
  type HintsOf,
  type Reading,
} from './reading.ts';
import { Recent } from './recent.ts';
import type { ToldFindings } from './told-findings.ts';

const GONE: Readonly<Record<Language, string>> = {
  en: '(no longer on file)',
  zh: '（文件中已不存在）',
};

export interface Detail {
  /** The capture line as it stands in the file. */
  readonly line: string;
  readonly decoded: ReturnType<typeof decodedOf>;
}

interface LookedUp {
  readonly line: Uint8Array;
  readonly reading: Reading;
}

/** What is known of the capture, and what its exchanges are read by. */
export interface ReadingsOptions {
  readonly index: ExchangeIndex;
  readonly notes: Notes;
  readonly told: ToldFindings;
  readonly mutes: Mutes;
  readonly hintsOf: HintsOf;
  /** Throws where it is no longer there. */
  readonly lineAt: (position: number) => Uint8Array;
}

export class Readings {
  readonly #options: ReadingsOptions;
  /** Rows that were made not long ago, so that lists and snapshots need not read them again. */
  readonly #recent: Readonly<Record<Language, Recent<Row>>> = {
    en: new Recent(),
    zh: new Recent(),
  };
  /** Idle polls of late, whose rows are made when somebody wants them. */
  readonly #idle = new Recent<IdlePoll>();
  #idleLines = new IdleLines();

  constructor(options: ReadingsOptions) {
    this.#options = options;
  }

  /** The exchange at that position; null when it is no longer there. */
  of(position: number, language: Language): Reading | null {
    return this.#lookUp(position, language)?.reading ?? null;
  }

  row(position: number, language: Language, columns: readonly FilterKey[] = []): Row {
    const { index, notes } = this.#options;
    const made = this.#cellsOf(position, language, columns) ?? this.#plainRow(position, language);
    // What was said of it later, and what was muted since, stands in the index.
    const { severity } = index.commonOf(position);
    const row = made.severity === severity ? made : { ...made, severity };
    if (notes.isEmpty) return row;
    const { mark, note } = notes.of(row.n);
    return { ...row, ...(mark ? { mark } : {}), ...(note === '' ? {} : { note }) };
  }

  detail(position: number, language: Language): Detail | null {
    const found = this.#lookUp(position, language);
    if (found === null) return null;
    return {
      line: Buffer.from(found.line).toString('utf8'),
      decoded: decodedOf(found.reading),
    };
  }

  /** The line as a repeat of an idle poll that was read before; null for every other line. */
  idlePollIn(line: Uint8Array): IdlePoll | null {
    return this.#idleLines.read(line);
  }

  keepIdle(position: number, poll: IdlePoll): void {
    this.#idle.put(position, poll);
  }

  /** All positions are others now. */
  forget(): void {
    this.#recent.en.clear();
    this.#recent.zh.clear();
    this.#idle.clear();
    // They name the position that repeats are like; each is learnt again from its next one.
    this.#idleLines = new IdleLines();
  }

  /** What was read of that line, so that neither the exchange nor repeats of an idle poll are read again. */
  keep(position: number, { line, reading }: LookedUp, language: Language): Row {
    this.#idleLines.learn(line, reading, position, language);
    const row = rowOf(reading);
    this.#recent[language].put(position, row);
    return row;
  }

  /** Null without columns; cells are empty where the exchange is gone. */
  #cellsOf(position: number, language: Language, columns: readonly FilterKey[]): Row | null {
    if (columns.length === 0) return null;
    const reading = this.of(position, language);
    if (reading !== null) return { ...rowOf(reading), cells: cellsOf(reading, columns) };
    return { ...this.#plainRow(position, language), cells: columns.map(() => '') };
  }

  #plainRow(position: number, language: Language): Row {
    const recent = this.#recent[language].get(position) ?? this.#idle.get(position)?.row(language);
    if (recent) return recent;
    const found = this.#lookUp(position, language);
    if (found !== null) return this.keep(position, found, language);
    return rowOfFacts(this.#options.index.facts(position), GONE[language]);
  }

  /** The exchange's line and what it says; null when it is no longer there. */
  #lookUp(position: number, language: Language): LookedUp | null {
    const { lineAt, hintsOf, told, mutes } = this.#options;
    try {
      const line = lineAt(position);
      const entry = readLine(line, lineTools);
      if (entry.type !== 'exchange') return null;
      const reading = readExchange(entry.exchange, language, hintsOf);
      const all = withTold(reading, told.of(position), language);
      return { line, reading: withMutes(all, mutes) };
    } catch {
      return null;
    }
  }
}
