/** The quickest server that says what was recorded: each terminal's replies in order, from memory. Prints its port. */

import { createReadStream } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import iconv from 'iconv-lite';
import { serialOf, type RecordedLine } from '../recorded-line.ts';

const replies = new Map<string, Buffer[]>();
for await (const line of createInterface({ input: createReadStream(process.argv[2] ?? '') })) {
  const { request, response } = JSON.parse(line) as RecordedLine;
  if (request === undefined) continue;
  const serial = serialOf(request.head);
  const list = replies.get(serial) ?? [];
  replies.set(serial, list);
  const { head = '', body = '', encoding = 'utf-8' } = response ?? {};
  list.push(Buffer.concat([Buffer.from(head, 'latin1'), iconv.encode(body, encoding)]));
}

const turns = new Map<string, number>();

const server = createServer((socket) => {
  let asked = '';
  socket.on('error', () => socket.destroy());
  socket.on('data', (bytes) => {
    asked += bytes.toString('latin1');
    const head = asked.indexOf('\r\n\r\n');
    const length = Number(/Content-Length: (\d+)/i.exec(asked)?.[1] ?? 0);
    if (head < 0 || asked.length < head + 4 + length) return;
    const serial = serialOf(asked);
    const turn = turns.get(serial) ?? 0;
    const list = replies.get(serial) ?? [];
    turns.set(serial, (turn + 1) % Math.max(1, list.length));
    socket.end(list[turn] ?? Buffer.alloc(0));
  });
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${(server.address() as AddressInfo).port}\n`);
});
