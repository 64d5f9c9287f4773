/** The process of the relay peer. Arguments: port, port of the server. */

import { connect, createServer, type Socket } from 'node:net';

const [port = '0', upstreamPort = '0'] = process.argv.slice(2);

/** Without pipe(): its bookkeeping is no part of the floor. */
function pass(from: Socket, to: Socket): void {
  from.on('data', (chunk) => {
    if (to.write(chunk)) return;
    from.pause();
    to.once('drain', () => from.resume());
  });
  from.on('end', () => to.end());
  from.on('error', () => to.destroy());
}

createServer({ allowHalfOpen: true }, (terminal) => {
  const server = connect({
    host: '127.0.0.1',
    port: Number(upstreamPort),
    allowHalfOpen: true,
  });
  pass(terminal, server);
  pass(server, terminal);
}).listen(Number(port), '127.0.0.1', 4096);
