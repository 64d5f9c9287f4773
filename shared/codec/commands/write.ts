/** The text of a command from its checked values, as servers write it. */

import type { CommandSpec, PairStyle, SubjectSpec } from '../../spec/command.ts';
import type { Row } from './check-values.ts';

export function write(
  command: CommandSpec,
  subject: SubjectSpec | undefined,
  rows: readonly Row[],
): string {
  const { form, verb } = command;
  const [first = []] = rows;
  switch (form.kind) {
    case 'nothing':
      return verb;
    case 'rest':
    case 'words':
      return [verb, first.map(({ value }) => value).join('\t')]
        .filter((part) => part !== '')
        .join(' ');
    case 'pairs':
      return [verb, pairs(first, form.style)].filter((part) => part !== '').join(' ');
    case 'subject': {
      const written = rows.map((row) => pairs(row, form.style)).join('\n');
      return [verb, subject?.name ?? '', written].filter((part) => part !== '').join(' ');
    }
  }
}

function pairs(row: Row, { separator, closed }: PairStyle): string {
  const isClosed =
    row.length > 0 && (closed === 'always' || (closed === 'when-several' && row.length > 1));
  return (
    row.map(({ before, wire, value }) => `${before}${wire}=${value}`).join(separator) +
    (isClosed ? separator : '')
  );
}
