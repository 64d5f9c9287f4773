/** A desk for the page alone: the API and the live socket over exchanges that a test puts in. */

import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { WebSocketServer } from 'ws';
import { SECURITY_HEADERS } from '../../proxy/desk/security-headers.ts';
import { lineTools } from '../../proxy/record/line-tools.ts';
import type { Exchange } from '../../shared/capture/exchange.ts';
import { exchangeLine } from '../../shared/capture/line.ts';
import type { Language } from '../../shared/codec/frame.ts';
import { keyNamed, matchFrame, parseFilter, type FrameSubject } from '../../shared/filter/index.ts';
import type {
  CaptureRow,
  ExchangeList,
  LiveMessage,
  LiveRequest,
  Row,
  Status,
  TerminalRow,
} from '../../shared/link/api.ts';
import type { NoteAnswer, NoteRequest } from '../../shared/link/notes.ts';
import { lineOf, readExchange, type Reading } from './reading.ts';
import { statisticsOf } from './statistics.ts';

const page = join(import.meta.dirname, '../../dist/inspector');
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};
const OLDER = 'capture-2026-11-23T08-00-00.jsonl';

class Refusal extends Error {
  readonly status: number;
  readonly at: number | undefined;
  readonly code: string;
  constructor(status: number, message: string, at?: number, code = 'STUB') {
    super(message);
    this.code = code;
    this.status = status;
    this.at = at;
  }
}

export class DeskStub {
  readonly token = randomBytes(16).toString('hex');
  /** Every path that was asked for. */
  readonly asked: string[] = [];
  readonly #exchanges: Exchange[] = [];
  readonly #older: Exchange[] = [];
  terminals: readonly TerminalRow[] = [];
  status: Partial<Status> = {};
  rotations = 0;
  /** What was asked to be noted. */
  readonly notes: NoteRequest[] = [];
  #cookie = randomBytes(8).toString('hex');
  readonly #server = createServer((request, response) => void this.#answer(request, response));
  readonly #sockets = new WebSocketServer({ noServer: true });
  readonly #languages = new Map<unknown, Language>();
  readonly #highlights = new Map<unknown, string>();

  async start(): Promise<void> {
    this.#server.on('upgrade', (request, socket, head) => {
      if (!this.#knows(request)) {
        socket.end('HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n');
        return;
      }
      this.#sockets.handleUpgrade(request, socket, head, (client) => {
        client.on('message', (text) => {
          const request = JSON.parse(String(text)) as LiveRequest;
          if (request.type === 'highlight') {
            this.#highlights.set(client, request.highlight);
            return;
          }
          const { language } = request;
          this.#languages.set(client, language);
          client.send(JSON.stringify(this.#snapshot(language)));
        });
        client.on('close', () => this.#languages.delete(client));
      });
    });
    await new Promise<void>((listening) => this.#server.listen(0, '127.0.0.1', listening));
  }

