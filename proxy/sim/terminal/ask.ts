/** One request and its reply over a connection of their own, in the bytes of a terminal's HTTP client. */

import { connect } from 'node:net';

export interface Target {
  readonly host: string;
  readonly port: number;
}

export interface Question {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: Uint8Array;
}

export interface Answer {
  readonly status: number;
  readonly body: Buffer;
}

const TIMEOUT_MS = 20_000;
const MOST_REPLY_BYTES = 64 * 1024 * 1024;

const hostOf = ({ host, port }: Target): string =>
  host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;

/** Header names, order and case as observed: Host, User-Agent, Connection, Accept, Content-Length. */
export function requestBytes(target: Target, { method, path, body }: Question): Buffer {
  const head = [
    `${method} ${path} HTTP/1.1`,
    `Host: ${hostOf(target)}`,
    'User-Agent: iClock Proxy/1.09',
    'Connection: close',
    'Accept: */*',
    ...(body === undefined ? [] : [`Content-Length: ${body.length}`]),
  ];
  return Buffer.concat([
    Buffer.from(`${head.join('\r\n')}\r\n\r\n`, 'latin1'),
    body ?? Buffer.alloc(0),
  ]);
}

/** De-chunks; null while the last chunk is missing. */
function joinChunks(bytes: Buffer): Buffer | null {
  const parts: Buffer[] = [];
  for (let at = 0; ;) {
    const lineEnd = bytes.indexOf('\r\n', at);
    if (lineEnd === -1) return null;
    const size = Number.parseInt(bytes.toString('latin1', at, lineEnd), 16);
    if (Number.isNaN(size)) throw new Error('a chunk of the reply has no length');
    const from = lineEnd + 2;
    if (size === 0) return Buffer.concat(parts);
    if (bytes.length < from + size + 2) return null;
    parts.push(bytes.subarray(from, from + size));
    at = from + size + 2;
  }
}

/** The reply if it is whole; null when more bytes must come. `ended`: the server has closed. */
export function readAnswer(bytes: Buffer, ended: boolean): Answer | null {
  const headEnd = bytes.indexOf('\r\n\r\n');
  if (headEnd === -1) return null;
  const head = bytes.toString('latin1', 0, headEnd);
  const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(head)?.[1]);
  if (!(status > 0)) throw new Error('the reply does not begin like HTTP');
  const rest = bytes.subarray(headEnd + 4);
  const length = /\r\nContent-Length:[ \t]*(\d+)/i.exec(head)?.[1];
  if (/\r\nTransfer-Encoding:[ \t]*chunked/i.test(head)) {
    const body = joinChunks(rest);
    return body === null ? null : { status, body };
  }
  if (length !== undefined) {
    return rest.length < Number(length) ? null : { status, body: rest.subarray(0, Number(length)) };
  }
  return ended ? { status, body: rest } : null;
}

/** Rejects when the server cannot be reached, ends too early or stays silent. */
export function ask(target: Target, question: Question, signal: AbortSignal): Promise<Answer> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(new Error('the terminal was switched off'));
      return;
    }
    const parts: Buffer[] = [];
    let size = 0;
    const socket = connect({ ...target, signal, noDelay: true });
    const fail = (error: Error) => {
      socket.destroy();
      reject(error);
    };
    const look = (ended: boolean) => {
      try {
        const answer = readAnswer(Buffer.concat(parts), ended);
        if (answer !== null) {
          socket.end();
          resolve(answer);
        } else if (ended) fail(new Error('the reply ended too early'));
      } catch (error) {
        fail(error instanceof Error ? error : new Error(String(error)));
      }
    };
    socket.setTimeout(TIMEOUT_MS, () => fail(new Error('the server stayed silent')));
    socket.on('error', fail);
    socket.on('data', (part) => {
      parts.push(part);
      size += part.length;
      if (size > MOST_REPLY_BYTES) fail(new Error('the reply is too long'));
      else look(false);
    });
    socket.on('end', () => look(true));
    socket.on('close', () => reject(new Error('the connection was cut')));
    socket.on('connect', () => socket.write(requestBytes(target, question)));
  });
}
