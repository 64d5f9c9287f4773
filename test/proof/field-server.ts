/**
 * A server as ZKECO is known to behave: its ids are integers and it reads those that it hears with `int()`, so
 * that one it cannot read costs the whole POST; it sends the same batch again until any acknowledgement comes;
 * blank lines stand between commands; 20 commands a poll at most, and none behind one that must stand last.
 */

import { Buffer } from 'node:buffer';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { Chance } from './chance.ts';
import { HttpStream, type Message } from './http-stream.ts';

export interface Reply {
  readonly raw: Buffer;
  readonly head: string;
  readonly body: Buffer;
  /** It broke off in the middle. */
  readonly cut: boolean;
}

interface ServerCommand {
  readonly id: number;
  readonly text: Buffer;
}

const MOST_COMMANDS = 20;
const LF = Buffer.from('\n');
const CRLF = Buffer.from('\r\n');
const isBlank = (bytes: Buffer | undefined): boolean => bytes === LF || bytes === CRLF;
const ENDS_BATCH =
  /^(?:CHECK (?:OPTION|POSLOG|FULLLOG|ALLOWLOG|ALL)|CLEAR \w+|RELOAD OPTIONS|REBOOT)\s*$/;

export class FieldServer {
  /** What came and what was answered, by the number that the terminal gave its request. */
  readonly heard = new Map<number, Message[]>();
  readonly said = new Map<number, Reply>();
  /** Every byte that came, whether a whole request or not. */
  readonly bytes: Buffer[] = [];
  /** Its own commands by serial, in the order in which they were issued. */
  readonly issued = new Map<string, number[]>();
  readonly acknowledged = new Map<number, number>();
  /** POSTs that were dropped whole, and acknowledgements of ids that it never gave. */
  dropped = 0;
  unknown = 0;
  readonly #chance: Chance;
  readonly #queues = new Map<string, ServerCommand[]>();
  readonly #batches = new Map<string, { readonly body: Buffer; readonly ids: readonly number[] }>();
  readonly #sockets = new Set<Socket>();
  readonly #server: Server = createServer((socket) => void this.#serve(socket));
  #lastId = 1_000;

  constructor(seed: number) {
    this.#chance = new Chance(seed);
  }

  async start(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
  }

  issue(sn: string, text: Buffer): void {
    const id = ++this.#lastId;
    this.issued.set(sn, [...(this.issued.get(sn) ?? []), id]);
    this.#queues.set(sn, [...(this.#queues.get(sn) ?? []), { id, text }]);
  }

  /** Whether commands of its own still wait for this terminal. */
  hasMore(sn: string): boolean {
    return this.#batches.has(sn) || (this.#queues.get(sn)?.length ?? 0) > 0;
  }

  async #serve(socket: Socket): Promise<void> {
    this.#sockets.add(socket);
    socket
      .on('data', (bytes) => this.bytes.push(bytes))
      .on('close', () => this.#sockets.delete(socket));
    const requests = new HttpStream(socket, 'requests');
    for (;;) {
      const request = await requests.next();
      if (request === null) break;
      const number = Number(/^x-number: (\d+)/im.exec(request.head)?.[1]);
      this.heard.set(number, [...(this.heard.get(number) ?? []), request]);
      const closes = /^connection: close/im.test(request.head);
      const reply = this.#reply(this.#answer(request), closes, number);
      this.said.set(number, reply);
      await this.#write(socket, reply);
      if (closes || reply.cut) break;
    }
    socket.end();
  }

