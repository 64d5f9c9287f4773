/** Exchanges for the tests of findings: a request, its reply, both as they stand on the wire. */

import type { RawExchange, RawMessage } from '../../shared/codec/message.ts';
import type { Language } from '../../shared/codec/frame.ts';
import { Examined, findingsOf } from '../../shared/findings/index.ts';
import type { Finding } from '../../shared/findings/finding.ts';
import { decoded, wire } from '../kit/samples.ts';

export const SN = '5158181900025';

const DATE = 'Date: Fri, 02 Nov 2018 09:05:36 GMT\r\n';

export const get = (target: string): RawMessage =>
  wire(`GET /iclock/${target} HTTP/1.1\r\nHost: 192.168.1.201:8088\r\n\r\n`);

export const post = (target: string, body: string): RawMessage =>
  wire(
    `POST /iclock/${target} HTTP/1.1\r\nHost: 192.168.1.201:8088\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );

export const reply = (body: string, headers = DATE, status = '200 OK'): RawMessage =>
  wire(`HTTP/1.1 ${status}\r\n${headers}Content-Length: ${body.length}\r\n\r\n${body}`);

/** What pushscope answers by itself, where the server cannot. */
export const OURS: RawMessage & { readonly by: string } = {
  ...reply(
    'pushscope could not connect to the server (ECONNREFUSED); check that it is running and reachable.\n',
    '',
    '502 Bad Gateway',
  ),
  by: 'pushscope',
};

export const poll = get(`posrequest?SN=${SN}&type=pos&devno=36`);
export const init = get(`cpos?SN=${SN}&options=all&language=83`);
export const RECORD = '10023\t10023\t2018-11-02 12:01:07\t850\t14150\t26\t2\t2\t7039\t37\t0';
export const upload = (body: string, table = 'BUYLOG') =>
  post(`cpos?SN=${SN}&table=${table}&Stamp=2018-11-02T12:01:10&StampId=38`, body);
export const results = (body: string) => post(`posdevicecmd?SN=${SN}`, body);

export function findings(
  request: RawMessage,
  response: RawMessage | null = reply('OK'),
  language: Language = 'en',
): Finding[] {
  const raw: RawExchange = { request, response };
  return findingsOf(new Examined(raw, decoded(request, response, { language })), language);
}

/** The text that a finding marks, as Latin-1. */
export function marked(
  { part, span }: Finding,
  request: RawMessage,
  response: RawMessage | null,
): string {
  const message = part === 'request' ? request : response;
  if (span === null || message === null) return '';
  const head = Buffer.from(message.head).toString('latin1');
  const text = {
    head,
    target: head.split(' ')[1] ?? '',
    body: Buffer.from(message.body).toString('latin1'),
  }[span.part];
  return text.slice(span.from, span.to);
}
