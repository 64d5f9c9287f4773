/** Values that were seen on the wire, for the filter to offer. */

import type { SeenValues } from '../../../shared/filter/index.ts';
import type { TerminalRow } from '../../../shared/link/api.ts';

const bare = (ip: string) => ip.replace(/:\d+$/, '');

/** The key's name is that of the filter language. */
export function seenValues(terminals: readonly TerminalRow[]): SeenValues {
  const distinct = (values: readonly string[]) => [
    ...new Set(values.filter((value) => value !== '')),
  ];
  return new Map([
    ['sn', distinct(terminals.map(({ sn }) => sn))],
    ['peer', distinct(terminals.map(({ ip }) => bare(ip)))],
    ['deviceName', distinct(terminals.map(({ model }) => model))],
    ['firmware', distinct(terminals.map(({ firmware }) => firmware))],
  ]);
}
