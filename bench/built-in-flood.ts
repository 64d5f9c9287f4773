/** The flood without wrk: slower, so that fast peers look more alike than they are. */

import type { Flood } from './flood.ts';
import { bytesOf } from './messages.ts';
import { converse } from './raw-socket.ts';

export const builtInFlood: Flood = async (order) => {
  const requests = order.messages.map((message) => bytesOf(message, order.connection));
  const started = performance.now();
  const until = started + order.seconds * 1000;
  let answered = 0;
  let failed = 0;
  const speak = async (first: number) => {
    let conversation = converse(order.port);
    for (let at = first; performance.now() < until; at++) {
      try {
        await conversation.ask(requests[at % requests.length] as Buffer);
        answered++;
      } catch {
        failed++;
        conversation.close();
        conversation = converse(order.port);
      }
      if (order.connection === 'close') {
        conversation.close();
        conversation = converse(order.port);
      }
    }
    conversation.close();
  };
  await Promise.all(Array.from({ length: order.connections }, (_, index) => speak(index)));
  const seconds = (performance.now() - started) / 1000;
  return { answered, perSecond: answered / seconds, failed };
};
