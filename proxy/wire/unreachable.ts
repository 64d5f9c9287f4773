/** Why the server cannot be had, in a sentence that names it. */

import { errorWord, type UpstreamServer } from './options.ts';

/** The server answered with something that is no TLS: plain HTTP, as a rule. */
const NO_TLS = 'ERR_SSL_WRONG_VERSION_NUMBER';

export function unreachableSentence(server: UpstreamServer, error: unknown): string {
  const { protocol, hostname, port } = server;
  const word = errorWord(error);
  const host = hostname.includes(':') ? `[${hostname}]` : hostname;
  const next =
    word === NO_TLS
      ? 'the server does not speak TLS; try http://'
      : 'check that it is running and reachable';
  return `pushscope could not connect to the server ${protocol}//${host}:${port} (${word}); ${next}.`;
}
