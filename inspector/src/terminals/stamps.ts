/** The stamps of a terminal: which of them say most. */

import type { TerminalRow } from '../../../shared/link/api.ts';

type Stamps = TerminalRow['stamps'];

/** The newest time that the terminal sent, with the stamp's name; counts come where no time was sent. */
export function newestStamp(
  stamps: Stamps,
): { readonly name: string; readonly sent: string } | null {
  const sent = Object.entries(stamps).flatMap(([name, stamp]) =>
    stamp.sent === undefined ? [] : [{ name, sent: stamp.sent }],
  );
  const times = sent.filter(({ sent: text }) => /^\d{4}-/.test(text));
  const [first, ...others] = times.length > 0 ? times : sent;
  if (first === undefined) return null;
  return others.reduce((newest, each) => (each.sent > newest.sent ? each : newest), first);
}

/** Those that the terminal sent, then those that the server told something of, then zeros. */
export function tellingFirst(stamps: Stamps): [name: string, stamp: Stamps[string]][] {
  const rank = ({ sent, told }: Stamps[string]) => (sent !== undefined ? 0 : told !== '0' ? 1 : 2);
  return Object.entries(stamps).toSorted(([, a], [, b]) => rank(a) - rank(b));
}
