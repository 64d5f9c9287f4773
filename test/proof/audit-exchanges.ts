/** What terminals and server tell of each exchange, laid side by side: every byte that differs must be of a command of ours. */

import { Buffer } from 'node:buffer';
import type { Message } from './http-stream.ts';
import type { FieldServer } from './field-server.ts';
import type { Asked, FieldTerminal } from './field-terminal.ts';
import { isOurs } from './results.ts';

const LENGTH = /^(content-length:\s*)\d+/im;
const FOREIGN = /(?<!\d)9\d{15}(?!\d)/;
const OUR_LINE = /^C:9\d{15}:/;
const LAST = /^C:\d+:(?:CHECK (?:OPTION|POSLOG|FULLLOG|ALLOWLOG|ALL)|REBOOT)\s*$/;

/** Sentences about all that went wrong; none when nothing did. */
export function auditExchanges(
  terminals: readonly FieldTerminal[],
  server: FieldServer,
): readonly string[] {
  const wrong: string[] = [];
  for (const terminal of terminals) {
    const say = (fact: string) => wrong.push(`${terminal.sn}: ${fact}`);
    for (const asked of terminal.asked) auditExchange(asked, server, (fact) => say(`exchange ${asked.number}: ${fact}`)); // prettier-ignore
    const theirs = terminal.obeyed.flatMap(({ id }) => (isOurs(id) ? [] : [Number(id)]));
    const issued = server.issued.get(terminal.sn) ?? [];
    if (theirs.join() !== issued.join())
      say(`obeyed ${theirs.join()} of the server, which had issued ${issued.join()}`);
    for (const id of issued)
      if (!server.acknowledged.has(id)) say(`the server was never told of ${id}`);
    for (const id of terminal.doubled) say(`${id} was delivered twice`);
  }
  if (server.dropped > 0) wrong.push(`the server dropped ${server.dropped} POSTs whole`);
  if (server.unknown > 0) wrong.push(`the server was told of ${server.unknown} ids not its own`);
  if (FOREIGN.test(Buffer.concat(server.bytes).toString('latin1')))
    wrong.push('an id of ours is among the bytes that the server heard');
  return wrong;
}

type Say = (fact: string) => void;

function auditExchange(asked: Asked, server: FieldServer, say: Say): void {
  const heard = server.heard.get(asked.number) ?? [];
  const { serverBody, reply } = asked;
  if (serverBody === null) {
    if (heard.length > 0) say('the server heard of a POST that was all ours');
    if (reply !== null && reply.body.toString() !== 'OK') say('a POST that was all ours was not answered OK'); // prettier-ignore
    return;
  }
  const [request] = heard;
  if (heard.length > 1) say(`the server heard it ${heard.length} times`);
  if (request !== undefined) auditRequest(asked, serverBody, request, say);
  const said = server.said.get(asked.number);
  if (reply === null) {
    const isForeign = asked.rest.length > 0 && !asked.rest.includes('C:9');
    if (isForeign && said?.raw.subarray(0, asked.rest.length).equals(asked.rest) !== true)
      say('a reply that broke off does not begin as the server said it');
    return;
  }
  if (said === undefined) say('a reply came that the server never gave');
  else if (said.cut) say('a reply that the server broke off came whole');
  else auditReply(said, reply, say);
  if (asked.rest.length > 0) say(`${asked.rest.length} bytes came behind the reply`);
}

function auditRequest({ raw }: Asked, wanted: Buffer, heard: Message, say: Say): void {
  const head = raw.toString('latin1', 0, raw.indexOf('\r\n\r\n') + 4);
  if (raw.length === head.length + wanted.length) {
    if (!heard.raw.equals(raw)) say('a request that was none of ours reached the server changed');
    return;
  }
  if (!heard.body.equals(wanted)) say('the server heard more or less than the results of its own');
  if (heard.head !== head.replace(LENGTH, `$1${wanted.length}`))
    say('the head of a request was changed beside its length');
}

function auditReply(
  said: { readonly raw: Buffer; readonly head: string; readonly body: Buffer },
  { raw, head, body }: Message,
  say: Say,
): void {
  const lines = linesOf(body);
  const first = lines.findIndex(isOur);
  const last = lines.findLastIndex(isOur);
  if (first < 0) {
    if (!raw.equals(said.raw)) say('a reply without commands of ours came changed');
    return;
  }
  const ours = lines.slice(first, last + 1);
  if (!ours.every(isOur)) say('commands of the server stand among ours');
  const before = Buffer.concat(lines.slice(0, first));
  const after = Buffer.concat(lines.slice(last + 1));
  if (!isWhole(said.body, before, ours, after)) say('bytes of the server came changed beside our commands'); // prettier-ignore
  if (head !== said.head.replace(LENGTH, `$1${body.length}`))
    say('the head of a reply was changed beside its length');
  const texts = lines.map((line) => line.toString('latin1').trim()).filter((line) => line !== '');
  if (texts.length > 20) say(`${texts.length} commands came at once`);
  if (texts.slice(0, -1).some((line) => LAST.test(line))) say('something stood behind what must be last'); // prettier-ignore
}

const isOur = (line: Buffer): boolean => OUR_LINE.test(line.toString('latin1', 0, 32));

/** With their line ends. */
function linesOf(body: Buffer): readonly Buffer[] {
  const lines: Buffer[] = [];
  for (let at = 0; at < body.length;) {
    const found = body.indexOf(0x0a, at);
    const to = found < 0 ? body.length : found + 1;
    lines.push(body.subarray(at, to));
    at = to;
  }
  return lines;
}

/** Every byte of the server is where it was, blank lines too, and ours end as its lines do. */
function isWhole(said: Buffer, before: Buffer, ours: readonly Buffer[], after: Buffer): boolean {
  const end = said.includes('\r\n') ? '\r\n' : '\n';
  const ends = (line: Buffer) => line.toString('latin1').endsWith(end);
  const plain = (line: Buffer) => !/[\r\n]/.test(line.toString('latin1'));
  if (said.toString('latin1').trim() === 'OK')
    return before.length + after.length === 0 && ours.every(ends);
  // Where the server ended without a line break, that is ours to add, and our last line has none.
  const isOpen = said.at(-1) !== 0x0a && after.length === 0;
  if (!isOpen) return Buffer.concat([before, after]).equals(said) && ours.every(ends);
  const [last, ...others] = ours.toReversed();
  const isJoined = before.equals(Buffer.concat([said, Buffer.from(end)]));
  return isJoined && last !== undefined && plain(last) && others.every(ends);
}
