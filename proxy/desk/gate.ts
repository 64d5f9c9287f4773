/**
 * The one gate of the inspector, for requests, upgrades, CONNECT and Expect alike.
 *
 *   Host on the list?  →  Origin ours, where there is one?  →  open to all?  →  token?  →  Origin, where it must be?
 *      403 (rebinding)      403 (another site or port)        login shell       401         403 (cookie from elsewhere)
 *
 * Open to all are the page's own files, which hold no data, and the swap of the token for a cookie.
 */

import { isIP } from 'node:net';
import type { Credentials } from './credentials.ts';

export const SESSION_PATH = '/api/session';

/** What is known of a request before anything is done with it. */
export interface Knock {
  readonly method: string;
  /** The request-target as it came. */
  readonly target: string;
  readonly rawHeaders: readonly string[];
  /** Whether it wants the connection for something other than HTTP. */
  readonly upgrade: boolean;
  /** Our end of its connection. */
  readonly localAddress: string;
}

export interface Refusal {
  readonly ok: false;
  readonly status: 400 | 401 | 403;
  readonly code: string;
  readonly message: string;
}

export type Verdict =
  { readonly ok: true; readonly path: string; readonly query: string } | Refusal;

export interface GateOptions {
  readonly credentials: Credentials;
  /** As it was asked for: a name, an address, or one that means all. */
  readonly host: string;
  readonly port: number;
  /** Whether the page has such a file. */
  readonly isPageFile: (path: string) => boolean;
}

const refuse = (status: Refusal['status'], code: string, message: string): Refusal => ({
  ok: false,
  status,
  code,
  message,
});

/** Values of a header as they stood, one for each time it came. */
const valuesOf = (rawHeaders: readonly string[], name: string): readonly string[] =>
  rawHeaders.filter((_, at) => at % 2 === 1 && rawHeaders[at - 1]?.toLowerCase() === name);

const plainAddress = (address: string) =>
  address.replace(/^::ffff:(?=\d+\.)/, '').replace(/%.*$/, '');
const inUrl = (host: string) => (isIP(host) === 6 ? `[${host}]` : host.toLowerCase());
const isAny = (host: string) => host === '0.0.0.0' || host === '::' || host === '';

export class Gate {
  readonly #options: GateOptions;

  constructor(options: GateOptions) {
    this.#options = options;
  }

  judge(knock: Knock): Verdict {
    const { method, rawHeaders } = knock;
    const hosts = valuesOf(rawHeaders, 'host');
    const host = hosts[0]?.toLowerCase();
    if (host === undefined || hosts.length > 1 || !this.#isOurs(host, knock.localAddress)) {
      return refuse(
        403,
        'HOST',
        `The inspector answers to its own address only, not to "${hosts.join(', ').slice(0, 80)}"; open it as http://127.0.0.1:${this.#options.port}/ (a tunnel has to keep the port).`,
      );
    }

    const [, path, query = ''] = /^(\/(?!\/)[^?#]*)(?:\?([^#]*))?$/.exec(knock.target) ?? [];
    if (path === undefined) {
      return refuse(400, 'TARGET', 'The request names no path of the inspector.');
    }

    const origins = valuesOf(rawHeaders, 'origin');
    if (origins.length > 1 || (origins[0] ?? `http://${host}`) !== `http://${host}`) {
      return refuse(403, 'ORIGIN', 'The request comes from a page of another origin.');
    }
    const isPageFile = this.#options.isPageFile(path);
    const site = valuesOf(rawHeaders, 'sec-fetch-site')[0] ?? 'none';
    if (!isPageFile && site !== 'same-origin' && site !== 'none') {
      return refuse(403, 'ORIGIN', 'The request comes from a page of another site or port.');
    }

    const reads = method === 'GET' || method === 'HEAD';
    if (!knock.upgrade && reads && isPageFile) return { ok: true, path, query };
    const mustNameOrigin = !reads || knock.upgrade;
    const namesNoOrigin = mustNameOrigin && origins.length === 0;
    const withoutOrigin = refuse(403, 'ORIGIN', 'A browser has to name its Origin for this.');

    if (!knock.upgrade && path === SESSION_PATH && method === 'POST') {
      return namesNoOrigin ? withoutOrigin : { ok: true, path, query };
    }
    const how = this.#recognise(rawHeaders);
    if (how === null) {
      return refuse(
        401,
        'TOKEN',
        'Sign in with the address that pushscope printed, or send Authorization: Bearer TOKEN.',
      );
    }
    if (how === 'cookie' && namesNoOrigin) return withoutOrigin;
    return { ok: true, path, query };
  }

  #recognise(rawHeaders: readonly string[]): 'bearer' | 'cookie' | null {
    const { credentials, port } = this.#options;
    const authorizations = valuesOf(rawHeaders, 'authorization');
    if (authorizations.length > 0) {
      return authorizations.length === 1 && credentials.isBearer(authorizations[0] as string)
        ? 'bearer'
        : null;
    }
    return valuesOf(rawHeaders, 'cookie').some((header) => credentials.hasCookie(header, port))
      ? 'cookie'
      : null;
  }

  /** A rebound name is never on this list; of all our addresses only the one that was reached is. */
  #isOurs(hostHeader: string, localAddress: string): boolean {
    const { host, port } = this.#options;
    const reached = isAny(host) ? plainAddress(localAddress) : host;
    return ['127.0.0.1', 'localhost', '::1', reached].some((name) => {
      const written = inUrl(name);
      return hostHeader === `${written}:${port}` || (port === 80 && hostHeader === written);
    });
  }
}
