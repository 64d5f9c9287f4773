/** POST /api/files?sn=…&path=…: the body is a file that the terminal shall fetch from us, by a PutFile command. */

import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { UPLOAD_ENDING, type PutFileRequest } from '../../../shared/link/injection.ts';
import { badQuery, sendJsonText } from '../answer.ts';
import { commandView } from '../command-view.ts';
import { takeFile } from '../file-body.ts';
import type { InjectionLine } from '../injection-line.ts';
import { readLanguage, readQuery, wholeNumber } from '../query.ts';
import type { DeskState } from '../state.ts';
import type { Route } from './route.ts';
import { charsetFor, refuseReadOnly, refuseUnknownTerminal, submittedIn } from './submitting.ts';

const QUERY = [
  ...(['sn', 'path', 'name', 'confirm', 'language'] as const),
  ...(['expiresAfterMs', 'redeliverAfterMs', 'redeliverTimes'] as const),
] as const;

type Times = Pick<PutFileRequest, 'expiresAfterMs' | 'redeliver'>;

/** How long it may wait, and whether it is sent again. Throws Refused. */
function readTimes(given: Readonly<Partial<Record<(typeof QUERY)[number], string>>>): Times {
  const [expiresAfterMs, afterMs, times = 1] = (
    ['expiresAfterMs', 'redeliverAfterMs', 'redeliverTimes'] as const
  ).map((name) => wholeNumber(name, given[name]));
  return {
    ...(expiresAfterMs !== undefined && { expiresAfterMs }),
    ...(afterMs !== undefined && { redeliver: { afterMs, times } }),
  };
}

export const fileRoutes = (state: DeskState, line: InjectionLine, folder: string): Route[] => [
  {
    method: 'POST',
    path: /^\/api\/files$/,
    async answer({ request, response, query }) {
      const { sn, path = '', name = basename(path), confirm, ...given } = readQuery(query, QUERY);
      const language = readLanguage(given.language);
      const times = readTimes(given);
      refuseReadOnly(state);
      if (sn === undefined) throw badQuery('"sn" is missing; it names the terminal.');
      if (name === '') throw badQuery('"path" is missing; it says where the terminal keeps the file.'); // prettier-ignore
      refuseUnknownTerminal(state, sn);
      const upload = `${randomUUID()}${UPLOAD_ENDING}`;
      try {
        const size = await takeFile(request, folder, upload);
        const answer = await line.ask({
          kind: 'submit-file',
          request: {
            ...{ sn, name, path, upload, size, language, charset: charsetFor(state, sn) },
            ...(confirm !== undefined && { confirm }),
            ...times,
          },
        });
        const { items, warnings } = submittedIn(answer);
        const [view] = items.map((item) => commandView(state, item));
        sendJsonText(response, 201, JSON.stringify({ ...view, warnings }));
      } finally {
        // Queued, it is not there any more.
        rmSync(join(folder, upload), { force: true });
      }
    },
  },
];
