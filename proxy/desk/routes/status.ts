/** GET /api/status */

import { sendJson } from '../answer.ts';
import type { DeskState } from '../state.ts';
import { readQuery } from '../query.ts';
import type { Route } from './route.ts';

export const statusRoutes = (state: DeskState): Route[] => [
  {
    method: 'GET',
    path: /^\/api\/status$/,
    answer({ response, query }) {
      readQuery(query, []);
      sendJson(response, state.status());
    },
  },
];
