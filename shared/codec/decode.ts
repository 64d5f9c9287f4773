/** An exchange read into a frame: both messages as fields, from their bytes alone. Never throws. */

import type { TextCodec } from './charset.ts';
import { charsetOf } from './body-charset.ts';
import { isForPeople } from './for-people.ts';
import type { Field, Frame, HalfFrame, Language } from './frame.ts';
import { headGroup, startField } from './head-fields.ts';
import { isCut, type RawExchange, type RawMessage } from './message.ts';
import { isTlsHello, opaqueField, opaqueText } from './opaque.ts';
import { latin1 } from './latin1.ts';
import { startLine } from './request-line.ts';
import { readRequestBody } from './request-body.ts';
import { lookAt, type RequestLook } from './request-look.ts';
import { summaryOf } from './request-summary.ts';
import { readReplyBody, type RequestFacts } from './replies/index.ts';
import type { Reading } from './read-field.ts';
import { readTargetFields } from './target-fields.ts';

/** What earlier exchanges told about a terminal. */
export interface TerminalHints {
  /** Number of the vendor's appendix 2; empty when unknown. */
  readonly language: string;
  /** Whether the server switched encryption on. */
  readonly encrypted: boolean;
}

/** Of a terminal that nothing is known of. */
export const NO_HINTS: TerminalHints = { language: '', encrypted: false };

export interface DecodeOptions {
  readonly text: TextCodec;
  /** Language of summaries and words. */
  readonly language: Language;
  readonly hints?: TerminalHints;
}

export function decodeExchange(raw: RawExchange, options: DecodeOptions): Frame {
  const { head } = raw.request;
  const look = lookAt(raw.request, options.text.decode(head, 0, head.length, 'latin1'));
  const { request, parameters } = readRequest(raw.request, look, options);
  const { kind, sn, table } = look;
  const facts: RequestFacts = {
    kind,
    sn,
    table,
    parameters,
    forPeople: isForPeople(raw.request, look),
  };
  const response = raw.response === null ? null : readReply(facts, raw.response, options);
  return { kind, sn, table, request, response };
}

interface ReadRequest {
  readonly request: HalfFrame;
  readonly parameters: ReadonlyMap<string, string>;
}

function readRequest(message: RawMessage, look: RequestLook, options: DecodeOptions): ReadRequest {
  const { text, language, hints } = options;
  const { head, line, target, kind, table } = look;
  if (line === null) return { request: readNoise(message, head, options), parameters: new Map() };
  const targetText = head.slice(line.targetFrom, line.targetTo);
  const reading: Reading = { text, language, charset: 'latin1' };
  const { fields, parameters } = readTargetFields(
    targetText,
    target,
    reading,
    hints?.language ?? '',
  );
  const value = (name: string): string => parameters.get(name) ?? '';
  const body = readRequestBody(
    {
      kind,
      table,
      stampId: value('stampid'),
      terminalLanguage: terminalLanguage(parameters, hints),
      encrypted: hints?.encrypted === true,
    },
    message,
    text,
    language,
  );
  const path = targetText.slice(target.pathFrom, target.pathTo);
  const { method } = line;
  const { resource } = target;
  const told = { value, body: body.summary, method, path, resource, language };
  return {
    parameters,
    request: {
      summary: summaryOf(kind, told) + ending(message, language),
      fields: [
        ...fields,
        ...body.fields,
        ...outside(message, language),
        requestHead(look, language),
      ],
    },
  };
}

/** An init request tells the language itself. */
const terminalLanguage = (parameters: ReadonlyMap<string, string>, hints?: TerminalHints): string =>
  parameters.get('language') ?? hints?.language ?? '';

function requestHead({ head, line, target }: RequestLook, language: Language): Field {
  if (line === null) return headGroup(head, 0, [], language);
  const start = [startField(head, 'method', line.methodFrom, line.methodFrom + line.method.length)];
  const targetText = head.slice(line.targetFrom, line.targetTo);
  if (target.pathFrom > 0) start.push(targetField('origin', targetText, 0, target.pathFrom));
  start.push(targetField('path', targetText, target.pathFrom, target.pathTo));
  if (line.versionTo > line.versionFrom) {
    start.push(startField(head, 'version', line.versionFrom, line.versionTo));
  }
  return headGroup(head, line.next, start, language);
}

