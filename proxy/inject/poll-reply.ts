/** The body of a reply to a poll, as far as commands can be put into it: a bare OK, or the server's commands. */

import { isBinary } from '../../shared/codec/body-charset.ts';
import { latin1 } from '../../shared/codec/latin1.ts';
import { partsOf, type CommandParts } from '../../shared/codec/commands/parts.ts';
import { linesFrom } from './lines.ts';
import { EMPTY_REPLY, NOT_TEXT, NOT_UNDERSTOOD, UNKNOWN_DEVICE, type Reason } from './reasons.ts';

export type PollReply =
  | { readonly kind: 'idle' }
  | {
      readonly kind: 'commands';
      readonly count: number;
      /** Where the first command begins that must stand last; null where there is none. */
      readonly lastFrom: number | null;
    }
  | { readonly kind: 'unclear'; readonly reason: Reason };

const HEAD = /^[ \t]*C:[^:]*:/i;
const SHOWN = 40;
/** A head and its verb stand within; more of a line is not looked at. */
const LOOKED_AT = 4096;

export function readPollReply(body: Uint8Array): PollReply {
  if (isBinary(body) || body.includes(0)) return unclear(NOT_TEXT);
  const beginning = latin1(body, 0, Math.min(body.length, LOOKED_AT)).trim();
  if (beginning === '') return unclear(EMPTY_REPLY);
  if (/^UNKNOWN ?DEVICE/i.test(beginning)) return unclear(UNKNOWN_DEVICE);
  if (/^OK$/i.test(beginning)) return { kind: 'idle' };

  let count = 0;
  let lastFrom: number | null = null;
  let open: CommandParts | null = null;
  for (const line of linesFrom(body, 0)) {
    if (line.isBlank) {
      open = null;
      continue;
    }
    const text = latin1(body, line.from, Math.min(line.textTo, line.from + LOOKED_AT));
    const head = HEAD.exec(text);
    if (head === null) {
      // Rows of one command are joined by LF (sections 11.6.1 and 11.6.2).
      if (open?.command?.form.kind === 'subject' && text.includes('=')) continue;
      return unclear(NOT_UNDERSTOOD(printable(text)));
    }
    count++;
    open = partsOf(text.slice(head[0].length));
    if (isLast(open)) lastFrom ??= line.from;
  }
  return { kind: 'commands', count, lastFrom };
}

const unclear = (reason: Reason): PollReply => ({ kind: 'unclear', reason });

const isLast = ({ command, subjectSpec }: CommandParts): boolean =>
  subjectSpec?.last ?? command?.last ?? false;

const printable = (text: string): string =>
  text.slice(0, SHOWN).replace(/[^\x20-\x7e]/g, '·') + (text.length > SHOWN ? '…' : '');
