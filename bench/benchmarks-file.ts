/** BENCHMARKS.md: what was measured last, a section for each bench, written by the bench itself. */

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const INTRODUCTION = `# Benchmarks

Each section is what its command printed when it was last run with \`--write\`; run the command to see your own machine's
figures. Machines differ and are busy: ratios of one run may be compared, speeds of two machines may not. Programs that
are not installed are left out by name. All load goes to 127.0.0.1.
`;

const markers = (command: string) =>
  [`<!-- ${command}: begin -->`, `<!-- ${command}: end -->`] as const;

/** Puts what `command` printed into its section, which is made where there is none. */
export function writeSection(root: string, command: string, printed: string): void {
  const path = join(root, 'BENCHMARKS.md');
  const before = existsSync(path) ? readFileSync(path, 'utf8') : INTRODUCTION;
  writeFileSync(path, withSection(before, command, printed));
}

export function withSection(before: string, command: string, printed: string): string {
  const [begin, end] = markers(command);
  const section = `${begin}\n\n## \`${command}\`\n\n\`\`\`text\n${printed.trim()}\n\`\`\`\n\n${end}`;
  const [from, to] = [before.indexOf(begin), before.indexOf(end)];
  if (from < 0 || to < from) return `${before.trimEnd()}\n\n${section}\n`;
  return before.slice(0, from) + section + before.slice(to + end.length);
}
