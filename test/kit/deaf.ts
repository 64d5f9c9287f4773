/** A port that never answers a connect: its process is stopped and its backlog is full. */

import { spawn } from 'node:child_process';
import { connect } from 'node:net';
import { expect } from 'vitest';

const LISTENER = `const s = require('net').createServer();
  s.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => { process.stdout.write(String(s.address().port)); });`;

export async function startDeaf(): Promise<{
  readonly port: number;
  readonly release: () => void;
}> {
  const child = spawn(process.execPath, ['-e', LISTENER]);
  const port = await new Promise<number>((done) => {
    child.stdout.once('data', (text) => done(Number(text)));
  });
  child.kill('SIGSTOP');
  const sockets = Array.from({ length: 8 }, () => connect(port, '127.0.0.1').on('error', () => {}));
  await expect.poll(() => sockets.filter(({ connecting }) => connecting).length).toBeGreaterThan(2);
  return {
    port,
    release: () => {
      for (const socket of sockets) socket.destroy();
      child.kill('SIGKILL');
    },
  };
}
