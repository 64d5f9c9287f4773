/** What several rules remember together of one table of a terminal. */

import type { Field } from '../codec/frame.ts';
import { logOf } from '../spec/logs.ts';
import { RecordMemory } from './record-memory.ts';
import type { Room } from './room.ts';

/** The stamps of an upload as they were read; empty where it has none. */
export interface Sent {
  readonly stamp: string;
  readonly stampId: string;
  readonly n: number;
}

/** Without the escapes of the target, so that two spellings of a time can be compared. */
export const stampText = (field: Field | undefined): string =>
  String(field?.value ?? field?.raw ?? '');

export class TableCourse {
  /** As its definition spells it. */
  readonly name: string;
  /** Whether its record numbers rise by one, and the server tells how far it has got. */
  readonly isLog: boolean;
  /** Those that the server took. */
  readonly records: RecordMemory;
  /** Highest record number in any upload, taken or not, or as the server told before the first; 0 where neither is known. Kept of logs alone. */
  highestSent = 0;
  /** The record number that the options told last, as long as nothing was taken since; 0 where there is none. */
  toldLast = 0;
  /** Above that number the server wants it all again; null where it did not say so. */
  told: number | null = null;
  /** The newest upload that the server took; null before the first. */
  newest: Sent | null = null;

  constructor(name: string, room: Room) {
    this.name = name;
    this.isLog = logOf(name) !== undefined;
    this.records = new RecordMemory(room);
  }

  /** The terminal was emptied: its numbers may begin anew. */
  clear(): void {
    this.records.clear();
    this.highestSent = 0;
    this.told = null;
    this.toldLast = 0;
    this.newest = null;
  }
}
