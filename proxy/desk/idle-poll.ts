/** One repeat of an idle poll: what it has of its own, and what it shares with the one that was read. */

import type { Language } from '../../shared/codec/frame.ts';
import type { RowFacts } from '../../shared/filter/subject.ts';
import type { Row } from '../../shared/link/api.ts';
import type { OwnFacts } from './exchange-index.ts';
import { rowOfFacts } from './reading.ts';

/** How the newest poll of a shape reads; the record number is part of its words. */
interface Words {
  readonly devNo: number | null;
  readonly summary: string;
  readonly reply: string;
}

/** What was read of the first poll of a shape. */
export interface Told {
  /** Where it stands in the index. */
  readonly position: number;
  readonly facts: RowFacts;
  /** Of records, as the poll says; empty where it names none. */
  readonly type: string;
  /** The terminal's address with its colon. */
  readonly host: string;
  readonly words: Partial<Record<Language, Words>>;
}

/** What one repeat has of its own. */
export interface Own extends OwnFacts {
  /** The newest record number that the terminal names. */
  readonly devNo: number | null;
  /** The server's Date, milliseconds since 1970; null without one. */
  readonly dateMs: number | null;
}

export class IdlePoll {
  readonly told: Told;
  readonly own: Own;

  constructor(told: Told, own: Own) {
    this.told = told;
    this.own = own;
  }

  get facts(): RowFacts {
    const { n, atMs, host, port, totalMs } = this.own;
    return { ...this.told.facts, n, atMs, totalMs, peer: `${host}${port}` };
  }

  /** Its row, where a poll with the same words was read in that language; null where none was. */
  row(language: Language): Row | null {
    const words = this.told.words[language];
    return words?.devNo === this.own.devNo
      ? rowOfFacts(this.facts, words.summary, words.reply)
      : null;
  }
}
