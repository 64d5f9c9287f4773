/** /api/captures: the list, and for each its download, upload, new name and end; POST /api/captures/rotate. */

import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { pipeline } from 'node:stream';
import type { CaptureList, Rotated } from '../../../shared/link/api.ts';
import { Refused, sendJson, sendJsonText, sendNothing } from '../answer.ts';
import { readQuery } from '../query.ts';
import { SECURITY_HEADERS } from '../security-headers.ts';
import { takeUpload } from '../upload.ts';
import type { DeskState } from '../state.ts';
import { refuseReadOnly } from './asking.ts';
import { readJsonObject } from './json-object.ts';
import type { Route } from './route.ts';

/** RFC 5987: any name, and a plain one for those who cannot read it. */
const disposition = (name: string) =>
  `attachment; filename="${name.replace(/[^\w.-]/g, '_')}"; filename*=UTF-8''${encodeURIComponent(name).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16)}`)}`;

const CAPTURE = /^\/api\/captures\/([^/]+)$/;
const RENAME = '{"name":"…"}';

/** Files of this run are read on by the live view, and one of them is being written. */
function refuseOwn(state: DeskState, name: string): void {
  if (!state.isOfRun(name)) return;
  throw new Refused(409, 'IN_USE', `${name} belongs to the run that is being recorded.`);
}

export const captureRoutes = (state: DeskState): Route[] => [
  {
    method: 'GET',
    path: /^\/api\/captures$/,
    answer({ response, query }) {
      readQuery(query, []);
      const list: CaptureList = { items: state.captures.list(basename(state.capturePath)) };
      sendJson(response, list);
    },
  },
  {
    method: 'POST',
    path: /^\/api\/captures\/rotate$/,
    async answer({ response, query }) {
      readQuery(query, []);
      refuseReadOnly(state);
      const path = await state.rotate();
      const rotated: Rotated = { path, name: basename(path) };
      sendJson(response, rotated);
    },
  },
  {
    method: 'POST',
    path: CAPTURE,
    async answer({ request, response, query, parts: [name = ''] }) {
      readQuery(query, []);
      refuseReadOnly(state);
      const { name: newName } = await readJsonObject(request, RENAME);
      if (typeof newName !== 'string') throw new Refused(400, 'BODY', `Send ${RENAME}.`);
      refuseOwn(state, name);
      state.captures.rename(name, newName);
      sendJson(response, { name: newName });
    },
  },
  {
    method: 'DELETE',
    path: CAPTURE,
    answer({ response, query, parts: [name = ''] }) {
      readQuery(query, []);
      refuseReadOnly(state);
      refuseOwn(state, name);
      state.captures.remove(name);
      sendNothing(response);
    },
  },
  {
    method: 'PUT',
    path: CAPTURE,
    async answer({ request, response, query, parts: [name = ''] }) {
      readQuery(query, []);
      refuseReadOnly(state);
      await takeUpload(request, state.captures.newPath(name));
      sendJsonText(response, 201, JSON.stringify({ name }));
    },
  },
  {
    method: 'GET',
    path: CAPTURE,
    answer({ request, response, query, parts: [name = ''] }) {
      readQuery(query, []);
      const { path, bytes } = state.captures.find(name);
      response.writeHead(200, {
        ...SECURITY_HEADERS,
        'Cache-Control': 'no-store',
        'Content-Type': 'application/x-ndjson; charset=utf-8',
        'Content-Disposition': disposition(name),
        'Content-Length': bytes,
      });
      if (request.method === 'HEAD' || bytes === 0) response.end();
      // What is appended meanwhile is not part of this download.
      else pipeline(createReadStream(path, { end: bytes - 1 }), response, () => {});
    },
  },
];
