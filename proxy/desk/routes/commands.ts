/** POST and GET /api/commands, GET and DELETE /api/commands/ID, GET /api/commands/ID/content */

import { Buffer } from 'node:buffer';
import { isChinese } from '../../../shared/spec/languages.ts';
import type { InjectionRefusal } from '../../../shared/link/injection.ts';
import { Refused, sendJson, sendJsonText } from '../answer.ts';
import { badCommand, readCommandBody } from '../command-body.ts';
import type { InjectionLine } from '../injection-line.ts';
import { readJsonBody } from '../json-body.ts';
import { readLanguage, readQuery } from '../query.ts';
import { SECURITY_HEADERS } from '../security-headers.ts';
import type { DeskState } from '../state.ts';
import type { Route } from './route.ts';

const MOST_BYTES = 256 * 1024;

const unknownCommand = () => new Refused(404, 'UNKNOWN_COMMAND', 'There is no such command.');

function refused({ code, message, problems }: InjectionRefusal): Refused {
  if (code === 'UNKNOWN_COMMAND') return unknownCommand();
  const status = code === 'NOT_QUEUED' ? 409 : code === 'JOURNAL' ? 500 : 400;
  const details = (problems ?? []).map((problem) => problem.message);
  return new Refused(status, code, [message, ...details].join(' '));
}

function refuseReadOnly({ readOnly }: DeskState): void {
  if (!readOnly) return;
  const sentence = 'pushscope was started with --read-only; no command can be sent from here.';
  throw new Refused(403, 'READ_ONLY', sentence);
}

export function commandRoutes(state: DeskState, line: InjectionLine): Route[] {
  const { sessions } = state.live;

  /** Names go as the terminal's language says (vendor's document section 2.1); unknown ones are Chinese. */
  const charsetOf = (sn: string) => {
    const { language } = sessions.hints(sn);
    return language === '' || isChinese(language) ? 'gb18030' : 'utf-8';
  };

  return [
    {
      method: 'POST',
      path: /^\/api\/commands$/,
      async answer({ request, response, query }) {
        const language = readLanguage(readQuery(query, ['language']).language);
        refuseReadOnly(state);
        const body = await readJsonBody(request, MOST_BYTES, badCommand);
        const read = readCommandBody(body, charsetOf);
        if (sessions.get(read.request.sn) === undefined) {
          const sentence = `No terminal with the serial number ${JSON.stringify(read.request.sn)} has spoken in this run; check it, or wait for its first request.`;
          throw new Refused(400, 'UNKNOWN_SERIAL', sentence);
        }
        const answer = await line.ask({ kind: 'submit', request: { ...read.request, language } });
        if (answer.kind !== 'submitted') throw unknownCommand();
        const { submitted } = answer;
        if (!submitted.ok) throw refused(submitted);
        const { items, warnings } = submitted;
        const value = read.isBatch ? { items, warnings } : { ...items[0], warnings };
        sendJsonText(response, 201, JSON.stringify(value));
      },
    },
    {
      method: 'GET',
      path: /^\/api\/commands$/,
      async answer({ response, query }) {
        const { sn, language } = readQuery(query, ['sn', 'language']);
        const asked = { kind: 'list', language: readLanguage(language) } as const;
        const answer = await line.ask(sn === undefined ? asked : { ...asked, sn });
        sendJson(response, { items: answer.kind === 'items' ? answer.items : [] });
      },
    },
    {
      method: 'GET',
      path: /^\/api\/commands\/(\d+)$/,
      async answer({ response, query, parts: [id = ''] }) {
        const language = readLanguage(readQuery(query, ['language']).language);
        const answer = await line.ask({ kind: 'get', id, language });
        if (answer.kind !== 'item' || answer.item === null) throw unknownCommand();
        sendJson(response, answer.item);
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
        sendJson(response, answer.item);
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
