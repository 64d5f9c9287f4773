/** What several rules remember together of one table of a terminal. */

import { RecordMemory } from './record-memory.ts';

/** Tables whose record numbers rise by one, and of which the server tells how far it has got. */
export const LOG_TABLES: readonly string[] = ['BUYLOG', 'FULLLOG', 'ALLOWLOG'];

export class TableCourse {
  /** As its definition spells it. */
  readonly name: string;
  readonly isLog: boolean;
  /** Those that the server took. */
  records = new RecordMemory();
  /** Highest record number in any upload, taken or not; 0 before the first. Kept of logs alone. */
  highestSent = 0;
  /** Above that number the server wants it all again; null where it did not say so. */
  told: number | null = null;

  constructor(name: string) {
    this.name = name;
    this.isLog = LOG_TABLES.includes(name);
  }

  /** The terminal was emptied: its numbers may begin anew. */
  clear(): void {
    this.records = new RecordMemory();
    this.highestSent = 0;
  }
}
