/** GET /api/server-commands?sn=…: the server's own commands to one terminal, each with its life, newest last. */

import { Buffer } from 'node:buffer';
import type { Language } from '../../../shared/codec/frame.ts';
import { readCommands } from '../../../shared/codec/commands/read.ts';
import { returnText } from '../../../shared/codec/results/say-return.ts';
import type { ServerCommand, ServerCommandStep } from '../../../shared/link/server-commands.ts';
import { stateOf, type CommandLife } from '../../../shared/session/command-life.ts';
import { textCodec } from '../../charset.ts';
import { badQuery, sendJson } from '../answer.ts';
import { readLanguage, readQuery } from '../query.ts';
import type { DeskState } from '../state.ts';
import type { Route } from './route.ts';

export const serverCommandRoutes = ({ live }: DeskState): Route[] => [
  {
    method: 'GET',
    path: /^\/api\/server-commands$/,
    answer({ response, query }) {
      const { sn, ...given } = readQuery(query, ['sn', 'language']);
      const language = readLanguage(given.language);
      if (sn === undefined) throw badQuery('"sn" is missing; it names the terminal.');
      const lives = live.sessions.get(sn)?.commands ?? [];
      sendJson(response, { items: lives.map((life) => viewOf(life, language)) });
    },
  },
];

function viewOf(life: CommandLife, language: Language): ServerCommand {
  const { id, text, verb, first, last, resent, answer, answers } = life;
  const wire = `C:${id}:${text}`;
  return {
    id,
    wire,
    summary: first === null ? text : summaryOf(wire, language),
    state: stateOf(life),
    firstDelivered: first === null ? null : stepOf(first),
    lastDelivered: last === null ? null : stepOf(last),
    resent,
    answer:
      answer === null
        ? null
        : {
            ...stepOf(answer),
            return: answer.return,
            returnText: returnText(answer.return, verb, language),
            heard: answer.heard,
          },
    answers,
  };
}

const stepOf = ({ n, atMs }: { readonly n: number; readonly atMs: number }): ServerCommandStep => ({
  n,
  at: new Date(atMs).toISOString(),
});

function summaryOf(wire: string, language: Language): string {
  const bytes = Buffer.from(wire);
  const [field] = readCommands(bytes, 0, bytes.length, {
    ...{ text: textCodec, language, charset: 'utf-8' as const },
  });
  return field?.text ?? wire;
}
