/** Who set a terminal's clock, by what, and how far that was off ours. */

import type { Field } from '../codec/frame.ts';
import { readWrittenTime } from '../codec/read-time.ts';
import { headField, fieldOf, textOf, type Seen } from './seen.ts';

export interface ClockSetting {
  /** The Date of a reply, `Time=` of the reply about the time, TimeZone of the options, or SET OPTION. */
  readonly by: 'date' | 'time' | 'options' | 'command';
  /** As it stood on the wire, the newest of them. */
  readonly said: string;
  /** How far it is ahead of our clock at that moment; null where it says no time, or of no known zone. */
  readonly aheadMs: number | null;
  /** Exchanges: the first that said so, the newest, and how many. */
  readonly firstN: number;
  readonly n: number;
  readonly atMs: number;
  readonly times: number;
}

const KEPT = 12;
/** One says the same again as long as it is no further off than this. */
const SAME_MS = 2_000;
const LONGEST_SAID = 80;
const HOUR_MS = 3_600_000;
/** Items of SET OPTION that are about the clock. */
const CLOCK_ITEM = /^(?:date|time|date_?time|time_?zone)$/i;

export class ClockSettings {
  /** In the order of their beginning; the oldest are forgotten. */
  readonly #all: { -readonly [Key in keyof ClockSetting]: ClockSetting[Key] }[] = [];
  #timeZone: number | null = null;

  take(seen: Seen, commands: readonly Field[]): void {
    const { frame, outcome } = seen;
    const fields = frame.response?.fields;
    if (fields === undefined || outcome !== 'complete') return;
    const date = headField(fields, 'date');
    if (date !== undefined) this.#set(seen, 'date', date.raw, ms(date.value));
    if (frame.kind === 'init') {
      const zone = fieldOf(fields, 'timeZone');
      if (zone !== undefined) this.#zone(seen, 'options', zone.wire, zone.raw);
    }
    if (frame.kind === 'time') {
      const time = fieldOf(fields, 'time');
      if (time !== undefined) this.#set(seen, 'time', time.raw, this.#wall(time.value));
    }
    for (const command of commands) {
      if (textOf(command.fields, 'verb') === 'SET OPTION') this.#command(seen, command.fields);
    }
  }

  get all(): readonly ClockSetting[] {
    return this.#all.map((each) => ({ ...each }));
  }

  #command(seen: Seen, fields: Parameters<typeof fieldOf>[0]): void {
    for (const { wire, raw } of fields ?? []) {
      if (!CLOCK_ITEM.test(wire)) continue;
      if (/zone$/i.test(wire)) this.#zone(seen, 'command', wire, raw);
      else this.#set(seen, 'command', `${wire}=${raw}`, this.#wall(readWrittenTime(raw.trim())));
    }
  }

  #zone(seen: Seen, by: ClockSetting['by'], wire: string, raw: string): void {
    const zone = Number.parseFloat(raw);
    if (!Number.isNaN(zone)) this.#timeZone = zone;
    this.#set(seen, by, `${wire}=${raw}`, null);
  }

  /** A local time without an offset needs the zone that was told. */
  #wall(value: unknown): number | null {
    if (typeof value !== 'string') return null;
    if (/(?:Z|[+-]\d\d:?\d\d)$/.test(value)) return ms(value);
    const utc = ms(`${value}Z`);
    return utc === null || this.#timeZone === null ? null : utc - this.#timeZone * HOUR_MS;
  }

  #set({ n, atMs }: Seen, by: ClockSetting['by'], text: string, timeMs: number | null): void {
    const said = text.slice(0, LONGEST_SAID);
    // Times are told to the second.
    const aheadMs = timeMs === null ? null : timeMs - Math.floor(atMs / 1000) * 1000;
    const at = this.#all.findLastIndex((each) => each.by === by);
    const before = this.#all[at];
    if (before !== undefined && isSame(before, said, aheadMs)) {
      before.said = said;
      before.aheadMs = aheadMs;
      before.n = n;
      before.atMs = atMs;
      before.times += 1;
      return;
    }
    this.#all.push({ by, said, aheadMs, firstN: n, n, atMs, times: 1 });
    if (this.#all.length > KEPT) this.#all.shift();
  }
}

/** A setting without a time is the same only word for word. */
const isSame = (before: ClockSetting, said: string, aheadMs: number | null): boolean =>
  before.aheadMs === null || aheadMs === null
    ? before.aheadMs === aheadMs && before.said === said
    : Math.abs(before.aheadMs - aheadMs) <= SAME_MS;

/** Many replies name the same second, so the last one is kept. */
let lastTime = '';
let lastMs: number | null = null;

function ms(value: unknown): number | null {
  if (typeof value !== 'string') return null;
  if (value !== lastTime) {
    const time = Date.parse(value);
    lastTime = value;
    lastMs = Number.isNaN(time) ? null : time;
  }
  return lastMs;
}
