/** A request read for its body alone, without heads, parameters and reply: for those who go through months of uploads. */

import { NO_HINTS, type DecodeOptions } from './decode.ts';
import type { Frame } from './frame.ts';
import type { RawMessage } from './message.ts';
import { readRequestBody } from './request-body.ts';
import type { RequestLook } from './request-look.ts';
import { hasParameter, parameterOf } from './target.ts';

export type RequestAlone = Pick<Frame, 'kind' | 'sn' | 'table' | 'request'>;

/** The fields of the body are those of decodeExchange. */
export function readRequestAlone(
  message: RawMessage,
  { kind, sn, table, target }: RequestLook,
  { text, language, hints = NO_HINTS }: DecodeOptions,
): RequestAlone {
  const terminalLanguage = hasParameter(target, 'language')
    ? parameterOf(target, 'language')
    : hints.language;
  const stampId = parameterOf(target, 'stampid');
  const { encrypted } = hints;
  const facts = { kind, table, stampId, terminalLanguage, encrypted };
  return { kind, sn, table, request: readRequestBody(facts, message, text, language) };
}