  async stop(): Promise<void> {
    this.dropSockets();
    this.#server.closeAllConnections();
    await new Promise((closed) => this.#server.close(closed));
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get count(): number {
    return this.#exchanges.length;
  }

  dropSockets(): void {
    for (const client of this.#sockets.clients) client.terminate();
  }

  /** As after a start with another token: cookies of before count for nothing. */
  forgetVisitors(): void {
    this.#cookie = randomBytes(8).toString('hex');
  }

  keepOlder(exchanges: readonly Exchange[]): void {
    this.#older.push(...exchanges);
  }

  /** New exchanges: kept, and told to every open page. */
  push(exchanges: readonly Exchange[]): void {
    this.#exchanges.push(...exchanges);
    for (const client of this.#sockets.clients) {
      const language = this.#languages.get(client) ?? 'en';
      const highlight = this.#highlights.get(client) ?? '';
      const batch: LiveMessage = {
        type: 'batch',
        items: exchanges.map((each) => lit(readExchange(each, language), highlight, language)),
        total: this.#exchanges.length,
        terminals: [],
        status: this.#status(),
        highlight,
      };
      client.send(JSON.stringify(batch));
    }
  }

  tellTerminals(): void {
    for (const client of this.#sockets.clients) {
      const batch: LiveMessage = {
        type: 'batch',
        items: [],
        total: this.#exchanges.length,
        terminals: this.terminals,
        status: this.#status(),
      };
      client.send(JSON.stringify(batch));
    }
  }

  #status(): Status {
    const exchanges = this.#exchanges.length;
    return {
      version: '0.1.0',
      listen: '0.0.0.0:8081',
      upstream: 'http://192.168.1.201:8088',
      uptimeMs: 60_000,
      capture: { path: 'captures/live/capture-2026-11-24T04-05-36.jsonl', bytes: exchanges * 811 },
      counters: { exchanges, recorded: exchanges, dropped: 0, injected: 0, connections: 4 },
      findings: { error: 0, warning: 0, note: 0, muted: 0 },
      notRecording: null,
      behind: 0,
      readOnly: false,
      ...this.status,
    };
  }

  #snapshot(language: Language): LiveMessage {
    return {
      type: 'snapshot',
      status: this.#status(),
      items: this.#exchanges.slice(-200).map((each) => readExchange(each, language).row),
      total: this.#exchanges.length,
      terminals: this.terminals,
      resync: false,
    };
  }

  #knows(request: IncomingMessage): boolean {
    return (request.headers.cookie ?? '').includes(`stub=${this.#cookie}`);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://desk');
    this.asked.push(`${request.method} ${url.pathname}${url.search}`);
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
    const json = (status: number, value: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    if (!url.pathname.startsWith('/api/')) return this.#servePage(url.pathname, response);
    try {
      if (url.pathname === '/api/session') return await this.#signIn(request, response);
      if (!this.#knows(request)) throw new Refusal(401, 'The token is needed.');
      if (request.method === 'POST' && url.pathname === '/api/notes') {
        json(201, this.#keepNote(JSON.parse(await bodyOf(request)) as NoteRequest));
        return;
      }
      const name = /^\/api\/captures\/(.+\.jsonl)$/.exec(url.pathname)?.[1];
      if (name !== undefined) {
        const lines = this.#of(name === OLDER ? name : null);
        response
          .writeHead(200, { 'content-disposition': 'attachment' })
          .end(lines.map((each) => exchangeLine(each, lineTools)).join(''));
        return;
      }
      json(200, this.#route(request.method ?? 'GET', url));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { status, message, at, code } = error;
      json(status, { error: { code, message, ...(at === undefined ? {} : { at }) } });
    }
  }

  #of(capture: string | null): readonly Exchange[] {
    return capture === null ? this.#exchanges : this.#older;
  }

  #remarkOf(capture: string | null, n: number): Remark {
    const notes = this.notes.filter((note) => note.n === n && (note.capture ?? null) === capture);
    return {
      mark: notes.findLast(({ mark }) => mark !== undefined)?.mark ?? false,
      note: notes.findLast(({ text }) => text !== undefined)?.text ?? '',
    };
  }

  #keepNote(note: NoteRequest): NoteAnswer {
    const capture = note.capture ?? null;
    if (!this.#of(capture).some(({ n }) => n === note.n)) {
      throw new Refusal(404, `There is no exchange ${note.n}.`);
    }
    this.notes.push(note);
    return { n: note.n, ...this.#remarkOf(capture, note.n) };
  }

  #route(method: string, { pathname, searchParams }: URL): unknown {
    const language: Language = searchParams.get('language') === 'zh' ? 'zh' : 'en';
    const capture = searchParams.get('capture');
    const exchanges = this.#of(capture);
    const n = /^\/api\/exchanges\/(\d+)$/.exec(pathname)?.[1];
    if (n !== undefined) {
      const found = exchanges.find((each) => each.n === Number(n));
      if (found === undefined) throw new Refusal(404, `There is no exchange ${n}.`);
      return { exchange: lineOf(found), decoded: readExchange(found, language).decoded };
    }
    switch (`${method} ${pathname}`) {
      case 'GET /api/status':
        return this.#status();
      case 'GET /api/terminals':
        return { items: this.terminals };
      case 'GET /api/exchanges':
        return listOf(
          exchanges.map((each) =>
            withRemark(readExchange(each, language), this.#remarkOf(capture, each.n)),
          ),
          searchParams,
          language,
        );
      case 'GET /api/statistics':
        return statisticsOf(exchanges);
      case 'GET /api/captures':
        return { items: this.#captures() };
      case 'POST /api/captures/rotate':
        this.rotations++;
        return this.#captures()[0];
      default:
        throw new Refusal(404, 'Nothing is here.');
    }
  }

  #captures(): CaptureRow[] {
    return [
      {
        name: OLDER,
        bytes: 48_212,
        createdAt: '2026-11-23T08:00:00.000Z',
        current: false,
        exchanges: 1_234,
        from: '2026-11-23T08:00:01.000Z',
        to: '2026-11-23T11:30:00.000Z',
      },
      {
        name: 'capture-2026-11-24T04-05-36.jsonl',
        bytes: 17_000,
        createdAt: '2026-11-24T04:05:36.000Z',
        current: true,
      },
    ];
  }

  async #signIn(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if ((JSON.parse(await bodyOf(request)) as { token: string }).token !== this.token) {
      throw new Refusal(401, 'This is not the token.');
    }
    response
      .writeHead(204, { 'set-cookie': `stub=${this.#cookie}; HttpOnly; SameSite=Strict` })
      .end();
  }

