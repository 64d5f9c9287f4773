/** Breaks a plain connection off with RST, so that the other side cannot take it for an end. */

import type { Socket } from 'node:net';

/**
 * While our own FIN is on its way the system refuses RST (EINVAL of uv_tcp_close_reset), and Node would leave
 * the socket open for ever: such a socket is closed as it is.
 */
export function reset(socket: Socket): void {
  if (socket.destroyed) return;
  const isEnding = socket.writableEnded && !socket.writableFinished;
  if (isEnding || socket.connecting) socket.destroy();
  else socket.resetAndDestroy();
}
