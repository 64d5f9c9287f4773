/** One look at the start whether the server can be connected to, so that a mistyped address is told at once. */

import { connect as connectPlain, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { isIP } from 'node:net';
import { formatUpstream, type Upstream } from './address.ts';

const PATIENCE_MS = 5_000;

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there; check host and port, and that the server is running',
  ENOTFOUND: 'there is no such host; check its name',
  EAI_AGAIN: 'the name of the host cannot be looked up now; check it, or give its address',
  EHOSTUNREACH: 'there is no way to that host; check the network',
  ENETUNREACH: 'there is no way to that network; check the network',
  ETIMEDOUT: 'it does not answer; check the address and the firewalls between',
  ECONNRESET:
    'it broke the connection off; check that the port is right, and whether it speaks TLS',
  ERR_SSL_WRONG_VERSION_NUMBER: 'the server does not speak TLS; try http://',
};

/** Errors of OpenSSL's verification are codes of their own. */
const OF_CERTIFICATE = /CERT|SELF_SIGNED|ISSUER|ALTNAME/;

/** Why, in words, with the next step. */
export function reasonOf({ code, message }: NodeJS.ErrnoException): string {
  if (code === undefined) return message;
  if (OF_CERTIFICATE.test(code)) {
    return `its certificate is not trusted (${code}); --insecure-upstream accepts any`;
  }
  const reason = REASONS[code];
  return reason === undefined ? code : `${reason} (${code})`;
}

function connectTo(upstream: Upstream, rejectUnauthorized: boolean): Socket {
  const { protocol, hostname: host, port } = upstream;
  if (protocol === 'http:') return connectPlain({ host, port });
  return connectTls({
    host,
    port,
    rejectUnauthorized,
    ...(isIP(host) === 0 && { servername: host }),
  });
}

/** Resolves with a sentence when the server cannot be connected to, with null when it can. Never rejects. */
export function checkUpstream(
  upstream: Upstream,
  rejectUnauthorized: boolean,
): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = connectTo(upstream, rejectUnauthorized);
    const fails = (error: NodeJS.ErrnoException) => {
      socket.destroy();
      resolve(
        `the server ${formatUpstream(upstream)} cannot be connected to now: ${reasonOf(error)}. Terminals get 502 until it can.`,
      );
    };
    socket.once(upstream.protocol === 'http:' ? 'connect' : 'secureConnect', () => {
      socket.end();
      socket.on('error', () => {});
      resolve(null);
    });
    socket.once('error', fails);
    socket.setTimeout(PATIENCE_MS, () => fails(Object.assign(new Error(), { code: 'ETIMEDOUT' })));
    // The check keeps nobody from ending.
    socket.unref();
  });
}
