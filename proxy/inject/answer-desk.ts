/** What the desk asks about injected commands, answered from the queue. */

import type { InjectionAnswer, InjectionAsk } from '../../shared/link/injection-asks.ts';
import type { Injections } from './queue.ts';

export function answerDesk(injections: Injections, ask: InjectionAsk): InjectionAnswer {
  switch (ask.kind) {
    case 'submit':
      return { kind: 'submitted', submitted: injections.submit(ask.request) };
    case 'submit-file':
      return { kind: 'submitted', submitted: injections.submitFile(ask.request) };
    case 'list':
      return { kind: 'items', items: injections.list(ask) };
    case 'get':
      return { kind: 'item', item: injections.get(ask.id, ask.language) };
    case 'content':
      return { kind: 'content', bytes: injections.content(ask.id) };
    case 'cancel': {
      const answer = injections.cancel(ask.id, ask.language);
      return answer.ok ? { kind: 'item', item: answer.item } : { kind: 'refused', refusal: answer };
    }
  }
}
