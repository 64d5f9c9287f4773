/** GET /api/statistics and GET /api/values: what a capture adds up to, and what stands in it. */

import type { Statistics } from '../../../shared/link/statistics.ts';
import { badQuery, sendJson } from '../answer.ts';
import { matchesOf } from '../list.ts';
import { catchUp, shareLooked } from '../look-through.ts';
import { oneOf, readLanguage, readQuery } from '../query.ts';
import { isOfTerminals, seenValues } from '../seen-values.ts';
import type { DeskState } from '../state.ts';
import { statisticsOf } from '../statistics.ts';
import { patienceOf, readFilter, refuseUnreadable, viewOf } from './asking.ts';
import type { Route } from './route.ts';

const STATISTICS_QUERY = ['capture', 'language', 'filter', 'from', 'to', 'idle'] as const;

/** Milliseconds since 1970. */
function readTime(name: string, text: string | undefined, absent: number): number {
  if (text === undefined) return absent;
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) throw badQuery(`"${name}" is ${JSON.stringify(text)}; it wants an ISO time.`); // prettier-ignore
  return ms;
}

export const statisticsRoutes = (state: DeskState): Route[] => [
  {
    method: 'GET',
    path: /^\/api\/statistics$/,
    async answer({ response, query }) {
      const given = readQuery(query, STATISTICS_QUERY);
      const language = readLanguage(given.language);
      const idle = oneOf('idle', given.idle, ['1', '0']) === '1';
      const span = {
        fromMs: readTime('from', given.from, -Infinity),
        toMs: readTime('to', given.to, Infinity),
      };
      const filter = readFilter(given.filter, language);
      const view = viewOf(state, given.capture);
      const key = `${language} ${given.filter ?? ''}`;
      const patience = patienceOf(response);
      const { selection, isWhole } = await matchesOf(
        view,
        key,
        { filter, idle, language },
        patience,
      );
      refuseUnreadable(view);
      const statistics: Statistics = await statisticsOf(view, selection, span);
      sendJson(
        response,
        isWhole ? statistics : { ...statistics, progress: shareLooked(view, selection) },
      );
    },
  },
  {
    method: 'GET',
    path: /^\/api\/values$/,
    async answer({ response, query }) {
      const given = readQuery(query, ['capture', 'key', 'prefix']);
      if (given.key === undefined) throw badQuery('"key" is missing; it names a filter key.');
      const view = viewOf(state, given.capture);
      await catchUp(isOfTerminals(given.key) ? view.thorough : view, patienceOf(response));
      refuseUnreadable(view);
      sendJson(response, { values: seenValues(view, given.key, given.prefix ?? '') });
    },
  },
];
