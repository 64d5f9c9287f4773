/**
 * Our commands put into the body of a reply to a poll.
 *
 *   OK                              C:9001795501840123:INFO        in place of a bare OK
 *
 *   C:1330:UPDATE PRESSKEY …        C:1330:UPDATE PRESSKEY …       behind the server's own, before one that
 *                                                                  must stand last; none of the server's
 *   C:1331:REBOOT                   C:9001795501840123:INFO        bytes is touched
 *                                   C:1331:REBOOT
 */

import { Buffer } from 'node:buffer';
import { readPollReply } from './poll-reply.ts';
import { SERVER_BATCH_FULL, SERVER_HAS_LAST, type Reason } from './reasons.ts';

export interface Waiting {
  /** `C:id:text` without a line break behind it. */
  readonly bytes: Uint8Array;
  /** Whether nothing may follow it in the same reply. */
  readonly last: boolean;
}

export type Merged<T extends Waiting> =
  | { readonly ok: true; readonly body: Buffer; readonly taken: readonly T[] }
  | { readonly ok: false; readonly reason: Reason };

/** Observed: servers give at most 20 commands or 40 KB in one reply. */
const MOST_COMMANDS = 20;
const MOST_BYTES = 40 * 1024;

const LF = Buffer.from('\n');
const CRLF = Buffer.from('\r\n');

/** `waiting` in the order in which they shall be obeyed; a beginning of it is taken. Not empty. */
export function mergeCommands<T extends Waiting>(
  body: Uint8Array,
  waiting: readonly T[],
): Merged<T> {
  const reply = readPollReply(body);
  if (reply.kind === 'unclear') return { ok: false, reason: reply.reason };
  const isIdle = reply.kind === 'idle';
  const server = isIdle ? new Uint8Array() : body;
  const lastFrom = isIdle ? null : reply.lastFrom;
  const lineEnd = endsInCrLf(body) ? CRLF : LF;

  const taken = select(waiting, {
    commands: isIdle ? 0 : reply.count,
    bytes: server.length,
    lineEnd: lineEnd.length,
    mayEnd: lastFrom === null,
  });
  if ('code' in taken) return { ok: false, reason: taken };

  const lines = taken.flatMap(({ bytes }) => [bytes, lineEnd]);
  if (lastFrom !== null) {
    const parts = [server.subarray(0, lastFrom), ...lines, server.subarray(lastFrom)];
    return { ok: true, body: Buffer.concat(parts), taken };
  }
  const isOpen = server.length > 0 && server.at(-1) !== 0x0a;
  // The document joins commands by LF, without one behind the last.
  const parts = isOpen ? [server, lineEnd, ...lines.slice(0, -1)] : [server, ...lines];
  return { ok: true, body: Buffer.concat(parts), taken };
}

interface Room {
  readonly commands: number;
  readonly bytes: number;
  readonly lineEnd: number;
  /** Whether the server left the last place to us. */
  readonly mayEnd: boolean;
}

function select<T extends Waiting>(waiting: readonly T[], room: Room): readonly T[] | Reason {
  const taken: T[] = [];
  let { bytes } = room;
  for (const command of waiting) {
    bytes += command.bytes.length + room.lineEnd;
    // One command alone may fill the reply to its last byte.
    const isAlone = taken.length === 0 && room.commands === 0;
    const isFull =
      room.commands + taken.length >= MOST_COMMANDS || (bytes > MOST_BYTES && !isAlone);
    if (isFull) return taken.length > 0 ? taken : SERVER_BATCH_FULL;
    if (command.last && !room.mayEnd) return taken.length > 0 ? taken : SERVER_HAS_LAST;
    taken.push(command);
    if (command.last) break;
  }
  return taken;
}

function endsInCrLf(body: Uint8Array): boolean {
  const first = body.indexOf(0x0a);
  return first > 0 && body[first - 1] === 0x0d;
}
