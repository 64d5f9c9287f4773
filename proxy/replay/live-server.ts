/** Whether a target is the server that a capture was recorded from: what goes there is booked for real. */

import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import { figuresInWords, touchesMoney } from './figures.ts';
import { namedServers, type NamedServers } from './hosts.ts';
import { planOf, type Plan } from './plan.ts';
import type { Target } from './send.ts';

const LOOPBACK = /^(?:127\.|::1$|0\.0\.0\.0$|::$)/;
const MAPPED = /^::ffff:([\da-f]{1,4}):([\da-f]{1,4})$/i;

/** An IPv4 address in the clothes of IPv6, as URLs write it, is that address. */
function plainOf(address: string): string {
  const parts = MAPPED.exec(address)
    ?.slice(1)
    .map((part) => parseInt(part, 16));
  if (parts === undefined) return address.replace(/^::ffff:(?=\d+\.)/i, '');
  return parts.flatMap((part) => [part >> 8, part & 255]).join('.');
}

/** One word for this machine, by whichever of its addresses it is named. */
function placed(address: string): string {
  const plain = plainOf(address);
  const own = Object.values(networkInterfaces()).flat();
  const isHere = LOOPBACK.test(plain) || own.some((each) => each?.address === plain);
  return isHere ? 'this machine' : plain;
}

async function addressesOf(host: string): Promise<readonly string[]> {
  const name = host.replace(/^\[|\]$/g, '');
  if (isIP(name) !== 0) return [placed(name)];
  try {
    const found = await lookup(name, { all: true });
    return found.map(({ address }) => placed(address));
  } catch {
    return [name.toLowerCase()];
  }
}

interface Place {
  readonly host: string;
  readonly port: number;
}

function placeOf(url: string): Place | null {
  if (!URL.canParse(url)) return null;
  const { hostname, port, protocol } = new URL(url);
  return { host: hostname, port: port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port) };
}

/** Its upstream, and what the terminals took for their server: the proxy in front of it, or itself. */
export async function isLiveServer(
  target: Target,
  { upstream, hosts }: NamedServers,
): Promise<boolean> {
  const places = [placeOf(upstream), ...hosts.map((host) => placeOf(`http://${host}`))].filter(
    (place) => place !== null,
  );
  const mine = await addressesOf(target.hostname);
  for (const { host, port } of places) {
    if (port !== target.port) continue;
    const theirs = await addressesOf(host);
    if (theirs.some((address) => mine.includes(address))) return true;
  }
  return false;
}

export const serversOf = ({ header, hosts }: Plan): NamedServers => ({
  upstream: header?.upstream ?? '',
  hosts,
});

/** Why this may not be played there without leave, in one sentence; null when it may. */
export async function moneyAtStake(target: Target, plan: Plan): Promise<string | null> {
  if (!touchesMoney(plan.figures) || !(await isLiveServer(target, serversOf(plan)))) return null;
  return `${target.hostname}:${target.port} is the server that this was recorded from, and would book again: ${figuresInWords(plan.figures)}`;
}

/** The same of a capture that nobody has planned: it is read through only when the target is its server. */
export async function moneyAtStakeIn(target: Target, path: string): Promise<string | null> {
  if (!(await isLiveServer(target, await namedServers(path)))) return null;
  const plan = await planOf(path);
  try {
    return await moneyAtStake(target, plan);
  } finally {
    plan.close();
  }
}
