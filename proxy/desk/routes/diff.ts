/** GET /api/diff: what two captures differ in by meaning; until that is known, how far it is. */

import { setTimeout as delay } from 'node:timers/promises';
import type { DiffAnswer } from '../../../shared/link/diff.ts';
import { badQuery, sendJson } from '../answer.ts';
import { Diffs } from '../diffs.ts';
import { readLanguage, readQuery } from '../query.ts';
import type { DeskState } from '../state.ts';
import type { Route } from './route.ts';

/** After this an answer says how far it got. */
const PATIENCE_MS = 500;

export function diffRoutes(state: DeskState): Route[] {
  const diffs = new Diffs();
  return [
    {
      method: 'GET',
      path: /^\/api\/diff$/,
      async answer({ response, query }) {
        const given = readQuery(query, ['recorded', 'observed', 'language']);
        const { recorded, observed } = given;
        if (recorded === undefined || observed === undefined) {
          throw badQuery(
            '"recorded" and "observed" name the captures; GET /api/captures lists them.',
          );
        }
        const find = (name: string) => state.captures.find(name);
        const diff = diffs.ask(find(recorded), find(observed), readLanguage(given.language));
        await Promise.race([diff.ended, delay(PATIENCE_MS)]);
        const { report, progress } = diff;
        const answer: DiffAnswer = report === null ? { progress } : { report };
        sendJson(response, answer);
      },
    },
  ];
}
