/** GET /healthz and /metrics, for those who watch over the process. */

import { sendJson } from '../answer.ts';
import { METRICS_TYPE, metricsText } from '../metrics.ts';
import { readQuery } from '../query.ts';
import { SECURITY_HEADERS } from '../security-headers.ts';
import type { DeskState } from '../state.ts';
import type { Route } from './route.ts';

export const healthRoutes = (state: DeskState): Route[] => [
  {
    method: 'GET',
    path: /^\/healthz$/,
    answer({ response, query }) {
      readQuery(query, []);
      const { notRecording, behind } = state.status();
      // 200 on a full disk too: a restart would mend nothing and cut every terminal.
      sendJson(response, { ok: true, recording: notRecording === null, behind });
    },
  },
  {
    method: 'GET',
    path: /^\/metrics$/,
    answer({ response, query }) {
      readQuery(query, []);
      response
        .writeHead(200, {
          ...SECURITY_HEADERS,
          'content-type': METRICS_TYPE,
          'cache-control': 'no-store',
        })
        .end(metricsText(state.status(), process.memoryUsage.rss()));
    },
  },
];
