/**
 * The servers that a capture names: its upstream, and what the terminals took for their server. From the
 * bytes of its lines alone, so that a large capture need not be read twice before it is played.
 */

import { Buffer } from 'node:buffer';
import { blocksOf } from '../record/capture-reader.ts';

/** In a line of the file a line end of a head stands as `\r\n`, four characters. Blanks are cut off afterwards: there may be many. */
const HOST = /\\r\\nHost:([^\\"]*)\\r/gi;
const UPSTREAM = /^\{"pushscope":"capture"[^\n]*?"upstream":"([^"\\]*)"/;

/** Longer than any host with what stands around it. */
const OVERLAP = 1024;

export interface NamedServers {
  /** Empty when it has no header. */
  readonly upstream: string;
  readonly hosts: readonly string[];
}

export async function namedServers(path: string): Promise<NamedServers> {
  const hosts = new Set<string>();
  let upstream: string | null = null;
  let before = '';
  for await (const block of blocksOf(path)) {
    const { buffer, byteOffset, length } = block;
    const text = before + Buffer.from(buffer, byteOffset, length).toString('latin1');
    upstream ??= UPSTREAM.exec(text)?.[1] ?? '';
    for (const [, host = ''] of text.matchAll(HOST)) hosts.add(host.trim());
    before = text.slice(-OVERLAP);
  }
  hosts.delete('');
  return { upstream: upstream ?? '', hosts: [...hosts] };
}
