/** A desk in this process over a capture that the test writes, and the means to ask it anything. */

import { appendFileSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import type { Exchange, Message } from '../../shared/capture/exchange.ts';
import { exchangeLine, headerLine } from '../../shared/capture/line.ts';
import type { LiveMessage } from '../../shared/link/api.ts';
import type { DeskStart, FromDesk } from '../../shared/link/desk.ts';
import { openDesk, type Desk } from '../../proxy/desk/desk.ts';
import { SharedCounters } from '../../proxy/record/counters.ts';
import { lineTools } from '../../proxy/record/line-tools.ts';

export const TOKEN = 'the-token-of-this-test-run';
/** How long a fact may be waited for on a busy machine. */
export const PATIENT = { timeout: 30_000 };

const AT_MS = Date.UTC(2018, 10, 2, 9, 0, 0);

const message = (head: string, body: string): Message => ({
  head: Buffer.from(`${head}\r\n\r\n`, 'latin1'),
  body: Buffer.from(body),
  size: Buffer.byteLength(body),
  framing: { kind: 'length' },
});

export interface Said {
  readonly sn?: string;
  readonly request?: string;
  readonly body?: string;
  readonly reply?: string;
}

/** A poll that is answered by a bare OK, if nothing else is said. */
export function exchange(n: number, said: Said = {}): Exchange {
  const { sn = '5158181900025', body = '', reply = 'OK' } = said;
  const request = said.request ?? `GET /iclock/posrequest?SN=${sn}&type=pos&devno=36 HTTP/1.1`;
  return {
    n,
    atMs: AT_MS + n * 1000,
    connection: n,
    peer: `192.168.1.50:${40_000 + (n % 20_000)}`,
    request: message(
      `${request}\r\nHost: 192.168.1.201:8088\r\nUser-Agent: iClock Proxy/1.09`,
      body,
    ),
    response: {
      ...message(`HTTP/1.1 200 OK\r\nContent-Length: ${Buffer.byteLength(reply)}`, reply),
      by: 'server',
    },
    timing: { requestMs: 0.1, firstByteMs: 2, totalMs: 2.5 },
    outcome: 'complete',
  };
}

/** An upload of one consumption record with that record number. */
export const upload = (n: number, recNo: number, sn = '5158181900025'): Exchange =>
  exchange(n, {
    request: `POST /iclock/cpos?SN=${sn}&table=BUYLOG&Stamp=2018-11-02T12:04:55&StampId=${recNo} HTTP/1.1`,
    body: `20\t16887529\t2018-11-02T12:01:07\t1250\t48750\t12\t1\t1\t2018-11-02\t${recNo}\tadmin\t0\t0\t1\t1001\t1\n`,
  });

export const lineOf = (each: Exchange): string => exchangeLine(each, lineTools);

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  json<T>(): T;
}

export interface Question {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Without it the token goes along. */
  readonly anonymous?: boolean;
}

export class TestDesk {
  readonly desk: Desk;
  readonly dir: string;
  readonly counters: SharedCounters;
  readonly posted: FromDesk[];
  path: string;

  constructor(desk: Desk, dir: string, counters: SharedCounters, posted: FromDesk[], path: string) {
    this.desk = desk;
    this.dir = dir;
    this.counters = counters;
    this.posted = posted;
    this.path = path;
  }

