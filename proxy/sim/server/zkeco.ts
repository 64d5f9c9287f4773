/**
 * The built-in ZKECO: a server that answers as real ones were observed to.
 *
 *   GET  /iclock/cpos?options=all | ?type=      options, time
 *   POST /iclock/cpos?table=                    uploads: OK first, read later
 *   GET  /iclock/posrequest                     polls, card requests
 *   POST /iclock/posdevicecmd                   command results
 *   GET  /iclock/file/…                         downloads for PutFile
 *   GET  / …                                    pages for people
 */

import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TextCodec } from '../../../shared/codec/charset.ts';
import type { Chance } from '../chance.ts';
import type { Clock } from '../clock.ts';
import { notFound, send, type Reply } from './reply.ts';
import { Answers, type ServerEvent, type ZkecoState } from './answers.ts';
import { defaultSettings, type ZkecoSettings } from './settings.ts';

export type { ServerEvent, ZkecoState } from './answers.ts';
export type { ZkecoSettings } from './settings.ts';

export interface ZkecoOptions {
  readonly host: string;
  /** 0 picks a free port. */
  readonly port: number;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly text: TextCodec;
  readonly settings?: Partial<ZkecoSettings>;
  /** Told of each request once its reply is decided. */
  readonly heard?: (event: ServerEvent) => void;
}

export interface Zkeco {
  readonly address: { readonly host: string; readonly port: number };
  readonly state: ZkecoState;
  /** Queues a command for a serial, known or not yet; returns its id. */
  enqueue(sn: string, commandText: string): string;
  close(): Promise<void>;
}

const MOST_BODY_BYTES = 16 * 1024 * 1024;

/** Null when the body is too long to be an upload. */
async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MOST_BODY_BYTES) return null;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

export async function startZkeco(options: ZkecoOptions): Promise<Zkeco> {
  const settings = { ...defaultSettings, ...options.settings };
  const answers = new Answers({
    settings,
    text: options.text,
    clock: options.clock,
    chance: options.chance,
    heard: options.heard ?? (() => {}),
  });

  async function answer(request: IncomingMessage): Promise<Reply> {
    const body = await readBody(request);
    if (body === null) return notFound(request.url ?? '/');
    return answers.to({
      method: request.method ?? 'GET',
      target: request.url ?? '/',
      host: request.headers.host ?? '',
      cookie: request.headers.cookie ?? '',
      body,
    });
  }

  // Terminals write odd requests (raw blanks, bare LF); a lenient parser answers more of them.
  const server = createServer({ insecureHTTPParser: true }, (request, response) => {
    response.on('error', () => {});
    // A reply that cannot be written (a Host that no Location may carry) costs one connection, not the server.
    answer(request)
      .then((reply) => send(response, reply, options.clock.now()))
      .catch(() => response.destroy());
  });
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
    else socket.destroy();
  });

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const { address, port } = server.address() as AddressInfo;

  return {
    address: { host: address, port },
    state: answers.state,
    enqueue: (sn, text) => answers.enqueue(sn, text),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
