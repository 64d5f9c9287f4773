/** GET /api/exchanges, /api/exchanges/N, /api/terminals and /api/terminals/SN, of the live view or of an earlier capture. */

import { badQuery, Refused, sendJson, sendJsonText } from '../answer.ts';
import { readColumns } from '../cells.ts';
import { Highlight } from '../highlight.ts';
import { listExchanges } from '../list.ts';
import { catchUp } from '../look-through.ts';
import { oneOf, readLanguage, readQuery, wholeNumber } from '../query.ts';
import type { DeskState } from '../state.ts';
import { patienceOf, readFilter, refuseUnreadable, viewOf } from './asking.ts';
import type { Route } from './route.ts';

const USUAL_LIMIT = 200;
const MOST_LIMIT = 5_000;
const LIST_QUERY = [
  'filter',
  'highlight',
  'before',
  'after',
  'offset',
  'limit',
  'idle',
  'capture',
  'language',
  'columns',
] as const;
const VIEW_QUERY = ['capture', 'language'] as const;

export function exchangeRoutes(state: DeskState): Route[] {
  return [
    {
      method: 'GET',
      path: /^\/api\/exchanges$/,
      async answer({ response, query }) {
        const given = readQuery(query, LIST_QUERY);
        const language = readLanguage(given.language);
        const window = {
          offset: wholeNumber('offset', given.offset),
          after: wholeNumber('after', given.after),
          before: wholeNumber('before', given.before),
          limit: wholeNumber('limit', given.limit, MOST_LIMIT) ?? USUAL_LIMIT,
        };
        if (window.offset !== undefined && (window.after ?? window.before) !== undefined) {
          throw badQuery('"offset" does not go with "after" or "before".');
        }
        const filter = readFilter(given.filter, language);
        const highlight = readFilter(given.highlight, language, 'HIGHLIGHT');
        const view = viewOf(state, given.capture);
        const wish = {
          filter,
          idle: oneOf('idle', given.idle, ['1', '0']) === '1',
          language,
          columns: readColumns(given.columns),
          highlight: highlight && new Highlight(view, highlight, language),
        };
        const key = `${language} ${given.filter ?? ''}`;
        const list = await listExchanges(view, key, wish, window, patienceOf(response));
        refuseUnreadable(view);
        sendJson(response, list);
      },
    },
    {
      method: 'GET',
      path: /^\/api\/exchanges\/([^/]+)$/,
      async answer({ response, query, parts: [number = ''] }) {
        const given = readQuery(query, VIEW_QUERY);
        const language = readLanguage(given.language);
        const n = wholeNumber('N', number) ?? 0;
        const view = viewOf(state, given.capture);
        if (view.index.positionOf(n) === null) await catchUp(view, patienceOf(response));
        refuseUnreadable(view);
        const position = view.index.positionOf(n);
        const detail = position === null ? null : view.detail(position, language);
        if (detail === null) {
          const why = position === null ? 'There is no exchange' : 'No longer on file is exchange';
          throw new Refused(404, 'NO_EXCHANGE', `${why} ${n} in this capture.`);
        }
        const { line, decoded } = detail;
        sendJsonText(response, 200, `{"exchange":${line},"decoded":${JSON.stringify(decoded)}}`);
      },
    },
    {
      method: 'GET',
      path: /^\/api\/terminals$/,
      async answer({ response, query }) {
        const given = readQuery(query, VIEW_QUERY);
        const language = readLanguage(given.language);
        const view = viewOf(state, given.capture).thorough;
        const complete = await catchUp(view, patienceOf(response));
        refuseUnreadable(view);
        const progress = complete ? {} : { progress: Math.min(view.readShare, 0.999) };
        const items = view.sessions.known(language).map((row) => view.counted(row));
        sendJson(response, { items, ...progress });
      },
    },
    {
      method: 'GET',
      path: /^\/api\/terminals\/([^/]+)$/,
      async answer({ response, query, parts: [sn = ''] }) {
        const given = readQuery(query, VIEW_QUERY);
        const language = readLanguage(given.language);
        const view = viewOf(state, given.capture).thorough;
        await catchUp(view, patienceOf(response));
        refuseUnreadable(view);
        const terminal = view.sessions.knownOne(sn, language);
        if (terminal === null) {
          throw new Refused(404, 'NO_TERMINAL', `No terminal ${sn} has spoken in this capture.`);
        }
        sendJson(response, view.counted(terminal));
      },
    },
  ];
}
