/** POST and GET /api/commands, GET and DELETE /api/commands/ID, GET /api/commands/ID/content */

import { Buffer } from 'node:buffer';
import { sendJson, sendJsonText } from '../answer.ts';
import { badCommand, readCommandBody } from '../command-body.ts';
import type { InjectionLine } from '../injection-line.ts';
import { commandView } from '../command-view.ts';
import { readJsonBody } from '../json-body.ts';
import { readLanguage, readQuery } from '../query.ts';
import { SECURITY_HEADERS } from '../security-headers.ts';
import type { DeskState } from '../state.ts';
import {
  charsetFor,
  refused,
  refuseReadOnly,
  refuseUnknownTerminal,
  submittedIn,
  unknownCommand,
} from './submitting.ts';
import type { Route } from './route.ts';

const MOST_BYTES = 256 * 1024;

export function commandRoutes(state: DeskState, line: InjectionLine): Route[] {
  return [
    {
      method: 'POST',
      path: /^\/api\/commands$/,
      async answer({ request, response, query }) {
        const language = readLanguage(readQuery(query, ['language']).language);
        refuseReadOnly(state);
        const body = await readJsonBody(request, MOST_BYTES, badCommand);
        const read = readCommandBody(body, (sn) => charsetFor(state, sn));
        refuseUnknownTerminal(state, read.request.sn);
        const answer = await line.ask({ kind: 'submit', request: { ...read.request, language } });
        const { warnings, ...queued } = submittedIn(answer);
        const items = queued.items.map((item) => commandView(state, item));
        const value = read.isBatch ? { items, warnings } : { ...items[0], warnings };
        sendJsonText(response, 201, JSON.stringify(value));
      },
    },
    {
      method: 'GET',
      path: /^\/api\/commands$/,
      async answer({ response, query }) {
        const { sn, language } = readQuery(query, ['sn', 'language']);
        // Nothing was sent, and nobody is there to be asked.
        if (state.readOnly) return sendJson(response, { items: [] });
        const asked = { kind: 'list', language: readLanguage(language) } as const;
        const answer = await line.ask(sn === undefined ? asked : { ...asked, sn });
        sendJson(response, {
          items:
            answer.kind === 'items' ? answer.items.map((item) => commandView(state, item)) : [],
        });
      },
    },
    {
      method: 'GET',
      path: /^\/api\/commands\/(\d+)$/,
      async answer({ response, query, parts: [id = ''] }) {
        const language = readLanguage(readQuery(query, ['language']).language);
        const answer = await line.ask({ kind: 'get', id, language });
        if (answer.kind !== 'item' || answer.item === null) throw unknownCommand();
        sendJson(response, commandView(state, answer.item));
      },
    },
    {
      method: 'DELETE',
      path: /^\/api\/commands\/(\d+)$/,
      async answer({ response, query, parts: [id = ''] }) {
        const language = readLanguage(readQuery(query, ['language']).language);
        refuseReadOnly(state);
        const answer = await line.ask({ kind: 'cancel', id, language });
        if (answer.kind === 'refused') throw refused(answer.refusal);
        if (answer.kind !== 'item' || answer.item === null) throw unknownCommand();
        sendJson(response, commandView(state, answer.item));
      },
    },
    {
      method: 'GET',
      path: /^\/api\/commands\/(\d+)\/content$/,
      async answer({ response, query, parts: [id = ''] }) {
        readQuery(query, []);
        const answer = await line.ask({ kind: 'content', id });
        if (answer.kind !== 'content' || answer.bytes === null) throw unknownCommand();
        response.writeHead(200, {
          ...SECURITY_HEADERS,
          'Cache-Control': 'no-store',
          'Content-Type': 'application/octet-stream',
          'Content-Disposition': `attachment; filename="${id}.bin"`,
          'Content-Length': answer.bytes.length,
        });
        response.end(Buffer.from(answer.bytes));
      },
    },
  ];
}
