/** The inspector's HTTP server: every way in leads through the gate, then to the page, a route or the live socket. */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { Refused, refuseSocket, sendError } from './answer.ts';
import { Gate, type GateOptions, type Verdict } from './gate.ts';
import type { PageFiles } from './page-files.ts';
import type { Route } from './routes/route.ts';

const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 20_000;
const KEEP_ALIVE_MS = 10_000;
/** A download that nobody reads on. */
const SILENCE_MS = 60_000;
const MOST_HEADER_BYTES = 16 * 1024;
const MOST_CONNECTIONS = 256;

export interface ServerOptions extends Omit<GateOptions, 'port' | 'isPageFile'> {
  readonly port: number;
  readonly page: PageFiles;
  readonly routes: readonly Route[];
  readonly livePath: string;
  /** Takes over a connection for the live socket. May throw Refused. */
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer, query: string) => void;
  readonly onFault: (error: unknown) => void;
}

export interface DeskServer {
  readonly host: string;
  readonly port: number;
  close(): void;
}

const HTTP_METHODS_KNOWN = 'GET, HEAD, POST, PUT, DELETE';

/** Percent-decoded; null when it cannot be. */
function decodePart(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}

/** Listens; rejects with Node's own error (EADDRINUSE …) when it cannot. */
export async function startServer(options: ServerOptions): Promise<DeskServer> {
  const { page, routes, livePath, onFault } = options;
  let gate: Gate | null = null;

  const judge = (request: IncomingMessage, upgrade: boolean): Verdict =>
    gate?.judge({
      method: request.method ?? '',
      target: request.url ?? '',
      rawHeaders: request.rawHeaders,
      upgrade,
      localAddress: request.socket.localAddress ?? '',
    }) ?? { ok: false, status: 403, code: 'HOST', message: 'Not open yet.' };

  const fail = (
    error: unknown,
  ): { status: number; code: string; message: string; at?: number | undefined } => {
    if (error instanceof Refused) return error;
    onFault(error);
    return { status: 500, code: 'DESK', message: 'The desk failed at this; its log says why.' };
  };

  const answer = async (
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    query: string,
  ) => {
    const method = request.method === 'HEAD' ? 'GET' : request.method;
    if (method === 'GET' && page.has(path)) return page.send(path, response);
    const there = routes.filter((route) => route.path.test(path));
    const route = there.find((each) => each.method === method);
    if (route === undefined) {
      if (there.length === 0 && path !== livePath)
        throw new Refused(404, 'NO_ROUTE', `There is nothing at ${path}.`);
      throw new Refused(
        405,
        'METHOD',
        `${path} does not take ${request.method}; the inspector knows ${HTTP_METHODS_KNOWN}.`,
      );
    }
    const parts = (route.path.exec(path) ?? []).slice(1).map(decodePart);
    const decoded = parts.filter((part) => part !== null);
    if (decoded.length < parts.length)
      throw new Refused(400, 'TARGET', 'The path is not well-formed.');
    return route.answer({ request, response, parts: decoded, query });
  };

  const take = async (request: IncomingMessage, response: ServerResponse, expects: boolean) => {
    response.on('error', () => response.destroy());
    const verdict = judge(request, false);
    if (!verdict.ok) {
      // What it may still send is not waited for.
      response.shouldKeepAlive = false;
      sendError(response, verdict);
      return;
    }
    if (expects) response.writeContinue();
    try {
      await answer(request, response, verdict.path, verdict.query);
    } catch (error) {
      if (!request.complete) response.shouldKeepAlive = false;
      sendError(response, fail(error));
    }
  };

  const server = createServer({
    headersTimeout: HEADERS_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    maxHeaderSize: MOST_HEADER_BYTES,
    // The gate refuses a request without Host itself.
    requireHostHeader: false,
  });
  server.maxConnections = MOST_CONNECTIONS;
  server.setTimeout(SILENCE_MS);

  server.on('request', (request, response) => void take(request, response, false));
  server.on('checkContinue', (request, response) => void take(request, response, true));
  server.on('checkExpectation', (request, response) => {
    const verdict = judge(request, false);
    response.shouldKeepAlive = false;
    sendError(
      response,
      verdict.ok
        ? { status: 400, code: 'EXPECT', message: 'Only 100-continue can be expected here.' }
        : verdict,
    );
  });
  server.on('connect', (request, socket) => {
    socket.on('error', () => socket.destroy());
    const verdict = judge(request, true);
    refuseSocket(
      socket,
      verdict.ok ? { status: 405, code: 'METHOD', message: 'The inspector is no proxy.' } : verdict,
    );
  });
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    const verdict = judge(request, true);
    if (!verdict.ok) return refuseSocket(socket, verdict);
    if (verdict.path !== livePath || request.headers.upgrade?.toLowerCase() !== 'websocket') {
      return refuseSocket(socket, {
        status: 404,
        code: 'NO_ROUTE',
        message: `The live socket is a WebSocket at ${livePath}.`,
      });
    }
    try {
      options.upgrade(request, socket, head, verdict.query);
    } catch (error) {
      refuseSocket(socket, fail(error));
    }
  });
  server.on('clientError', (_error, socket) => {
    if (socket.writable)
      refuseSocket(socket, { status: 400, code: 'HTTP', message: 'This is no HTTP request.' });
    else socket.destroy();
  });

  const { port } = await listen(server, options.host, options.port);
  gate = new Gate({ ...options, port, isPageFile: (path) => page.has(path) });
  return {
    host: options.host,
    port,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

const listen = (server: Server, host: string, port: number): Promise<AddressInfo> =>
  new Promise((listening, failed) => {
    server.once('error', failed);
    server.listen({ host, port }, () => {
      server.off('error', failed);
      server.on('error', () => {});
      listening(server.address() as AddressInfo);
    });
  });
