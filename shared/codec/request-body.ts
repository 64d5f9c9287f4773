/** The body of a request, read by what the request is about. */

import { exchangeFieldNamed } from '../spec/key-exchange.ts';
import { charsetOf, isBinary } from './body-charset.ts';
import type { TextCodec } from './charset.ts';
import type { Field, Kind, Language } from './frame.ts';
import { linesOf } from './lines.ts';
import { isCut, type RawMessage } from './message.ts';
import { opaqueField, opaqueText } from './opaque.ts';
import { readField, readUnknown, type Reading } from './read-field.ts';
import { readResults } from './results/read-results.ts';
import { readUpload } from './uploads/read-upload.ts';

export interface RequestBody {
  /** What the body adds to the summary; empty when nothing. */
  readonly summary: string;
  readonly fields: readonly Field[];
}

export interface BodyFacts {
  readonly kind: Kind;
  readonly table: string;
  readonly stampId: string;
  /** Number of appendix 2, or empty. */
  readonly terminalLanguage: string;
  /** Whether the server switched encryption on for this terminal. */
  readonly encrypted: boolean;
}

const NOTHING: RequestBody = { summary: '', fields: [] };

export function readRequestBody(
  facts: BodyFacts,
  message: RawMessage,
  text: TextCodec,
  language: Language,
): RequestBody {
  const { body } = message;
  const { kind } = facts;
  if (body.length === 0 && kind !== 'upload' && kind !== 'command-result') return NOTHING;
  const cut = isCut(message);
  const charset = charsetOf(body, cut, text, facts.terminalLanguage);
  if (isOpaque(facts, body, charset)) {
    const reason = facts.encrypted ? 'encrypted' : 'binary';
    return {
      summary: opaqueText(reason, body.length, language),
      fields: [opaqueField(body, 'body', reason, language)],
    };
  }
  const reading: Reading = { text, language, charset };
  if (kind === 'upload')
    return readUpload(body, { name: facts.table, stampId: facts.stampId, cut }, reading);
  if (kind === 'command-result') return readResults(body, reading);
  if (kind === 'key-exchange' || kind === 'factor-exchange') return readExchange(body, reading);
  return { summary: '', fields: [wholeBody(body, reading)] };
}

const ID_EQUALS = [0x49, 0x44, 0x3d];

/**
 * With encryption on, uploads and results are packed bytes; a body that reads as text all the same is shown
 * as text. A result may carry a file, so its first letters tell.
 */
function isOpaque({ kind, encrypted }: BodyFacts, body: Uint8Array, charset: string): boolean {
  if (kind === 'command-result' && ID_EQUALS.every((octet, at) => body[at] === octet)) return false;
  const mayBeEncrypted = encrypted && (kind === 'upload' || kind === 'command-result');
  return isBinary(body) || (mayBeEncrypted && charset === 'latin1');
}

/** `PublicKey=…` or `Factors=…` (sections 7 and 8); without final LF in the vendor's examples. */
function readExchange(body: Uint8Array, reading: Reading): RequestBody {
  const fields: Field[] = [];
  for (const [from, to] of linesOf(body, 0, body.length)) {
    const equals = body.subarray(from, to).indexOf(0x3d);
    const wire = equals === -1 ? '' : reading.text.decode(body, from, from + equals, 'latin1');
    const spec = exchangeFieldNamed(wire);
    if (spec !== undefined) {
      fields.push(readField(spec, body, 'body', from + equals + 1, to, reading, wire));
    } else if (to > from)
      fields.push(readUnknown(wire, body, 'body', from + equals + 1, to, reading));
  }
  return { summary: '', fields };
}

function wholeBody(body: Uint8Array, reading: Reading): Field {
  return { ...readUnknown('', body, 'body', 0, body.length, reading), key: 'body' };
}
