/** A recorded reply as it is to be said now: the time of now, and the serial of who asks. */

import { Buffer } from 'node:buffer';
import type { Message, ResponseMessage } from '../../shared/capture/exchange.ts';

const pad = (value: number): string => String(value).padStart(2, '0');

/** The recorded form, told of now: `YYYYMMDDhhmmss`, or ISO with the zone that was recorded. */
export function timeNow(recorded: string, nowMs: number): string {
  const zone = /([+-])(\d{2}):?(\d{2})$/.exec(recorded);
  const offset = zone === null ? -new Date(nowMs).getTimezoneOffset() : Number(`${zone[1]}1`) * (Number(zone[2]) * 60 + Number(zone[3])); // prettier-ignore
  const at = new Date(nowMs + offset * 60_000);
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

const isText = (body: Buffer): boolean => !body.includes(0);

export function restated(response: ResponseMessage, { nowMs, serial, isTimeReply }: Now): Message {
  const [recorded, asking] = serial;
  let head = Buffer.from(response.head)
    .toString('latin1')
    .replace(/^(Date:[ \t]*)[^\r\n]*/im, `$1${new Date(nowMs).toUTCString()}`);
  let body = Buffer.from(response.body);
  if (isText(body)) {
    let text = body.toString('latin1');
    if (isTimeReply) {
      text = text.replace(/(Time=)([^\r\n]+)/i, (_all, name: string, time: string) => name + timeNow(time.trim(), nowMs)); // prettier-ignore
    }
    if (asking !== recorded && recorded !== '') {
      text = text.replace(/^(GET OPTIONS? FROM[ \t]*:?[ \t]*)\S+/i, `$1${asking}`);
    }
    body = Buffer.from(text, 'latin1');
  }
  head = head.replace(/^(Content-Length:[ \t]*)[^\r\n]*/im, `$1${body.length}`);
  const { framing } = response;
  const isChunked = framing.kind === 'chunked';
  return {
    ...response,
    head: Buffer.from(head, 'latin1'),
    body,
    size: body.length,
    framing: isChunked ? { kind: 'chunked', chunks: body.length === 0 ? [] : [body.length] } : framing, // prettier-ignore
  };
}
