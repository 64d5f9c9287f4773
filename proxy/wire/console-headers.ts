/**
 * The headers that change between a browser and the server, because pushscope stands between them.
 *
 * Headers are lists of names and values in turn, as Node's rawHeaders: an object would lose their order,
 * their case and every second one of the same name.
 */

import type { UpstreamServer } from './options.ts';

type RawHeaders = readonly string[];

/** RFC 9110 section 7.6.1: these speak of one connection; a Trailer is announced for trailers we do not pass. */
const HOP_BY_HOP = [
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'upgrade',
  'http2-settings',
];

/** The names of headers that end with this connection, in lower case. */
export function hopByHop(raw: RawHeaders): ReadonlySet<string> {
  const names = new Set(HOP_BY_HOP);
  for (const [name, value] of pairs(raw)) {
    if (name !== 'connection') continue;
    for (const listed of value.toLowerCase().split(',')) names.add(listed.trim());
  }
  // Nobody may have the length or the address of a message dropped by listing it.
  for (const name of ['content-length', 'transfer-encoding', 'host']) names.delete(name);
  return names;
}

export interface ReplyPlace {
  readonly upstream: UpstreamServer;
  /** The Host that the browser named; undefined when it named none. */
  readonly host: string | undefined;
}

/** A reply's headers as the browser gets them. */
export function browserHeaders(raw: RawHeaders, place: ReplyPlace): string[] {
  const dropped = hopByHop(raw);
  const headers: string[] = [];
  for (const [name, value, spelling] of pairs(raw)) {
    // Node delimits the body anew, and throws on a Trailer where it does not use chunks.
    if (dropped.has(name) || name === 'transfer-encoding') continue;
    headers.push(spelling, rewritten(name, value, place));
  }
  return headers;
}

function rewritten(name: string, value: string, place: ReplyPlace): string {
  switch (name) {
    case 'location':
      return browserLocation(value, place);
    case 'set-cookie':
      return browserCookie(value, place);
    default:
      return value;
  }
}

/** A redirect to the server itself leads to us instead; every other stays as it is. */
function browserLocation(location: string, { upstream, host }: ReplyPlace): string {
  const parts = /^(https?:)\/\/([^/?#]*)(.*)$/is.exec(location);
  if (parts === null || host === undefined) return location;
  const [, scheme = '', authority = '', rest = ''] = parts;
  const isServer = sameAuthority(authority, scheme, `${upstream.hostname}:${upstream.port}`);
  // A server behind https makes https addresses of the Host that it heard; ours is a plain port.
  const isOurs = upstream.protocol === 'https:' && authority.toLowerCase() === host.toLowerCase();
  return isServer || isOurs ? `http://${host}${rest}` : location;
}

function sameAuthority(authority: string, scheme: string, server: string): boolean {
  const port = scheme.toLowerCase() === 'https:' ? 443 : 80;
  const named = /:\d+$/.test(authority) ? authority : `${authority}:${port}`;
  return named.replace(/[[\]]/g, '').toLowerCase() === server.replace(/[[\]]/g, '').toLowerCase();
}

/** A cookie for the server's own name becomes one for ours; `Secure` would lose it on our plain port. */
function browserCookie(cookie: string, { upstream }: ReplyPlace): string {
  const attributes = cookie.split(';').filter((attribute, index) => {
    if (index === 0) return true;
    const [name = '', value = ''] = attribute.split('=').map((part) => part.trim().toLowerCase());
    if (name === 'domain') return value.replace(/^\./, '') !== upstream.hostname.toLowerCase();
    if (upstream.protocol !== 'https:') return true;
    // Without Secure browsers refuse SameSite=None.
    return name !== 'secure' && !(name === 'samesite' && value === 'none');
  });
  return attributes.join(';');
}

/** Name in lower case, value, and the name as it was spelt. */
function* pairs(raw: RawHeaders): Generator<readonly [string, string, string]> {
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const spelling = raw[at] as string;
    yield [spelling.toLowerCase(), raw[at + 1] as string, spelling];
  }
}
