/** The findings of many exchanges of many terminals, in order, with the bytes they mark. */

import type { Exchange } from '../../shared/capture/exchange.ts';
import { decodeExchange } from '../../shared/codec/decode.ts';
import type { Finding } from '../../shared/findings/finding.ts';
import { Courses, Examined, findingsOf, sayTold } from '../../shared/findings/index.ts';
import { Sessions } from '../../shared/session/sessions.ts';
import { textCodec } from '../../proxy/charset.ts';
import { marked } from './exchange.ts';

export interface DayFinding extends Finding {
  readonly n: number;
  readonly marks: string;
}

export function readFindings(exchanges: Iterable<Exchange>): readonly DayFinding[] {
  const sessions = new Sessions();
  const courses = new Courses(sessions);
  const byNumber = new Map<number, Exchange>();
  const all: DayFinding[] = [];
  const add = (n: number, finding: Finding) => {
    const { request, response } = byNumber.get(n) as Exchange;
    all.push({ ...finding, n, marks: marked(finding, request, response) });
  };
  for (const exchange of exchanges) {
    const { n, atMs, peer, outcome, request } = exchange;
    byNumber.set(n, exchange);
    const sn = /[?&]SN=(\w+)/.exec(Buffer.from(request.head).toString('latin1'))?.[1] ?? '';
    const hints = sessions.hints(sn);
    const frame = decodeExchange(exchange, { text: textCodec, language: 'en', hints });
    const examined = new Examined(exchange, frame);
    for (const finding of findingsOf(examined, 'en')) add(n, finding);
    for (const told of courses.take(exchange, examined)) add(told.n, sayTold(told, 'en'));
    sessions.take({ n, atMs, peer, outcome, frame, findings: [] });
  }
  return all;
}
