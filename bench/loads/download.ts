/** One download of 64 MiB, as a firmware that PutFile fetches, read as fast as it comes. */

import { connect } from 'node:net';
import { bytesOf } from '../messages.ts';
import { DOWNLOAD_BYTES, DOWNLOAD_PATH } from '../upstream.ts';
import { inTurn, type Load } from './load.ts';

const PATIENCE_MS = 10_000;
const BUFFER_BYTES = 256 * 1024;
const MIB = 2 ** 20;

/** MiB a second; null when it was not all there in time. */
function download(port: number): Promise<number | null> {
  const request = bytesOf({ method: 'GET', path: DOWNLOAD_PATH, body: '' }, 'close');
  const started = performance.now();
  return new Promise((resolve) => {
    let got = 0;
    const end = (figure: number | null) => {
      clearTimeout(patience);
      socket.destroy();
      resolve(figure);
    };
    const patience = setTimeout(() => end(null), PATIENCE_MS);
    const socket = connect({
      host: '127.0.0.1',
      port,
      // One buffer, used again and again: the reader must not be what is measured.
      onread: {
        buffer: Buffer.alloc(BUFFER_BYTES),
        callback(bytes) {
          got += bytes;
          const seconds = (performance.now() - started) / 1000;
          // The head is some hundred bytes more, which arrive first.
          if (got > DOWNLOAD_BYTES) end(DOWNLOAD_BYTES / MIB / seconds);
          return true;
        },
      },
    });
    socket.on('error', () => end(null));
    socket.on('close', () => end(null));
    socket.write(request);
  });
}

export const downloads: Load = {
  key: 'download',
  title: '64 MiB download',
  unit: 'MiB/s',
  digits: 0,
  measure: (targets, tools) => inTurn(targets, tools, ({ port }) => download(port)),
};
