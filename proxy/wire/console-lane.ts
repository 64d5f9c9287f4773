/**
 * The console lane's server: people's requests go to ZKECO through http-proxy.
 *
 * http-proxy 1.18 is old; what it does badly is done here instead: `selfHandleResponse`, our own piping in
 * both directions, the raw target, no pass that changes lengths. Every guard has its test in
 * test/wire/console-guards.test.ts. The HTTP server never listens: connections are handed to it.
 */

import {
  createServer,
  type ClientRequest,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { Socket } from 'node:net';
import { pipeline, type Duplex, type Stream } from 'node:stream';
import HttpProxy from 'http-proxy';
import { browserHeaders, hopByHop } from './console-headers.ts';
import { ConsoleStream } from './console-stream.ts';
import { errorWord, type UpstreamServer, type WireSettings } from './options.ts';
import type { Refusal } from './own-reply.ts';
import { unreachableSentence } from './unreachable.ts';

/** Some of ZKECO's reports take minutes. */
const REPLY_TIMEOUT_MS = 300_000;
/** RFC 9112 section 6.1: what else the body may be coded with, we could not tell the browser. */
const PLAIN_CODING = /^\s*(chunked|identity)?\s*$/i;

/** http-proxy keeps its passes in an array that its types do not name. */
interface Passes {
  readonly webPasses: { readonly name: string }[];
}

export class ConsoleServer {
  readonly #settings: WireSettings;
  readonly #http: Server;
  readonly #proxy: HttpProxy;

  constructor(settings: WireSettings) {
    this.#settings = settings;
    this.#proxy = createProxy(settings);
    this.#http = createServer(
      {
        insecureHTTPParser: false,
        // Forwarded as it came: it is the server's to complain.
        requireHostHeader: false,
        // Our own sweep watches over connections; these would need a listening server.
        requestTimeout: 0,
        headersTimeout: 0,
        keepAliveTimeout: 0,
      },
      (req, res) => this.#serve(req, res),
    );
    // Without a listener for 'upgrade' Node serves `Upgrade: h2c` as an ordinary request; WebSockets and
    // CONNECT never come here, the wire carries them.
    this.#http.on('clientError', (_error, socket: Duplex) => {
      if (socket.writable)
        socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      else socket.destroy();
    });
  }

  /** Takes over a connection whose next bytes are a request. */
  serve(stream: ConsoleStream): void {
    this.#http.emit('connection', stream);
  }

  #serve(req: IncomingMessage, res: ServerResponse): void {
    res.sendDate = false;
    // Node has answered it with 100 already; http.request would send its head off before we could touch it.
    delete req.headers.expect;
    const exchange = new ConsoleExchange(this.#settings, req, res);
    try {
      this.#proxy.web(
        req,
        res,
        {
          // Called instead of req.pipe(): the one moment when the request exists and nothing of it is sent.
          buffer: {
            pipe: (request: ClientRequest) => exchange.begin(request),
          } as unknown as Stream,
          // http-proxy fills this object in as the options of http.request, so each request needs its own.
          ssl: { insecureHTTPParser: false } as object,
        },
        (error) => exchange.fails(error),
      );
    } catch (error) {
      exchange.fails(error);
    }
  }
}

function createProxy({ upstream }: WireSettings): HttpProxy {
  const { protocol, hostname, port } = upstream;
  const proxy = HttpProxy.createProxyServer({
    target: { protocol, hostname, host: hostname, port: String(port) },
    secure: upstream.rejectUnauthorized ?? true,
    selfHandleResponse: true,
    // Otherwise the target goes through url.parse, which throws for some and alters others.
    toProxy: true,
  });
  const { webPasses } = proxy as unknown as Passes;
  // deleteLength drops Transfer-Encoding but not the body; timeout needs a real socket.
  webPasses.splice(0, webPasses.length, ...webPasses.filter(({ name }) => name === 'stream'));
  proxy.on('error', () => {});
  return proxy;
}

/** One request of a person on its way to the server, and the reply on its way back. */
class ConsoleExchange {
  readonly #settings: WireSettings;
  readonly #req: IncomingMessage;
  readonly #res: ServerResponse;
  #request: ClientRequest | null = null;
  #isConnected = false;
  #hasReply = false;
  #hasFailed = false;

  constructor(settings: WireSettings, req: IncomingMessage, res: ServerResponse) {
    this.#settings = settings;
    this.#req = req;
    this.#res = res;
  }

  /** Sends the request off; what is thrown here is thrown out of proxy.web. */
  begin(request: ClientRequest): void {
    this.#request = request;
    this.#res.once('close', () => request.destroy());
    request.path = this.#req.url ?? '/';
    for (const name of hopByHop(this.#req.rawHeaders)) request.removeHeader(name);
    request.setHeader('Connection', 'close');
    this.#watchConnect(request);
    request.setTimeout(REPLY_TIMEOUT_MS, () => request.destroy(new ConsoleTimeout()));
    request.once('response', (reply) => this.#passReply(reply));
    // Observed for a 101 that nobody asked for: Node closes without an error.
    request.once('close', () => {
      if (!this.#hasReply) this.fails(new Error('closed'));
    });
    // Not pipeline: a server that answers before it has read all must not cost the browser that answer.
    this.#req.pipe(request);
  }

  fails(error: unknown): void {
    if (this.#hasFailed) return;
    this.#hasFailed = true;
    this.#request?.destroy();
    const stream = this.#req.socket as Socket | ConsoleStream;
    if (!(stream instanceof ConsoleStream) || stream.destroyed) return;
    // Half a reply must not look whole.
    if (this.#res.headersSent) stream.destroy();
    else stream.refuse(refusalFor(error, this.#isConnected, this.#settings.upstream));
  }

  #watchConnect(request: ClientRequest): void {
    const timer = setTimeout(
      () => request.destroy(new ConsoleTimeout()),
      this.#settings.connectTimeoutMs,
    );
    const stop = () => clearTimeout(timer);
    const connected = () => {
      this.#isConnected = true;
      stop();
    };
    request.once('close', stop).once('socket', (socket) => {
      const isTls = this.#settings.upstream.protocol === 'https:';
      socket.once(isTls ? 'secureConnect' : 'connect', connected);
    });
  }

  #passReply(reply: IncomingMessage): void {
    this.#hasReply = true;
    // Node takes a body that lasts until the close for complete however the connection ended.
    this.#request?.socket?.once('error', (error) => this.fails(error));
    try {
      if (!PLAIN_CODING.test(reply.headers['transfer-encoding'] ?? '')) {
        throw new Error(`transfer coding ${reply.headers['transfer-encoding']}`);
      }
      const { upstream } = this.#settings;
      const headers = browserHeaders(reply.rawHeaders, { upstream, host: this.#req.headers.host });
      this.#res.writeHead(reply.statusCode ?? 0, reply.statusMessage ?? '', headers);
    } catch (error) {
      return this.fails(error);
    }
    pipeline(reply, this.#res, (error) => {
      if (error) this.fails(error);
    });
  }
}

class ConsoleTimeout extends Error {
  override readonly message = 'ETIMEDOUT';
}

function refusalFor(error: unknown, wasConnected: boolean, server: UpstreamServer): Refusal {
  if (error instanceof ConsoleTimeout) {
    return {
      outcome: 'timeout',
      sentence: 'pushscope waited too long for the server; check that it is running and reachable.',
    };
  }
  return wasConnected
    ? {
        outcome: 'server-aborted',
        sentence: `pushscope got no usable reply from the server (${errorWord(error)}).`,
      }
    : {
        outcome: 'refused',
        sentence: unreachableSentence(server, error),
      };
}
