/** A text cut into runs of plain characters and the signs for TAB, CR, LF and other controls. */

export interface Run {
  readonly text: string;
  /** Set when `text` stands for control characters. */
  readonly sign: boolean;
}

// eslint-disable-next-line no-control-regex -- controls are what it looks for
const CONTROLS = /[\x00-\x1f\x7f]+/g;

const SIGNS: Readonly<Record<string, string>> = {
  '\t': '⇥\t',
  '\r': '←',
  '\n': '↵\n',
};

/** Few fonts have the pictures of control characters; everyone reads `\x00`. */
const signOf = (control: string) =>
  SIGNS[control] ?? `\\x${control.charCodeAt(0).toString(16).padStart(2, '0')}`;

/** With `marks` every control is seen; without, TAB and line ends only act. */
export function runsOf(text: string, marks: boolean): Run[] {
  const runs: Run[] = [];
  const add = (run: Run) => run.text !== '' && runs.push(run);
  let from = 0;
  for (const { 0: controls, index } of text.matchAll(CONTROLS)) {
    add({ text: text.slice(from, index), sign: false });
    const signs = marks
      ? [...controls].map(signOf).join('')
      : [...controls]
          .map((one) => (/[\t\n]/.test(one) ? one : one === '\r' ? '' : signOf(one)))
          .join('');
    add({ text: signs, sign: true });
    from = index + controls.length;
  }
  add({ text: text.slice(from), sign: false });
  return runs;
}
