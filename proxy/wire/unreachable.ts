/** Why the server cannot be had, in a sentence that names it. */

import { errorWord, type UpstreamServer } from './options.ts';

/** What to do about it, by the code of the error; the first row that fits. */
const NEXT_STEPS: readonly (readonly [RegExp, string])[] = [
  [/WRONG_VERSION|PACKET_LENGTH|UNKNOWN_PROTOCOL/, 'the server does not speak TLS; try http://'],
  [/CERT|SELF_SIGNED|ALTNAME/, 'if you trust its certificate, accept it with --insecure-upstream'],
  [/EMFILE|ENFILE/, 'raise the limit of open files of this machine (ulimit -n)'],
  [/ENOTFOUND|EAI_AGAIN/, 'check the name in --upstream'],
  [/./, 'check that it is running and reachable'],
];

export function unreachableSentence(server: UpstreamServer, error: unknown): string {
  const { protocol, hostname, port } = server;
  const word = errorWord(error);
  const host = hostname.includes(':') ? `[${hostname}]` : hostname;
  const next = NEXT_STEPS.find(([codes]) => codes.test(word))?.[1] ?? '';
  return `pushscope could not connect to the server ${protocol}//${host}:${port} (${word}); ${next}.`;
}
