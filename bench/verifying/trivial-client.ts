/** The same requests by a client that compares nothing: what the server alone needs. Prints milliseconds. */

import { createReadStream } from 'node:fs';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { serialOf, type RecordedLine } from '../recorded-line.ts';

const [, , path = '', port = '0'] = process.argv;
const AT_ONCE = 64;

const terminals = new Map<string, Buffer[]>();
for await (const line of createInterface({ input: createReadStream(path) })) {
  const { request } = JSON.parse(line) as RecordedLine;
  if (request === undefined) continue;
  const serial = serialOf(request.head);
  const list = terminals.get(serial) ?? [];
  terminals.set(serial, list);
  list.push(Buffer.from(request.head + request.body, 'latin1'));
}

const ask = (request: Buffer) =>
  new Promise<void>((done) => {
    const socket = connect({ host: '127.0.0.1', port: Number(port), noDelay: true });
    socket.on('error', () => socket.destroy());
    socket.on('data', () => {});
    socket.once('close', () => done());
    socket.write(request);
  });

const started = performance.now();
const waiting = [...terminals.values()];
await Promise.all(
  Array.from({ length: AT_ONCE }, async () => {
    for (let list = waiting.shift(); list !== undefined; list = waiting.shift()) {
      for (const request of list) await ask(request);
    }
  }),
);
process.stdout.write(`${Math.round(performance.now() - started)}\n`);
