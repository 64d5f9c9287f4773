/** What became of a text on its way, line by line: kept, taken out, put in. */

export interface Change {
  readonly kind: 'kept' | 'out' | 'in';
  readonly text: string;
}

/** Above this many cells a middle that differs is shown as all out, all in. */
const MOST_CELLS = 1_000_000;

const linesOf = (text: string) => text.split(/(?<=\n)/).filter((line) => line !== '');

/** Lengths of the longest common runs behind each pair of places. */
function commonLengths(before: readonly string[], after: readonly string[]): Uint32Array {
  const width = after.length + 1;
  const lengths = new Uint32Array((before.length + 1) * width);
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      lengths[i * width + j] =
        before[i] === after[j]
          ? (lengths[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(lengths[(i + 1) * width + j] ?? 0, lengths[i * width + j + 1] ?? 0);
    }
  }
  return lengths;
}

function middleChanges(before: readonly string[], after: readonly string[]): Change[] {
  const out = (lines: readonly string[]) => lines.map((text): Change => ({ kind: 'out', text }));
  const put = (lines: readonly string[]) => lines.map((text): Change => ({ kind: 'in', text }));
  if ((before.length + 1) * (after.length + 1) > MOST_CELLS) return [...out(before), ...put(after)];
  const lengths = commonLengths(before, after);
  const width = after.length + 1;
  const changes: Change[] = [];
  let [i, j] = [0, 0];
  while (i < before.length && j < after.length) {
    const [from, to] = [before[i] ?? '', after[j] ?? ''];
    if (from === to) {
      changes.push({ kind: 'kept', text: from });
      i++;
      j++;
    } else if ((lengths[(i + 1) * width + j] ?? 0) >= (lengths[i * width + j + 1] ?? 0)) {
      changes.push({ kind: 'out', text: from });
      i++;
    } else {
      changes.push({ kind: 'in', text: to });
      j++;
    }
  }
  return [...changes, ...out(before.slice(i)), ...put(after.slice(j))];
}

export function changesOf(before: string, after: string): Change[] {
  const [said, heard] = [linesOf(before), linesOf(after)];
  const most = Math.min(said.length, heard.length);
  let start = 0;
  while (start < most && said[start] === heard[start]) start++;
  let end = 0;
  while (end < most - start && said.at(-1 - end) === heard.at(-1 - end)) end++;
  const kept = (text: string): Change => ({ kind: 'kept', text });
  return [
    ...said.slice(0, start).map(kept),
    ...middleChanges(said.slice(start, said.length - end), heard.slice(start, heard.length - end)),
    ...said.slice(said.length - end).map(kept),
  ];
}
