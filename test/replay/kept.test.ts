/** Whether a connection goes on, as either side says it; and a stand-in that holds to it. */

import { describe, expect, test } from 'vitest';
import type { Message } from '../../shared/capture/exchange.ts';
import { isKept } from '../../proxy/replay/kept.ts';
import { listen } from '../../proxy/replay/listener.ts';
import { dial } from '../kit/sockets.ts';

const message = (head: string, more: Partial<Message> = {}): Message => ({
  head: Buffer.from(head.replaceAll('\n', '\r\n'), 'latin1'),
  body: Buffer.alloc(0),
  size: 0,
  framing: { kind: 'length' },
  ...more,
});
const REQUEST = 'GET /iclock/posrequest HTTP/1.1\n\n';
const REPLY = 'HTTP/1.1 200 OK\nContent-Length: 0\n\n';

const CASES: readonly (readonly [request: string, reply: string, isKept: boolean])[] = [
  [REQUEST, REPLY, true],
  [`\n${REQUEST}`, REPLY, true],
  [REQUEST.replace('1.1', '1.0'), REPLY, false],
  [REQUEST.replace('1.1\n', '1.0\nUser-Agent: HTTP/1.1 \n'), REPLY, false],
  [REQUEST.replace('1.1\n', '1.0\nConnection: Keep-Alive\n'), REPLY, true],
  [REQUEST, REPLY.replace('1.1', '1.0'), false],
  [REQUEST.replace('\n', '\nConnection: keep-alive, Close\n'), REPLY, false],
  [REQUEST.replace('\n', '\nconnection:\tclose\n'), REPLY, false],
  [REQUEST, REPLY.replace('\n', '\nConnection: x\nConnection: close\n'), false],
  [REQUEST, REPLY.replace('\n', '\nConnection: closed\n'), true],
];

test.each(CASES)('%j %j: %s', (request, reply, goesOn) => {
  expect(isKept(message(request), message(reply))).toBe(goesOn);
});

test('what breaks off, or ends with its connection, is the last', () => {
  expect(isKept(message(REQUEST), message(REPLY, { incomplete: true }))).toBe(false);
  expect(isKept(message(REQUEST), message(REPLY, { framing: { kind: 'close' } }))).toBe(false);
});

test('many blanks cost no time', { timeout: 1500 }, () => {
  expect(isKept(message(REQUEST.replace('\n', `\nConnection:${' '.repeat(60_000)}x\n`)), message(REPLY))).toBe(true); // prettier-ignore
});

describe('a stand-in', () => {
  test.each(CASES)('%j %j: %s', async (request, reply, goesOn) => {
    const server = await listen({ host: '127.0.0.1', port: 0 }, () =>
      Promise.resolve(message(reply)),
    );
    const line = await dial(server.address.port);
    const bytes = message(request).head;
    await line.send(Buffer.concat([bytes, bytes]));
    const twice = reply.replaceAll('\n', '\r\n').length * 2;
    if (goesOn) await line.until(twice);
    else await line.ended;
    expect(line.text.match(/200 OK/g)).toHaveLength(goesOn ? 2 : 1);
    line.socket.destroy();
    await server.close();
  });
});
