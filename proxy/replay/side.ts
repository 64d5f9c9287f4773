/** What one side of a comparison has handed out to a terminal: what waits for its counterpart, and the newest of all. */

import { Batch, type Command } from './batch.ts';
import { HandedOut } from './handed-out.ts';

/** Batches that are looked through for the closest. */
const MOST_RECENT = 6;

export class Side {
  readonly handedOut = new HandedOut();
  waiting: Batch[] = [];
  readonly recent: Batch[] = [];

  /** The batch of that reply; it waits when it has commands that were not handed out before. */
  take(of: Pick<Batch, 'n' | 'brief' | 'read'>): Batch {
    const batch = new Batch(of, (id, sign) => this.handedOut.isOpen(id, sign));
    if (batch.commands.length === 0) return batch;
    this.handedOut.add(batch);
    if (batch.alone.length > 0) this.waiting.push(batch);
    this.recent.push(batch);
    if (this.recent.length > MOST_RECENT) this.recent.shift();
    return batch;
  }

  /** Those with nothing left to find wait no longer. */
  letGoOfPaired(): void {
    this.waiting = this.waiting.filter(({ alone }) => alone.length > 0);
  }

  get alone(): readonly Command[] {
    return this.waiting.flatMap(({ alone }) => alone);
  }
}
