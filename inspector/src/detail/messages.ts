/** The messages of an exchange in the order in which they happened, those changed on the way twice. */

import type { ExchangeLine, MessageLine } from './line.ts';
import type { Side } from './place.ts';

export interface ShownMessage {
  readonly side: Side;
  /** Whether this is what the other side got, where that differs from what was sent. */
  readonly forwarded: boolean;
  readonly message: MessageLine;
  /** What the sender said, when this is what was made of it. */
  readonly original: MessageLine | null;
}

export function messagesOf(line: ExchangeLine): readonly ShownMessage[] {
  return (['request', 'response'] as const).flatMap((side): ShownMessage[] => {
    const message = line[side];
    if (message === null) return [];
    const said = { side, forwarded: false, message, original: null };
    if (message.forwarded === null) return [said];
    return [said, { side, forwarded: true, message: message.forwarded, original: message }];
  });
}
