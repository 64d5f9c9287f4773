/** One request to a server over a connection of its own, as terminals send it, and the reply with its times. */

import { Buffer } from 'node:buffer';
import { connect as connectPlain, type Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import { connect as connectSecure } from 'node:tls';
import type {
  Outcome,
  RequestMessage,
  ResponseMessage,
  Timing,
} from '../../shared/capture/exchange.ts';
import { wireBytes } from '../../shared/capture/wire-bytes.ts';
import { replyReader } from '../wire/message-reader.ts';

export interface Target {
  readonly protocol: 'http:' | 'https:';
  readonly hostname: string;
  readonly port: number;
  /** Whether a certificate that nobody vouches for will do. */
  readonly insecure?: boolean;
}

export interface Sent {
  readonly response: ResponseMessage | null;
  readonly timing: Timing;
  readonly outcome: Outcome;
  /** Our end of the connection. */
  readonly peer: string;
  /** What went wrong, in the words of the system; empty when nothing did. */
  readonly error: string;
}

export interface SendOptions {
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

const BODY_LIMIT = 64 * 1024 * 1024;

const connectTo = ({ protocol, hostname, port, insecure = false }: Target): Socket =>
  protocol === 'https:'
    ? connectSecure({ host: hostname, port, rejectUnauthorized: !insecure })
    : connectPlain({ host: hostname, port, noDelay: true });

/** Never rejects: how it ended is the answer. */
export function send(
  target: Target,
  request: RequestMessage,
  { timeoutMs, signal }: SendOptions,
): Promise<Sent> {
  return new Promise((resolve) => {
    const reader = replyReader(Buffer.from(request.head), BODY_LIMIT);
    const begin = performance.now();
    let firstByteMs: number | null = null;
    let requestMs = 0;
    let peer = '';
    const socket = connectTo(target);
    const end = (outcome: Outcome, error = '') => {
      socket.destroy();
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      const response: ResponseMessage | null =
        firstByteMs === null ? null : { ...reader.finish(), by: 'server' };
      const totalMs = performance.now() - begin;
      resolve({ response, timing: { requestMs, firstByteMs, totalMs }, outcome, peer, error });
    };
    const abort = () => end('terminal-aborted', 'cancelled');
    const timer = setTimeout(
      () => end('timeout', `no whole reply within ${timeoutMs} ms`),
      timeoutMs,
    );
    if (signal?.aborted === true) return abort();
    signal?.addEventListener('abort', abort, { once: true });
    socket.once(target.protocol === 'https:' ? 'secureConnect' : 'connect', () => {
      peer = `${socket.localAddress ?? ''}:${socket.localPort ?? 0}`;
      socket.write(Buffer.concat(wireBytes(request)), () => {
        requestMs = performance.now() - begin;
      });
    });
    socket.on('data', (bytes: Buffer) => {
      firstByteMs ??= performance.now() - begin;
      reader.feed(bytes);
      if (reader.ended) end('complete');
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      const words = error.code ?? error.message;
      end(peer === '' ? 'refused' : 'server-aborted', words);
    });
    socket.on('close', () => {
      const isWhole = reader.scanner.state === 'close';
      if (isWhole) end('complete');
      else end('server-aborted', 'the connection ended before the reply did');
    });
  });
}
