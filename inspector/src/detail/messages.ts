/** The messages of one side: what was said, and what the other side got where that differs. */

import type { ExchangeLine, MessageLine } from './line.ts';
import type { Side } from './place.ts';

export interface ShownMessage {
  readonly side: Side;
  /** Whether this is what the other side got. */
  readonly forwarded: boolean;
  readonly message: MessageLine;
  /** What the sender said, when this is what was made of it. */
  readonly original: MessageLine | null;
}

export function messagesOf(line: ExchangeLine, side: Side): readonly ShownMessage[] {
  const message = line[side];
  if (message === null) return [];
  const said: ShownMessage = { side, forwarded: false, message, original: null };
  if (message.forwarded === null) return [said];
  return [said, { side, forwarded: true, message: message.forwarded, original: message }];
}
