/** A head as a start line and its headers, exactly as they stand: order, case and doubles kept. */

export interface Header {
  readonly name: string;
  readonly value: string;
}

export interface Head {
  readonly start: string;
  readonly headers: readonly Header[];
}

/** Blanks of HTTP alone: a byte of another charset may look like one. */
const trimmed = (text: string): string => text.replace(/^[ \t]+|[ \t]+$/g, '');

export function readHead(head: string): Head {
  const [start = '', ...lines] = head.replace(/^[\r\n]+/, '').split(/\r?\n/);
  const headers = lines
    .filter((line) => line !== '')
    .map((line) => {
      const colon = line.indexOf(':');
      // Without a colon it is the continuation of the line before, or nonsense: shown as it is.
      if (colon < 0) return { name: '', value: trimmed(line) };
      return { name: line.slice(0, colon), value: trimmed(line.slice(colon + 1)) };
    });
  return { start, headers };
}
