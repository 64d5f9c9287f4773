/** POST /api/files?sn=…&path=…: the body is a file that the terminal shall fetch from us, by a PutFile command. */

import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { UPLOAD_ENDING } from '../../../shared/link/injection.ts';
import { badQuery, sendJsonText } from '../answer.ts';
import { commandView } from '../command-view.ts';
import { takeFile } from '../file-body.ts';
import type { InjectionLine } from '../injection-line.ts';
import { readLanguage, readQuery } from '../query.ts';
import type { DeskState } from '../state.ts';
import type { Route } from './route.ts';
import { charsetFor, refuseReadOnly, refuseUnknownTerminal, submittedIn } from './submitting.ts';

const QUERY = ['sn', 'path', 'name', 'confirm', 'language'] as const;

export const fileRoutes = (state: DeskState, line: InjectionLine, folder: string): Route[] => [
  {
    method: 'POST',
    path: /^\/api\/files$/,
    async answer({ request, response, query }) {
      const { sn, path = '', name = basename(path), confirm, ...given } = readQuery(query, QUERY);
      const language = readLanguage(given.language);
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
