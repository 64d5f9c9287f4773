/** A terminal over raw sockets: it polls, obeys every command once, and acknowledges until it is heard. */

import { Buffer } from 'node:buffer';
import { once } from 'node:events';
import { connect } from 'node:net';
import type { Chance } from './chance.ts';
import { HttpStream, type Message } from './http-stream.ts';
import { isOurs, resultOf, type Result } from './results.ts';

/** One request as it was sent, and what came of it. */
export interface Asked {
  readonly number: number;
  readonly kind: 'poll' | 'result' | 'upload';
  readonly raw: Buffer;
  /** What the server may hear of it: null when all of its body was ours. */
  readonly serverBody: Buffer | null;
  /** Null when the connection broke before the reply was whole. */
  readonly reply: Message | null;
  /** Of a reply that broke off, what came of it. */
  readonly rest: Buffer;
  /** Milliseconds since 1970. */
  readonly begunMs: number;
  readonly endedMs: number;
}

export interface Obeyed {
  readonly id: string;
  readonly text: string;
}

export interface Surroundings {
  readonly sn: string;
  readonly chance: Chance;
  /** Where it connects to; resolves once somebody listens there. */
  readonly target: () => Promise<{ readonly host: string; readonly port: number }>;
  readonly nextNumber: () => number;
}

export class FieldTerminal {
  readonly asked: Asked[] = [];
  readonly obeyed: Obeyed[] = [];
  /** Ids of ours that came a second time in a whole reply. */
  readonly doubled: string[] = [];
  readonly #around: Surroundings;
  readonly #keepsAlive: boolean;
  readonly #ids = new Set<string>();
  #pending: Result[] = [];
  #stream: HttpStream | null = null;

  constructor(around: Surroundings) {
    this.#around = around;
    this.#keepsAlive = around.chance.hits(0.5);
  }

  get sn(): string {
    return this.#around.sn;
  }

  get hasPending(): boolean {
    return this.#pending.length > 0;
  }

  /** False when nothing came of it. */
  async poll(): Promise<boolean> {
    const { sn, chance } = this.#around;
    const asked = await this.#ask(
      'poll',
      `GET /iclock/posrequest?SN=${sn}&type=pos&devno=1`,
      null,
      chance.hits(0.01),
    );
    if (asked.reply === null) return false;
    if (asked.reply.head.startsWith('HTTP/1.1 200')) this.#obey(asked.reply.body);
    return true;
  }

  /** Acknowledges some of what it obeyed. What nobody answered is said again later. */
  async acknowledge(): Promise<void> {
    const { sn, chance } = this.#around;
    const [first] = this.#pending;
    if (first === undefined) return;
    const alone = this.#pending.findIndex(({ alone }) => alone);
    const most = first.alone ? 1 : alone < 0 ? this.#pending.length : alone;
    const said = this.#pending.slice(0, chance.whole(1, most));
    const theirs = said.filter(({ ours }) => !ours);
    const bytes = (results: readonly Result[]) => Buffer.concat(results.map((each) => each.bytes));
    // Observed: the serial may stand in the body alone.
    const query =
      first.alone && !bytes([first]).includes('&CMD=INFO') && chance.hits(0.3) ? '' : `?SN=${sn}`;
    const asked = await this.#ask('result', `POST /iclock/posdevicecmd${query}`, bytes(said));
    const heard = theirs.length > 0 ? bytes(theirs) : null;
    this.asked[this.asked.length - 1] = { ...asked, serverBody: heard };
    if (asked.reply !== null) this.#pending = this.#pending.slice(said.length);
  }

  async upload(): Promise<void> {
    const { sn, chance } = this.#around;
    const row = `${chance.whole(1, 99_999)}\t7\t2018-11-02 09:47:44\t100\t5000\t25\t1\t3\t4894\t${this.asked.length}\t0\n`;
    const stamp = 'Stamp=2018-11-02T09:47:44&StampId=36';
    await this.#ask('upload', `POST /iclock/cpos?SN=${sn}&table=BUYLOG&${stamp}`, Buffer.from(row));
  }

  close(): void {
    this.#stream?.socket.destroy();
    this.#stream = null;
  }

  async #ask(
    kind: Asked['kind'],
    line: string,
    body: Buffer | null,
    hangsUp = false,
  ): Promise<Asked> {
    const number = this.#around.nextNumber();
    const head = [
      `${line} HTTP/1.1`,
      'Host: 192.168.1.201:8081',
      'User-Agent: iClock Proxy/1.09',
      `Connection: ${this.#keepsAlive ? 'starting' : 'close'}`,
      'Accept: */*',
      `X-Number: ${number}`,
      ...(body === null ? [] : [`Content-Length: ${body.length}`]),
      '\r\n',
    ].join('\r\n');
    const raw = Buffer.concat([Buffer.from(head, 'latin1'), body ?? Buffer.alloc(0)]);
    const begunMs = Date.now();
    const { reply, rest } = await this.#exchange(raw, hangsUp);
    const serverBody = body ?? Buffer.alloc(0);
    const asked = { number, kind, raw, serverBody, reply, rest, begunMs, endedMs: Date.now() };
    this.asked.push(asked);
    return asked;
  }

  async #exchange(
    raw: Buffer,
    hangsUp: boolean,
  ): Promise<{ readonly reply: Message | null; readonly rest: Buffer }> {
    const target = await this.#around.target();
    let stream = this.#stream;
    if (stream === null) {
      const socket = connect(target);
      stream = new HttpStream(socket, 'replies');
      if (
        !(await once(socket, 'connect').then(
          () => true,
          () => false,
        ))
      )
        return { reply: null, rest: Buffer.alloc(0) };
      this.#stream = stream;
    }
    await new Promise((done) => stream.socket.write(raw, done));
    const reply = hangsUp ? null : await stream.next();
    const { rest } = stream;
    if (reply === null || !this.#keepsAlive || /^connection: close/im.test(reply.head))
      this.close();
    return { reply, rest };
  }

  #obey(body: Buffer): void {
    for (const line of body.toString('latin1').split(/\r?\n/)) {
      const [, id, text] = /^C:(\d+):(.*)$/.exec(line) ?? [];
      if (id === undefined || text === undefined) continue;
      if (!this.#ids.has(id)) this.obeyed.push({ id, text });
      else if (isOurs(id)) this.doubled.push(id);
      this.#ids.add(id);
      // What is sent again was not heard of: it is acknowledged again.
      if (!this.#pending.some((each) => each.id === id))
        this.#pending.push(resultOf(id, text, this.sn));
    }
  }
}
