/** A site for people such as ZKECO serves: a login, cookies, absolute redirects, files, a WebSocket. */

import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { WebSocketServer } from 'ws';

/** What only an administrator knows. */
export const PASSWORD = 'Geheim-4711-öffne';
/** The bytes of the report that can be downloaded. */
export const REPORT = Buffer.from(
  Uint8Array.from({ length: 24 * 1024 * 1024 }, (_, at) => at % 251).buffer,
);

export const sha256 = (bytes: Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex');

export interface ZkecoSite {
  readonly upstream: string;
  /** The cookies of each request, by its target. */
  readonly cookies: ReadonlyMap<string, string>;
  close(): void;
}

const page = (body: string) => `<!doctype html><meta charset="utf-8"><title>ZKECO</title>${body}`;

const LOGIN = page(`<form method="post" action="/accounts/login/">
  <input name="username"><input name="password" type="password"><button>Log in</button></form>`);

const HOME = page(`<h1>消费管理</h1><a href="/report.bin">report</a>
  <form id="upload" method="post" action="/import/" enctype="multipart/form-data">
  <input type="file" name="people"><button>Import</button></form>`);

async function wholeBody(req: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** The content of the only part of a multipart/form-data body. */
function onlyPart(req: IncomingMessage, body: Buffer): Buffer {
  const boundary = /boundary=(.+)$/.exec(req.headers['content-type'] ?? '')?.[1] ?? '';
  const begin = body.indexOf('\r\n\r\n') + 4;
  return body.subarray(begin, body.lastIndexOf(`\r\n--${boundary}--`));
}

async function answer(req: IncomingMessage, res: ServerResponse, upstream: string): Promise<void> {
  const body = await wholeBody(req);
  const html = (text: string) =>
    res
      .writeHead(200, { 'Content-Type': 'text/html', 'Content-Encoding': 'gzip' })
      .end(gzipSync(text));
  const isSignedIn = /\bsessionid=s3ss10n\b/.test(req.headers.cookie ?? '');
  switch (`${req.method} ${req.url}`) {
    case 'GET /accounts/login/':
      res.setHeader('Set-Cookie', 'csrftoken=c5rf; Path=/; SameSite=Lax');
      return void html(LOGIN);
    case 'POST /accounts/login/':
      if (new URLSearchParams(body.toString()).get('password') !== PASSWORD) break;
      res.setHeader('Set-Cookie', [
        'sessionid=s3ss10n; Domain=localhost; Path=/; HttpOnly',
        'report=1; Path=/report.bin',
      ]);
      return void res.writeHead(302, { Location: `${upstream}/home/` }).end();
  }
  if (req.url?.startsWith('/iclock/')) return void res.end('OK');
  if (!isSignedIn)
    return void res.writeHead(302, { Location: `${upstream}/accounts/login/` }).end();
  switch (`${req.method} ${req.url}`) {
    case 'GET /home/':
      return void html(HOME);
    case 'GET /report.bin':
      res.writeHead(200, {
        'Content-Type': 'application/octet-stream',
        'Content-Disposition': 'attachment; filename="report.bin"',
      });
      return void res.end(REPORT);
    case 'POST /import/':
      return void html(page(`<output>${sha256(onlyPart(req, body))}</output>`));
    case 'GET /count':
      return void res.end('1');
  }
  res.writeHead(404).end();
}

/** Starts it on a name, `localhost`, under which nobody reaches pushscope. */
export async function startZkecoSite(): Promise<ZkecoSite> {
  const cookies = new Map<string, string>();
  const server = createServer((req, res) => {
    cookies.set(req.url ?? '', req.headers.cookie ?? '');
    void answer(req, res, upstream);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const upstream = `http://localhost:${(server.address() as AddressInfo).port}`;
  const sockets = new WebSocketServer({ server, path: '/events' });
  sockets.on('connection', (socket, req) => {
    cookies.set('/events', req.headers.cookie ?? '');
    socket.on('message', (text: Buffer) => socket.send(`heard ${text.toString()}`));
  });
  return {
    upstream,
    cookies,
    close: () => {
      for (const socket of sockets.clients) socket.terminate();
      server.close().closeAllConnections();
    },
  };
}
