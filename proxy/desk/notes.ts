/** Marks and comments on exchanges, by number: the newest word on each counts. */

import type { Note } from '../../shared/capture/line.ts';

export interface Remark {
  readonly mark: boolean;
  readonly note: string;
}

const NONE: Remark = { mark: false, note: '' };

export class Notes {
  readonly #byNumber = new Map<number, Remark>();

  /** A note that names no exchange is for readers of the file. */
  take({ n, mark, text }: Note): void {
    if (n === undefined) return;
    const before = this.of(n);
    this.#byNumber.set(n, { mark: mark ?? before.mark, note: text ?? before.note });
  }

  of(n: number): Remark {
    return this.#byNumber.get(n) ?? NONE;
  }

  get isEmpty(): boolean {
    return this.#byNumber.size === 0;
  }

  get all(): readonly (readonly [number, Remark])[] {
    return [...this.#byNumber];
  }
}
