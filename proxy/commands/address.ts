/** HOST:PORT and upstream URLs as people write them, and whether an upstream is one of our own listeners. */

import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import { UsageError } from './io.ts';

export interface Address {
  readonly host: string;
  readonly port: number;
}

export interface Upstream {
  readonly protocol: 'http:' | 'https:';
  readonly hostname: string;
  readonly port: number;
}

/** Reads HOST:PORT, [IPv6]:PORT or :PORT. Throws UsageError that names the option. */
export function parseAddress(text: string, option: string): Address {
  const match = /^(?:\[([^\]]+)\]|([^:]*)):(\d{1,5})$/.exec(text);
  const port = Number(match?.[3]);
  if (match === null || port > 65535) {
    throw new UsageError(
      `${option} ${text} is not an address; write HOST:PORT, for example 127.0.0.1:8081 (port 0 picks a free one).`,
    );
  }
  return { host: match[1] ?? (match[2] || '0.0.0.0'), port };
}

export const formatAddress = ({ host, port }: Address): string =>
  isIP(host) === 6 ? `[${host}]:${port}` : `${host}:${port}`;

/** Reads an upstream URL. Throws UsageError: bytes pass untouched, so a path or a password in it could not be honoured. */
export function parseUpstream(text: string, option = '--upstream'): Upstream {
  const refuse = (fact: string) =>
    new UsageError(`${option} ${text} ${fact}; write http://HOST:PORT or https://HOST:PORT.`);
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw refuse('is not a URL');
  }
  const { protocol } = url;
  if (protocol !== 'http:' && protocol !== 'https:') throw refuse('is neither http nor https');
  if (url.hostname === '') throw refuse('names no host');
  if (/:\/?$/.test(text)) throw refuse('has a colon behind the host but no port');
  if (url.port === '0') throw refuse('names port 0, which cannot be connected to');
  if (url.username !== '' || url.password !== '') throw refuse('carries a user name or password');
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') {
    throw refuse('carries a path, which cannot be put before the targets of terminals');
  }
  const standardPort = protocol === 'https:' ? 443 : 80;
  return {
    protocol,
    hostname: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? standardPort : Number(url.port),
  };
}

export const formatUpstream = ({ protocol, hostname, port }: Upstream): string =>
  `${protocol}//${formatAddress({ host: hostname, port })}`;

const isLoopback = (ip: string) => ip === '::1' || ip.startsWith('127.');
export const isAny = (host: string): boolean => host === '0.0.0.0' || host === '::' || host === '';

const ownAddresses = (): ReadonlySet<string> =>
  new Set(
    Object.values(networkInterfaces())
      .flat()
      .flatMap((entry) => (entry === undefined ? [] : [entry.address])),
  );

/** Addresses under which others can reach what listens on all; a link-local one would need its interface too. */
export const reachableAddresses = (any: string): readonly string[] =>
  Object.values(networkInterfaces())
    .flat()
    .flatMap((entry) =>
      entry === undefined ||
      entry.internal ||
      entry.address.startsWith('fe80:') ||
      (entry.family === 'IPv6' && any !== '::')
        ? []
        : [entry.address],
    );

/** The addresses of a host; empty when it does not resolve now (it may later). */
async function resolve(host: string): Promise<readonly string[]> {
  if (isIP(host) !== 0) return [host];
  try {
    return (await lookup(host, { all: true })).map(({ address }) => address);
  } catch {
    return [];
  }
}

/** Whether connecting to the upstream would reach that listener of ours. */
export async function reaches(upstream: Upstream, listener: Address): Promise<boolean> {
  if (upstream.port !== listener.port) return false;
  const targets = await resolve(upstream.hostname);
  if (!isAny(listener.host)) {
    const listening = await resolve(listener.host);
    return targets.some((ip) => listening.includes(ip) || isAny(ip));
  }
  const own = ownAddresses();
  return targets.some((ip) => isAny(ip) || isLoopback(ip) || own.has(ip));
}
