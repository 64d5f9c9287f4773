/** The server of a site's day: answers by the number of the exchange, and notes how often it heard each. */

import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { dayExchange, numberOf, type DayPlan } from './day-exchange.ts';
import { HttpStream } from './http-stream.ts';

const SLOW_MS = 200;

export class DayServer {
  /** Whole requests heard, by number. */
  readonly heard: Uint8Array;
  /** Numbers whose request came otherwise than it was sent. */
  readonly altered: number[] = [];
  readonly #plan: DayPlan;
  readonly #server: Server = createServer((socket) => void this.#serve(socket));
  readonly #sockets = new Set<Socket>();

  constructor(plan: DayPlan, most: number) {
    this.#plan = plan;
    this.heard = new Uint8Array(most);
  }

  /** Its address as the product's upstream. */
  async start(): Promise<string> {
    await new Promise<void>((done) => this.#server.listen(0, '127.0.0.1', () => done()));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  async #serve(socket: Socket): Promise<void> {
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
    const stream = new HttpStream(socket, 'requests');
    for (;;) {
      const message = await stream.next();
      if (message === null) break;
      const n = numberOf(message.head);
      const sn = /SN=(\d+)/.exec(message.head)?.[1] ?? '';
      this.heard[n] = (this.heard[n] ?? 0) + 1;
      const { fault, request, reply, breakAt } = dayExchange(this.#plan, n, sn);
      if (!request.equals(message.raw)) this.altered.push(n);
      switch (fault) {
        case 'server ends':
          socket.end(reply.subarray(0, breakAt));
          return;
        case 'server resets':
          socket.write(reply.subarray(0, breakAt), () => socket.resetAndDestroy());
          return;
        case 'close-delimited':
          socket.end(reply);
          return;
        case 'server is slow':
          await sleep(SLOW_MS);
          break;
      }
      if (socket.destroyed) return;
      socket.write(reply);
    }
    socket.end();
  }
}
