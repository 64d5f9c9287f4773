/** A recorded reply as it is to be said now: the time of now, and the serial of who asks. */

import { Buffer } from 'node:buffer';
import type { ResponseMessage } from '../../shared/capture/exchange.ts';
import { withBody } from './rewrite.ts';

const pad = (value: number): string => String(value).padStart(2, '0');

const MINUTE_MS = 60_000;
/** Zones lie so many minutes apart. */
const ZONE_STEP = 15;
const FARTHEST = 14 * 60;

/** Minutes that the recorded server's clock was ahead of its own Date; null where that is no zone. */
function recordedOffset(recorded: string, dateMs: number): number | null {
  const digits = /^(\d{4})-?(\d{2})-?(\d{2})[T ]?(\d{2}):?(\d{2}):?(\d{2})/.exec(recorded);
  if (digits === null || Number.isNaN(dateMs)) return null;
  const [year = 0, month = 1, ...rest] = digits.slice(1).map(Number);
  const wallMs = Date.UTC(year, month - 1, ...rest);
  const minutes = ZONE_STEP * Math.round((wallMs - dateMs) / (ZONE_STEP * MINUTE_MS));
  // What is farther off is a wrong clock, and no zone.
  return Math.abs(minutes) <= FARTHEST ? minutes : null;
}

/**
 * The recorded form, told of now: `YYYYMMDDhhmmss`, or ISO with the zone that was recorded. Without a zone it
 * is that of the recorded server, as far from its Date (NaN without one) as then; else this machine's.
 */
export function timeNow(recorded: string, nowMs: number, dateMs = NaN): string {
  const zone = /([+-])(\d{2}):?(\d{2})$/.exec(recorded);
  const offset =
    zone === null
      ? (recordedOffset(recorded, dateMs) ?? -new Date(nowMs).getTimezoneOffset())
      : Number(`${zone[1]}1`) * (Number(zone[2]) * 60 + Number(zone[3]));
  const at = new Date(nowMs + offset * MINUTE_MS);
  const day = [at.getUTCFullYear(), pad(at.getUTCMonth() + 1), pad(at.getUTCDate())];
  const clock = [pad(at.getUTCHours()), pad(at.getUTCMinutes()), pad(at.getUTCSeconds())];
  if (/^\d{14}/.test(recorded)) return [...day, ...clock].join('');
  return `${day.join('-')}${recorded.includes('T') ? 'T' : ' '}${clock.join(':')}${zone?.[0] ?? ''}`;
}

export interface Now {
  readonly nowMs: number;
  /** The recorded serial, and the one that asks. */
  readonly serial: readonly [recorded: string, asking: string];
  readonly isTimeReply: boolean;
}

const DATE = /^Date:[ \t]*([^\r\n]*)/im;

/** A whole text; what broke off breaks off again where it did, byte by byte. */
const mayBeRetold = ({ body, incomplete, truncated }: ResponseMessage): boolean =>
  incomplete !== true && truncated !== true && !body.includes(0);

export function restated(
  response: ResponseMessage,
  { nowMs, serial, isTimeReply }: Now,
): ResponseMessage {
  const [recorded, asking] = serial;
  const recordedHead = Buffer.from(response.head).toString('latin1');
  const dateMs = Date.parse(DATE.exec(recordedHead)?.[1] ?? '');
  const head = recordedHead.replace(
    /^(Date:[ \t]*)[^\r\n]*/im,
    `$1${new Date(nowMs).toUTCString()}`,
  );
  const dated = { ...response, head: Buffer.from(head, 'latin1') };
  if (!mayBeRetold(response)) return dated;
  let text = Buffer.from(response.body).toString('latin1');
  if (isTimeReply) {
    text = text.replace(/(Time=)([^\r\n]+)/i, (_all, name: string, time: string) => name + timeNow(time.trim(), nowMs, dateMs)); // prettier-ignore
  }
  if (asking !== recorded && recorded !== '') {
    text = text.replace(/^(GET OPTIONS? FROM[ \t]*(?::[ \t]*)?)[^\s:]\S*/i, (_all, heading: string) => heading + asking); // prettier-ignore
  }
  return { ...dated, ...withBody(dated, head, Buffer.from(text, 'latin1')) };
}
