/** Serves the files of PutFile commands, each to its own terminal, at paths that the server does not have. */

import { Buffer } from 'node:buffer';
import type { RequestHead } from '../wire/head.ts';
import type { Claim, Claimant, ClaimResult, Pass, RequestVerdict } from '../wire/passes/pass.ts';
import { ownReply } from './own-reply.ts';
import { hostOf, type Peers } from './peers.ts';
import { tokenIn } from './put-files.ts';
import type { Injections } from './queue.ts';
import { factsOf } from './request-facts.ts';

const NOTHING = Buffer.alloc(0);

export class FilePass implements Pass {
  readonly #injections: Injections;
  readonly #peers: Peers;

  constructor(injections: Injections, peers: Peers) {
    this.#injections = injections;
    this.#peers = peers;
  }

  get isArmed(): boolean {
    return this.#injections.hasFiles;
  }

  /** Claims whatever asks for one of our paths, so that none of them is heard of at the server. */
  claim(head: RequestHead, from: Claimant): Claim | null {
    const { path, sn } = factsOf(head);
    const token = tokenIn(path);
    if (token === null) return null;
    const file = this.#injections.file(token);
    if (file === null || !this.#isFor(file.sn, sn, from)) {
      const why = 'a file of an injected command, not for this terminal, or not any more';
      return { request: () => answer(404, NOTHING, head, why), done: () => {} };
    }
    const { id, bytes } = file;
    return {
      request: () => answer(200, bytes, head, `the file of the injected command ${id}`),
      sent: (soFar: number) => this.#injections.fetching(id, soFar),
      done: ({ delivered }: ClaimResult) => {
        const isRead = head.method.toUpperCase() !== 'HEAD';
        if (delivered && isRead) this.#injections.fetched(id, bytes.length);
      },
    };
  }

  /** Downloads are not known to name a serial; then the address of the poll that brought the command tells. */
  #isFor(wanted: string, sn: string | null, { peer }: Claimant): boolean {
    if (sn !== '') return sn === wanted;
    const host = this.#peers.get(wanted);
    // After a restart nobody remembers the address: then knowing the path is enough.
    return host === undefined || host === hostOf(peer);
  }
}

const answer = (
  status: 200 | 404,
  body: Buffer,
  head: RequestHead,
  why: string,
): RequestVerdict => ({
  kind: 'reply',
  ...ownReply(status, body, head, 'application/octet-stream'),
  why,
});