  get port(): number {
    return this.desk.port;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** As the recorder does: the line first, then the counters. */
  record(...exchanges: readonly Exchange[]): void {
    const text = exchanges.map(lineOf).join('');
    appendFileSync(this.path, text);
    this.counters.add({
      exchanges: exchanges.length,
      recorded: exchanges.length,
      captureBytes: text.length,
    });
  }

  /** Goes on in another file, as after a rotation. */
  rotate(name: string, requestId?: number): void {
    this.path = newCapture(this.dir, name);
    this.desk.take({
      type: 'rotated',
      path: this.path,
      ...(requestId === undefined ? {} : { requestId }),
    });
  }

  ask(
    target: string,
    { method = 'GET', headers = {}, body, anonymous }: Question = {},
  ): Promise<Answer> {
    return new Promise((done, failed) => {
      const request = httpRequest(
        {
          host: '127.0.0.1',
          port: this.port,
          path: target,
          method,
          agent: false,
          headers: {
            ...(anonymous === true ? {} : { authorization: `Bearer ${TOKEN}` }),
            ...headers,
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', failed);
          response.on('end', () => {
            const text = Buffer.concat(chunks).toString('utf8');
            done({
              status: response.statusCode ?? 0,
              headers: response.headers,
              text,
              json: <T>() => JSON.parse(text) as T,
            });
          });
        },
      );
      request.on('error', failed);
      request.end(body);
    });
  }

  async get<T>(target: string): Promise<T> {
    const answer = await this.ask(target);
    if (answer.status !== 200) throw new Error(`${target}: ${answer.status} ${answer.text}`);
    return answer.json<T>();
  }

  /** Opens the live socket. */
  watch(query = ''): Viewer {
    const viewer = new Viewer(
      new WebSocket(`ws://127.0.0.1:${this.port}/api/live${query}`, {
        headers: { authorization: `Bearer ${TOKEN}` },
      }),
    );
    onTestFinished(() => viewer.socket.terminate());
    return viewer;
  }
}

/** A viewer that keeps what it was told. */
export class Viewer {
  readonly socket: WebSocket;
  readonly messages: LiveMessage[] = [];
  #heard: (() => void)[] = [];

  constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (data) => {
      this.messages.push(JSON.parse(String(data)) as LiveMessage);
      for (const heard of this.#heard.splice(0)) heard();
    });
    socket.on('error', () => {});
  }

  /** Resolves once what was told so far holds. */
  async until(holds: (messages: readonly LiveMessage[]) => boolean): Promise<void> {
    while (!holds(this.messages)) await new Promise<void>((heard) => this.#heard.push(heard));
  }

  /** Numbers of the exchanges, as a page that forgets at each snapshot has them. */
  get numbers(): readonly number[] {
    const from = this.messages.findLastIndex((each) => each.type === 'snapshot');
    return this.messages.slice(Math.max(0, from)).flatMap((each) => each.items.map((row) => row.n));
  }
}

export function newCapture(dir: string, name: string, lines = ''): string {
  const path = join(dir, name);
  const header = {
    createdAt: new Date(AT_MS).toISOString(),
    upstream: 'http://zkeco:8088',
    host: 'canteen',
  };
  writeFileSync(path, headerLine(header, lineTools) + lines);
  return path;
}

export interface Setting extends Partial<DeskStart> {
  readonly exchanges?: readonly Exchange[];
}

/** A folder with captures and a page, and what a desk is started with. */
export function deskSetting({ exchanges = [], ...start }: Setting = {}): {
  readonly start: DeskStart;
  readonly counters: SharedCounters;
} {
  const root = mkdtempSync(join(tmpdir(), 'pushscope-desk-'));
  const capturesDir = join(root, 'captures');
  const pageDir = join(root, 'page');
  mkdirSync(capturesDir);
  mkdirSync(join(pageDir, 'assets'), { recursive: true });
  writeFileSync(join(pageDir, 'index.html'), '<!doctype html><title>pushscope</title>');
  writeFileSync(join(pageDir, 'assets', 'index-1a2b.js'), 'export {};');
  writeFileSync(join(root, 'secret.js'), 'outside of the page');
  const capturePath = newCapture(capturesDir, 'now.jsonl', exchanges.map(lineOf).join(''));
  const counters = new SharedCounters();
  counters.add({ exchanges: exchanges.length, recorded: exchanges.length });
  return {
    counters,
    start: {
      version: '0.0.0',
      listen: '127.0.0.1:8081',
      upstream: 'http://zkeco:8088',
      inspectorHost: '127.0.0.1',
      inspectorPort: 0,
      capturesDir,
      capturePath,
      token: TOKEN,
      readOnly: false,
      startedAtMs: Date.now(),
      pageDir,
      counters: counters.buffer,
      ...start,
    },
  };
}

export async function openTestDesk(setting: Setting = {}): Promise<TestDesk> {
  const { start, counters } = deskSetting(setting);
  const posted: FromDesk[] = [];
  const desk = await openDesk(start, (each) => posted.push(each));
  onTestFinished(() => desk.stop());
  return new TestDesk(desk, start.capturesDir, counters, posted, start.capturePath);
}

export const nameOf = (path: string): string => basename(path);
