/** Clocks: the server's against ours, and the terminal's records against the server's. */

import { RECORD_TIMES } from '../spec/record-times.ts';
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
      .flatMap(({ fields = [] }) => fields.filter(({ key }) => RECORD_TIMES.has(key)))
      .reduce((latest, { value }) => Math.max(latest, wallMs(value)), -Infinity);
    if (newest === -Infinity) return;
    this.recordAheadMs = newest - (serverMs + this.timeZone * 3_600_000);
  }
}

const WALL_LENGTH = 19;
const DAY_LENGTH = 10;

/** Records come a day at a time, so the beginning of the day that was asked for last is kept. */
let day = '';
let dayMs = Number.NaN;

/** The wall clock of a time's value, counted as if it stood in UTC; -Infinity where it could not be read. */
export function wallMs(value: unknown): number {
  if (typeof value !== 'string' || value.length < WALL_LENGTH) return -Infinity;
  if (day === '' || !value.startsWith(day)) {
    day = value.slice(0, DAY_LENGTH);
    dayMs = Date.parse(`${day}T00:00:00Z`);
  }
  const wall = dayMs + ((pair(value, 11) * 60 + pair(value, 14)) * 60 + pair(value, 17)) * 1000;
  return Number.isNaN(wall) ? -Infinity : wall;
}

const digit = (text: string, at: number): number => text.charCodeAt(at) - 0x30;
const pair = (text: string, at: number): number => digit(text, at) * 10 + digit(text, at + 1);