  #servePage(path: string, response: ServerResponse): void {
    const file = path === '/' ? '/index.html' : path;
    try {
      const bytes = readFileSync(join(page, file));
      response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'text/plain' }).end(bytes);
    } catch {
      response.writeHead(404).end();
    }
  }
}

type Remark = Pick<NoteAnswer, 'mark' | 'note'>;

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
}

/** As the desk says it: absent where nobody marked or noted anything. */
function withRemark({ row, subject, ...rest }: Reading, { mark, note }: Remark): Reading {
  return {
    ...rest,
    row: { ...row, ...(mark && { mark }), ...(note !== '' && { note }) },
    subject: { ...subject, marked: mark, note },
  };
}

const cellsOf = (subject: FrameSubject, columns: readonly string[]): string[] =>
  columns.map((name) => {
    const key = keyNamed(name);
    if (key === undefined) throw new Refusal(400, `${name} is no filter key.`);
    return key
      .ofFrame(subject)
      .map(({ text }) => text)
      .join(', ');
  });

function lit({ row, subject }: Reading, highlight: string, language: Language): Row {
  if (highlight === '') return row;
  const parsed = parseFilter(highlight, language);
  if (!parsed.ok) throw new Refusal(400, parsed.error.message, parsed.error.at, 'HIGHLIGHT');
  return { ...row, lit: matchFrame(parsed.filter, subject) };
}

function listOf(
  exchanges: readonly Reading[],
  query: URLSearchParams,
  language: Language,
): ExchangeList {
  const parsed = parseFilter(query.get('filter') ?? '', language);
  if (!parsed.ok) throw new Refusal(400, parsed.error.message, parsed.error.at);
  const rows = exchanges
    .filter(({ row }) => query.get('idle') !== '0' || !row.idle)
    .filter(({ subject }) => matchFrame(parsed.filter, subject))
    .map((reading) => {
      const { subject } = reading;
      const row = lit(reading, query.get('highlight') ?? '', language);
      const columns = query.get('columns');
      return columns === null ? row : { ...row, cells: cellsOf(subject, columns.split(',')) };
    });
  const limit = Number(query.get('limit') ?? 200);
  const after = query.get('after');
  const before = Number(query.get('before') ?? Infinity);
  const offset = query.has('offset')
    ? Number(query.get('offset'))
    : after !== null
      ? rows.findIndex((row) => row.n > Number(after))
      : Math.max(0, rows.filter((row) => row.n < before).length - limit);
  const from = offset < 0 ? rows.length : offset;
  return {
    items: rows.slice(from, from + limit).filter((row) => row.n < before),
    total: exchanges.length,
    matched: rows.length,
    offset: from,
  };
}
