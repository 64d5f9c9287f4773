/** A connection to the server: each terminal connection gets one of its own. */

import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls, type ConnectionOptions } from 'node:tls';
import type { UpstreamServer } from './options.ts';
import { reset } from './reset.ts';

export interface ServerConnection {
  readonly socket: Socket;
  readonly isTls: boolean;
}

/** Begins to connect; `onConnected` is called once bytes can go out, for https after the handshake. */
export function connectServer(upstream: UpstreamServer, onConnected: () => void): ServerConnection {
  const { protocol, hostname: host, port } = upstream;
  if (protocol === 'http:') {
    return { socket: connect({ host, port, allowHalfOpen: true }, onConnected), isTls: false };
  }
  // Node documents allowHalfOpen for tls.connect; its types do not know it.
  const options: ConnectionOptions & { readonly allowHalfOpen: boolean } = {
    host,
    port,
    allowHalfOpen: true,
    rejectUnauthorized: upstream.rejectUnauthorized ?? true,
    // RFC 6066 section 3: an address is no server name.
    ...(isIP(host) === 0 && { servername: host }),
  };
  return { socket: connectTls(options, onConnected), isTls: true };
}

/** Breaks the connection off so that the server notices: with RST where that can be sent. */
export function abortServer({ socket, isTls }: ServerConnection): void {
  // Node sends RST on plain sockets only; a TLS stream without close_notify is broken anyway.
  if (isTls) socket.destroy();
  else reset(socket);
}