function targetField(key: string, target: string, from: number, to: number): Field {
  const raw = target.slice(from, to);
  return { key, wire: '', raw, value: raw, text: raw, span: { part: 'target', from, to } };
}

function readReply(facts: RequestFacts, message: RawMessage, options: DecodeOptions): HalfFrame {
  const { text, language, hints } = options;
  const charset = charsetOf(
    message.body,
    isCut(message),
    text,
    terminalLanguage(facts.parameters, hints),
  );
  const { summary, fields } = readReplyBody(facts, message, { text, language, charset });
  return {
    summary: summary + ending(message, language),
    fields: [...fields, ...outside(message, language), replyHead(message, text, language)],
  };
}

const STATUS_LINE = /^(HTTP\/\d(?:\.\d)?)([ \t]+)(\d{3})(?:([ \t]+)(.*))?$/i;

function replyHead(message: RawMessage, text: TextCodec, language: Language): Field {
  const head = text.decode(message.head, 0, message.head.length, 'latin1');
  const [from, to, next] = startLine(head);
  const [, version = '', gap = '', status, secondGap = '', reason = ''] =
    STATUS_LINE.exec(head.slice(from, to)) ?? [];
  // What is no status line is shown as a line that cannot be read.
  if (status === undefined) return headGroup(head, from, [], language);
  const statusFrom = from + version.length + gap.length;
  const reasonFrom = statusFrom + status.length + secondGap.length;
  const start = [
    startField(head, 'version', from, from + version.length),
    startField(head, 'status', statusFrom, statusFrom + status.length, Number(status)),
    startField(head, 'reason', reasonFrom, reasonFrom + reason.length),
  ];
  return headGroup(head, next, start, language);
}

/** What does not begin as HTTP does: shown whole when it is no text, line by line when it is. */
function readNoise(message: RawMessage, head: string, { language }: DecodeOptions): HalfFrame {
  const bytes = message.head.length > 0 ? message.head : message.body;
  const reason = isTlsHello(bytes) ? 'tls' : 'noise';
  const fields: Field[] = [];
  if (message.body.length > 0) fields.push(opaqueField(message.body, 'body', reason, language));
  fields.push(...outside(message, language));
  if (message.head.length > 0) {
    const group = headGroup(head, 0, [], language);
    const isLines =
      reason === 'noise' && message.head.every((octet) => octet > 0x1f || isLayout(octet));
    fields.push(
      isLines ? group : { ...group, fields: [opaqueField(message.head, 'head', reason, language)] },
    );
  }
  const size = message.head.length + message.body.length;
  return { summary: opaqueText(reason, size, language), fields };
}

const isLayout = (octet: number): boolean => octet === 0x0a || octet === 0x0d || octet === 0x09;

const ENDINGS = {
  truncated: { en: ' (only its beginning was kept)', zh: '（仅保留开头）' },
  incomplete: { en: ' (broken off)', zh: '（中断）' },
} as const;

function ending(message: RawMessage, language: Language): string {
  if (message.incomplete === true) return ENDINGS.incomplete[language];
  return message.truncated === true ? ENDINGS.truncated[language] : '';
}

const EXCESS = {
  en: (bytes: number) => `${bytes} bytes behind the declared end of the message`,
  zh: (bytes: number) => `消息声明的结尾之后还有 ${bytes} 字节`,
} as const;

/** Bytes behind the end that Content-Length declared (the vendor's section 13 example has four). */
function outside({ excess }: RawMessage, language: Language): readonly Field[] {
  if (excess === undefined || excess.length === 0) return [];
  const raw = latin1(excess);
  const text = EXCESS[language](excess.length);
  return [{ key: 'excess', wire: '', raw, value: raw, text, span: null, note: text }];
}
