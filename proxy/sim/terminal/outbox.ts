/** What a terminal has to upload: batches in order, each sent again, byte for byte, until the server says OK. */

import type { Answer, Question } from './ask.ts';
import type { Batch } from './uploads.ts';

export interface OutboxParts {
  /** Null when there was no answer. */
  readonly ask: (question: Question) => Promise<Answer | null>;
  readonly taken: (batch: Batch) => void;
  readonly refused: (batch: Batch) => void;
}

export class Outbox {
  readonly #parts: OutboxParts;
  #batches: Batch[] = [];

  constructor(parts: OutboxParts) {
    this.#parts = parts;
  }

  get empty(): boolean {
    return this.#batches.length === 0;
  }

  push(batches: readonly Batch[]): void {
    this.#batches.push(...batches);
  }

  /** Sends until all is taken, or until something is not; whether all was. */
  async flush(): Promise<boolean> {
    for (let first = this.#batches[0]; first !== undefined; first = this.#batches[0]) {
      const answer = await this.#parts.ask(first.question);
      // OK means stored; whatever else a 200 says, the batch stays.
      if (answer?.body.toString('latin1').trim() !== 'OK') {
        this.#parts.refused(first);
        return false;
      }
      this.#batches.shift();
      this.#parts.taken(first);
    }
    return true;
  }
}