  #answer({ head, body }: Message): { readonly status: string; readonly body: Buffer } {
    const sn =
      /[?&]SN=(\w+)/.exec(head)?.[1] ?? /SN=(\w+)/.exec(body.toString('latin1'))?.[1] ?? '';
    const ok = (text: Buffer | string) => ({ status: '200 OK', body: Buffer.from(text as string) });
    if (head.includes('/posdevicecmd')) return ok(this.#acknowledge(sn, body) ? 'OK' : '');
    if (!head.includes('/posrequest')) return ok('OK');
    if (this.#chance.hits(0.01)) return ok('UNKNOWNDEVICE');
    if (this.#chance.hits(0.005))
      return { status: '503 Service Unavailable', body: Buffer.from('OK') };
    const batch = this.#batches.get(sn) ?? this.#nextBatch(sn);
    return ok(batch?.body ?? this.#chance.pick(['OK', 'OK', 'OK', 'OK\n', 'OK\r\n']));
  }

  #nextBatch(sn: string) {
    const queue = this.#queues.get(sn) ?? [];
    if (queue.length === 0) return null;
    const last = queue.findIndex(({ text }) => ENDS_BATCH.test(text.toString('latin1')));
    const length = Math.min(MOST_COMMANDS, last < 0 ? queue.length : last + 1);
    const taken = queue.splice(0, length);
    const end = this.#chance.hits(0.1) ? CRLF : LF;
    const lines = taken.flatMap(({ id, text }) => [
      Buffer.from(`C:${id}:`),
      ...(end === CRLF
        ? [Buffer.from(text.toString('latin1').trimEnd(), 'latin1'), end]
        : [text, end]),
      ...this.#blankLines(0.3, end),
    ]);
    // The document puts no LF behind the last command; ZKECO does, and more than one.
    if (this.#chance.hits(0.3)) while (isBlank(lines.at(-1))) lines.pop();
    const body = Buffer.concat([...this.#blankLines(0.1, end), ...lines]);
    const batch = { body, ids: taken.map(({ id }) => id) };
    this.#batches.set(sn, batch);
    return batch;
  }

  #blankLines(share: number, end: Buffer): readonly Buffer[] {
    if (!this.#chance.hits(share)) return [];
    return Array.from({ length: this.#chance.whole(1, 3) }, () => end);
  }

  /** As ZKECO reads them. False when the whole POST was dropped. */
  #acknowledge(sn: string, body: Buffer): boolean {
    const lines = body
      .toString('latin1')
      .split('\n')
      .filter((line) => line.trim() !== '');
    const first = lines[0] ?? '';
    const isLineForm = first.split('&').length < 2;
    const results = isLineForm ? [lines.join('&')] : /CMD=INFO/.test(first) ? [first] : lines;
    const ids: number[] = [];
    for (const result of results) {
      const keys = new Map(
        result.split('&').map((pair) => [pair.split('=', 1)[0], pair.slice(pair.indexOf('=') + 1)]),
      );
      const id = keys.get('ID') ?? '';
      if (!/^\s*[+-]?\d+\s*$/.test(id) || !keys.has('Return') || !keys.has('CMD')) {
        this.dropped++;
        return false;
      }
      ids.push(Number(id));
    }
    for (const id of ids) {
      if (this.issued.get(sn)?.includes(id) === true)
        this.acknowledged.set(id, (this.acknowledged.get(id) ?? 0) + 1);
      else this.unknown++;
    }
    // One is enough, and the whole batch counts as done; what it says of an earlier batch does not.
    if (this.#batches.get(sn)?.ids.some((id) => ids.includes(id)) === true)
      this.#batches.delete(sn);
    return true;
  }

  #reply(
    { status, body }: { readonly status: string; readonly body: Buffer },
    closes: boolean,
    number: number,
  ): Reply {
    const form = this.#chance.pick(
      closes
        ? (['length', 'chunked', 'to-close'] as const)
        : (['length', 'length', 'chunked'] as const),
    );
    const framing = {
      length: [`Content-Length: ${body.length}`],
      chunked: ['Transfer-Encoding: chunked'],
      'to-close': [],
    }[form];
    const head = [
      `HTTP/1.1 ${status}`,
      'Server: Apache/2.2.9 (Win32) mod_wsgi/2.5 Python/2.5.2',
      'Date: Fri, 02 Nov 2018 09:47:44 GMT',
      'Content-Type: text/plain',
      ...framing,
      `X-Number: ${number}`,
      ...(closes ? ['Connection: close'] : []),
      '\r\n',
    ].join('\r\n');
    const raw = Buffer.concat([
      Buffer.from(head, 'latin1'),
      form === 'chunked' ? this.#chunked(body) : body,
    ]);
    return { raw, head, body, cut: form !== 'to-close' && this.#chance.hits(0.01) };
  }

  #chunked(body: Buffer): Buffer {
    const chunks: Buffer[] = [];
    for (let at = 0; at < body.length;) {
      const chunk = body.subarray(at, at + this.#chance.whole(1, 200));
      chunks.push(Buffer.from(`${chunk.length.toString(16)}\r\n`), chunk, Buffer.from('\r\n'));
      at += chunk.length;
    }
    return Buffer.concat([...chunks, Buffer.from('0\r\n\r\n')]);
  }

  async #write(socket: Socket, { raw, cut }: Reply): Promise<void> {
    const bytes = cut ? raw.subarray(0, raw.length - 1) : raw;
    const middle = this.#chance.hits(0.3) ? this.#chance.whole(1, bytes.length - 1) : bytes.length;
    for (const piece of [bytes.subarray(0, middle), bytes.subarray(middle)]) {
      if (piece.length > 0) await new Promise((done) => socket.write(piece, done));
    }
  }
}
