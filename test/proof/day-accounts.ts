/** Whether terminal, server and file tell the same of every exchange. */

import type { DayRecords } from './day-records.ts';
import type { DayServer } from './day-server.ts';

export interface Accounts {
  readonly answered: Uint8Array;
  readonly server: DayServer;
  readonly records: DayRecords;
}

/** Sentences about exchanges that one side knows of and another does not, or more than once. */
export function accounts({ answered, server: { heard }, records }: Accounts): readonly string[] {
  const wrong: string[] = [];
  for (let n = 0; n < answered.length; n++) {
    const [times, lines, complete] = [heard[n], records.lines[n], records.complete[n]];
    if ((times ?? 0) > 1) wrong.push(`the server heard exchange ${n} ${times} times`);
    if ((lines ?? 0) > 1) wrong.push(`exchange ${n} stands on file ${lines} times`);
    if (answered[n] !== 1) continue;
    if (times !== 1) wrong.push(`exchange ${n} was answered and the server never heard it`);
    if (complete !== 1) wrong.push(`exchange ${n} was answered and is not whole on file`);
  }
  return wrong;
}
