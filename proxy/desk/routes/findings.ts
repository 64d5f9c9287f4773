/** GET /api/findings, and /api/mutes: what is wrong in a capture by rule and terminal, and what of it does not count. */

import type { Mute } from '../../../shared/capture/line.ts';
import { LONGEST_SERIAL } from '../../../shared/session/sessions.ts';
import { LONGEST_REASON, type FindingList } from '../../../shared/link/findings.ts';
import { Refused, sendJson } from '../answer.ts';
import type { CaptureView } from '../capture-view.ts';
import { findingGroups, isRule } from '../finding-list.ts';
import { catchUp } from '../look-through.ts';
import { readLanguage, readQuery } from '../query.ts';
import type { DeskState } from '../state.ts';
import { patienceOf, refuseReadOnly, refuseUnreadable, viewOf } from './asking.ts';
import { readJsonObject } from './json-object.ts';
import type { Route } from './route.ts';

const WANTED = '{"code":"stamp-missing","sn":"…","reason":"…"}';

const bad = (message: string) => new Refused(400, 'BODY', message);

function readMute({ code, sn, reason }: Readonly<Record<string, unknown>>): Mute {
  if (typeof code !== 'string' || (sn !== undefined && typeof sn !== 'string')) {
    throw bad(`Send ${WANTED}; "sn" may be left out.`);
  }
  if (sn !== undefined && (sn === '' || sn.length > LONGEST_SERIAL)) {
    throw bad('"sn" is no serial; leave it out to mute the finding at every terminal.');
  }
  if (typeof reason !== 'string' || reason.trim() === '' || reason.length > LONGEST_REASON) {
    throw bad(`A finding is muted for a reason; send one of up to ${LONGEST_REASON} characters as "reason".`); // prettier-ignore
  }
  return { code, ...(sn === undefined ? {} : { sn }), reason: reason.trim() };
}

function refuseUnknown(view: CaptureView, code: string): void {
  if (isRule(code) || view.findings.rules.has(code)) return;
  throw new Refused(400, 'CODE', `There is no finding ${JSON.stringify(code)}; REFERENCE.md and GET /api/findings list their codes.`); // prettier-ignore
}

/** Kept in every file of the run, so that each stands for itself. */
async function keep(state: DeskState, view: CaptureView, mute: Mute): Promise<void> {
  const note = { at: new Date().toISOString(), mute };
  const newest = view.paths.at(-1);
  for (const path of view.paths) {
    if (path === newest) await state.keepNote(path, note);
    // An older one may have been removed.
    else await state.keepNote(path, note).catch(() => {});
  }
  view.takeNote(note);
}

export const findingRoutes = (state: DeskState): Route[] => [
  {
    method: 'GET',
    path: /^\/api\/findings$/,
    async answer({ response, query }) {
      const given = readQuery(query, ['capture', 'language']);
      const language = readLanguage(given.language);
      const view = viewOf(state, given.capture);
      const complete = await catchUp(view, patienceOf(response));
      refuseUnreadable(view);
      const list: FindingList = {
        totals: view.findings.totals,
        groups: findingGroups(view, language),
        mutes: view.mutes.all,
        ...(complete ? {} : { progress: Math.min(view.readShare, 0.999) }),
      };
      sendJson(response, list);
    },
  },
  {
    method: 'POST',
    path: /^\/api\/mutes$/,
    async answer({ request, response, query }) {
      readQuery(query, []);
      refuseReadOnly(state);
      const body = await readJsonObject(request, WANTED);
      const mute = readMute(body);
      const { capture } = body;
      if (capture !== undefined && typeof capture !== 'string') throw bad(`Send ${WANTED}.`);
      const view = viewOf(state, capture);
      await catchUp(view, patienceOf(response));
      refuseUnknown(view, mute.code);
      await keep(state, view, mute);
      sendJson(response, view.findings.totals);
    },
  },
  {
    method: 'DELETE',
    path: /^\/api\/mutes$/,
    async answer({ response, query }) {
      const { capture, code = '', sn } = readQuery(query, ['capture', 'code', 'sn']);
      refuseReadOnly(state);
      const view = viewOf(state, capture);
      await catchUp(view, patienceOf(response));
      const mute = { code, ...(sn === undefined ? {} : { sn }), reason: '' };
      if (!view.mutes.has(mute)) {
        throw new Refused(404, 'NO_MUTE', 'No such finding is muted here; GET /api/findings lists what is.'); // prettier-ignore
      }
      await keep(state, view, mute);
      sendJson(response, view.findings.totals);
    },
  },
];
