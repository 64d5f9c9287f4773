/** The desk as a worker thread: its one port to the main thread, and nothing else. */

import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import type { DeskStart, FromDesk, ToDesk } from '../../shared/link/desk.ts';
import { openDesk } from './desk.ts';
import { BEAT_MS } from './silence.ts';

const port = parentPort;
if (port === null) throw new Error('proxy/desk/worker.ts runs as a worker thread only.');

/** What forwarding leaves over is enough for the view. */
const NICE = 10;
// Linux alone knows a niceness for each thread; elsewhere this would slow forwarding down, too.
if (process.platform === 'linux') setPriority(NICE);

const post = (message: FromDesk): void => port.postMessage(message);

try {
  const desk = await openDesk(workerData as DeskStart, post);
  port.on('message', (message: ToDesk) => {
    desk.take(message);
    if (message.type === 'stop') port.close();
  });
  post({ type: 'listening', host: desk.host, port: desk.port });
  setInterval(() => post({ type: 'alive' }), BEAT_MS).unref();
} catch (error) {
  const {
    message,
    code,
    address,
    port: taken,
  } = error as NodeJS.ErrnoException & {
    address?: string;
    port?: number;
  };
  post({
    type: 'failed',
    message,
    ...(code === undefined ? {} : { code }),
    ...(address === undefined ? {} : { address }),
    ...(taken === undefined ? {} : { port: taken }),
  });
  port.close();
}
