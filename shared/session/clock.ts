/** Clocks: the server's against ours, and the terminal's records against the server's. */

import { headField, textOf, type Seen } from './seen.ts';

export class Clock {
  /** How far the server's `Date` is ahead of our clock, to the second. */
  serverAheadMs: number | null = null;
  /** The server's time as it was last told by `Time=`. */
  toldTime = '';
  /** Hours east of UTC as the options told. */
  timeZone: number | null = null;
  /**
   * How far the newest record of the last upload lies ahead of the server's clock. Late uploads lie far
   * behind and prove nothing; a time ahead proves a clock that goes wrong.
   */
  recordAheadMs: number | null = null;

  take(seen: Seen): void {
    const { frame, atMs } = seen;
    const fields = frame.response?.fields;
    const date = headField(fields, 'date');
    const serverMs = date === undefined ? Number.NaN : Date.parse(date.raw);
    if (!Number.isNaN(serverMs)) this.serverAheadMs = serverMs - Math.floor(atMs / 1000) * 1000;
    if (frame.kind === 'time') this.toldTime = textOf(fields, 'time') || this.toldTime;
    if (frame.kind === 'init') {
      const zone = Number.parseFloat(textOf(fields, 'timeZone'));
      if (!Number.isNaN(zone)) this.timeZone = zone;
    }
    if (frame.kind === 'upload') this.#records(seen, Number.isNaN(serverMs) ? atMs : serverMs);
  }

  #records({ frame }: Seen, serverMs: number): void {
    if (this.timeZone === null) return;
    const newest = frame.request.fields
      .filter(({ key }) => key === 'record')
      .flatMap(({ fields = [] }) => fields.filter(({ key }) => TIMES.has(key)))
      .reduce((latest, { value }) => Math.max(latest, wallMs(value)), -Infinity);
    if (newest === -Infinity) return;
    this.recordAheadMs = newest - (serverMs + this.timeZone * 3_600_000);
  }
}

/** Columns that say when a record was made. */
const TIMES: ReadonlySet<string> = new Set(['posTime', 'supTime', 'allowTime']);

/** The wall clock of an ISO text, counted as if it stood in UTC. */
export function wallMs(value: unknown): number {
  const wall = typeof value === 'string' ? Date.parse(`${value.slice(0, 19)}Z`) : Number.NaN;
  return Number.isNaN(wall) ? -Infinity : wall;
}
