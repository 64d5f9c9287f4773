/** POST /api/notes: a mark or a comment on an exchange. */

import type { Note } from '../../../shared/capture/line.ts';
import { LONGEST_NOTE, type NoteAnswer } from '../../../shared/link/notes.ts';
import { Refused, sendJsonText } from '../answer.ts';
import { catchUp } from '../look-through.ts';
import { readQuery } from '../query.ts';
import type { DeskState } from '../state.ts';
import { patienceOf, refuseReadOnly, viewOf } from './asking.ts';
import { readJsonObject } from './json-object.ts';
import type { Route } from './route.ts';

const WANTED = '{"n":17,"mark":true,"text":"…"}';

const bad = () =>
  new Refused(
    400,
    'BODY',
    `Send ${WANTED}; "n" and one of "mark" and "text" (up to ${LONGEST_NOTE} characters) are needed.`,
  );

function readNote({ n, mark, text }: Readonly<Record<string, unknown>>): Note & { n: number } {
  const isFit =
    Number.isSafeInteger(n) &&
    (mark === undefined || typeof mark === 'boolean') &&
    (text === undefined || (typeof text === 'string' && text.length <= LONGEST_NOTE)) &&
    (mark !== undefined || text !== undefined);
  if (!isFit) throw bad();
  return {
    at: new Date().toISOString(),
    n: n as number,
    ...(mark === undefined ? {} : { mark: mark as boolean }),
    ...(text === undefined ? {} : { text: text as string }),
  };
}

export const noteRoutes = (state: DeskState): Route[] => [
  {
    method: 'POST',
    path: /^\/api\/notes$/,
    async answer({ request, response, query }) {
      readQuery(query, []);
      refuseReadOnly(state);
      const body = await readJsonObject(request, WANTED);
      const note = readNote(body);
      const { capture } = body;
      if (capture !== undefined && typeof capture !== 'string') throw bad();
      const view = viewOf(state, capture);
      if (view.index.positionOf(note.n) === null) await catchUp(view, patienceOf(response));
      const path = view.pathOf(note.n);
      if (path === null) {
        throw new Refused(404, 'NO_EXCHANGE', `There is no exchange ${note.n} on file in this capture.`); // prettier-ignore
      }
      await state.keepNote(path, note);
      // The live view has read beyond that place where the exchange lies in an earlier file of the run.
      view.takeNote(note);
      const answer: NoteAnswer = { n: note.n, ...view.notes.of(note.n) };
      sendJsonText(response, 201, JSON.stringify(answer));
    },
  },
];
