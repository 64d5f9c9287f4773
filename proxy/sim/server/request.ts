/** A request as the built-in ZKECO sees it, and its target as Django splits it. */

export interface ServerRequest {
  readonly method: string;
  readonly target: string;
  readonly host: string;
  readonly cookie: string;
  readonly body: Buffer;
}

/** The query as Django reads it; a target may be absolute or hold raw blanks. */
export function splitTarget(target: string): {
  readonly path: string;
  readonly query: URLSearchParams;
} {
  const local = target.replace(/^https?:\/\/[^/?]*/i, '');
  const at = local.indexOf('?');
  const path = at === -1 ? local : local.slice(0, at);
  return { path, query: new URLSearchParams(at === -1 ? '' : local.slice(at + 1)) };
}
