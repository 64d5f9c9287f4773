/** The header fields of one message that rules ask for, each the first of its name. */

import type { Field } from '../codec/frame.ts';

export class Headers {
  host: Field | undefined;
  date: Field | undefined;
  location: Field | undefined;
  contentLength: Field | undefined;
  /** One that says another length than the first. */
  otherLength: Field | undefined;
  contentEncoding: Field | undefined;
  transferEncoding: Field | undefined;
  /** Whether each line of the head could be read; dates have a rule of their own. */
  isReadable = true;

  /** `head` as the frame has it; the names of most fields differ in length already. */
  constructor(head: readonly Field[]) {
    for (const field of head) {
      const { wire, value } = field;
      if (value === null && field.key !== 'date') this.isReadable = false;
      switch (wire.length) {
        case 4:
          if (isNamed(wire, 'Date', 'date')) this.date ??= field;
          else if (isNamed(wire, 'Host', 'host')) this.host ??= field;
          break;
        case 8:
          if (isNamed(wire, 'Location', 'location')) this.location ??= field;
          break;
        case 14:
          if (isNamed(wire, 'Content-Length', 'content-length')) this.#length(field);
          break;
        case 16:
          if (isNamed(wire, 'Content-Encoding', 'content-encoding')) this.contentEncoding ??= field;
          break;
        case 17:
          if (isNamed(wire, 'Transfer-Encoding', 'transfer-encoding'))
            this.transferEncoding ??= field;
      }
    }
  }

  #length(field: Field): void {
    this.contentLength ??= field;
    if (field.raw.trim() !== this.contentLength.raw.trim()) this.otherLength ??= field;
  }

  get declaresLength(): boolean {
    return this.contentLength !== undefined || this.transferEncoding !== undefined;
  }
}

/** As nearly everybody writes it, or in any other case. */
const isNamed = (wire: string, usual: string, lower: string): boolean =>
  wire === usual || wire.toLowerCase() === lower;
