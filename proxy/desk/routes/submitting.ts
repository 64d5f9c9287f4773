/** What the routes that queue commands have in common: who may, for which terminal, and what came of it. */

import type { Charset } from '../../../shared/codec/charset.ts';
import type { InjectionAnswer } from '../../../shared/link/injection-asks.ts';
import type { InjectionRefusal, Submitted } from '../../../shared/link/injection.ts';
import { isChinese } from '../../../shared/spec/languages.ts';
import { Refused } from '../answer.ts';
import type { DeskState } from '../state.ts';

export const unknownCommand = () =>
  new Refused(404, 'UNKNOWN_COMMAND', 'There is no such command.');

export function refused({ code, message, problems }: InjectionRefusal): Refused {
  if (code === 'UNKNOWN_COMMAND') return unknownCommand();
  const status = code === 'NOT_QUEUED' ? 409 : code === 'JOURNAL' ? 500 : 400;
  const details = (problems ?? []).map((problem) => problem.message);
  return new Refused(status, code, [message, ...details].join(' '));
}

export function refuseReadOnly({ readOnly }: DeskState): void {
  if (!readOnly) return;
  const sentence = 'pushscope was started with --read-only; no command can be sent from here.';
  throw new Refused(403, 'READ_ONLY', sentence);
}

export function refuseUnknownTerminal({ live }: DeskState, sn: string): void {
  if (live.sessions.get(sn) !== undefined) return;
  const sentence = `No terminal with the serial number ${JSON.stringify(sn)} has spoken in this run; check it, or wait for its first request.`;
  throw new Refused(400, 'UNKNOWN_SERIAL', sentence);
}

/** Names go as the terminal's language says (vendor's document section 2.1); unknown ones are Chinese. */
export function charsetFor({ live }: DeskState, sn: string): Charset {
  const { language } = live.sessions.hints(sn);
  return language === '' || isChinese(language) ? 'gb18030' : 'utf-8';
}

/** Throws Refused when nothing was queued. */
export function submittedIn(answer: InjectionAnswer): Extract<Submitted, { readonly ok: true }> {
  if (answer.kind !== 'submitted') throw unknownCommand();
  if (!answer.submitted.ok) throw refused(answer.submitted);
  return answer.submitted;
}
