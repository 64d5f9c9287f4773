/** One request to a server, and the reply with its times: over a connection of its own, or one that the terminal keeps. */

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
import { isKept } from './kept.ts';
import type { Stops } from './stops.ts';

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
  /** By which it may be cut short. */
  readonly stops?: Stops;
  /** The connection to go on with, where both sides kept it. */
  readonly line?: KeptLine;
}

/** A connection that a terminal and a server keep between two exchanges. */
export class KeptLine {
  #socket: Socket | null = null;

  /** The connection as long as the server has not ended it; it is the taker's from then on. */
  take(): Socket | null {
    const socket = this.#socket;
    this.#socket = null;
    if (socket === null) return null;
    for (const event of ENDS) socket.off(event, destroy);
    return socket.destroyed ? null : socket;
  }

  keep(socket: Socket): void {
    this.#socket = socket;
    // Whatever comes now belongs to no request.
    for (const event of ENDS) socket.on(event, destroy);
  }

  close(): void {
    this.#socket?.destroy();
    this.#socket = null;
  }
}

const ENDS = ['error', 'data', 'end'] as const;

function destroy(this: Socket): void {
  this.destroy();
}

/** Whoever ends a connection first keeps its port for a minute, and ports are few: a server that said it ends, ends. */
function leaveToServer(socket: Socket): void {
  const timer = setTimeout(() => socket.destroy(), END_WITHIN_MS);
  socket.once('close', () => clearTimeout(timer));
}

const END_WITHIN_MS = 1000;

const BODY_LIMIT = 64 * 1024 * 1024;

const connectTo = ({ protocol, hostname, port, insecure = false }: Target): Socket =>
  protocol === 'https:'
    ? connectSecure({ host: hostname, port, rejectUnauthorized: !insecure })
    : connectPlain({ host: hostname, port, noDelay: true });

const isGet = ({ head }: RequestMessage): boolean => /^GET /i.test(Buffer.from(head).toString('latin1', 0, 4)); // prettier-ignore

/** Never rejects: how it ended is the answer. */
export async function send(
  target: Target,
  request: RequestMessage,
  options: SendOptions,
): Promise<Sent> {
  const kept = options.line?.take() ?? null;
  if (kept === null) return ask(target, request, options, null);
  const sent = await ask(target, request, options, kept);
  // A server may give up a kept connection just as a request comes; a terminal then asks anew. What was uploaded
  // may have been booked before the connection went (RFC 9110 section 9.2.2): that is not said twice.
  const isStale = sent.outcome === 'server-aborted' && sent.response === null;
  return isStale && isGet(request) ? ask(target, request, options, null) : sent;
}

function ask(
  target: Target,
  request: RequestMessage,
  { timeoutMs, stops, line }: SendOptions,
  kept: Socket | null,
): Promise<Sent> {
  return new Promise((resolve) => {
    const reader = replyReader(Buffer.from(request.head), BODY_LIMIT);
    const begin = performance.now();
    let firstByteMs: number | null = null;
    let requestMs = 0;
    let peer = '';
    const socket = kept ?? connectTo(target);
    let isOver = false;
    const end = (outcome: Outcome, error = '') => {
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      stops?.delete(abort);
      const response: ResponseMessage | null =
        firstByteMs === null ? null : { ...reader.finish(), by: 'server' };
      if (outcome !== 'complete' || response === null) socket.destroy();
      else if (!isKept(request, response)) leaveToServer(socket);
      else if (line === undefined) socket.destroy();
      else {
        line.keep(socket);
        socket.off('data', take).off('error', fail).off('close', close);
      }
      const totalMs = performance.now() - begin;
      resolve({ response, timing: { requestMs, firstByteMs, totalMs }, outcome, peer, error });
    };
    const take = (bytes: Buffer) => {
      firstByteMs ??= performance.now() - begin;
      reader.feed(bytes);
      if (reader.ended) end('complete');
    };
    const fail = (error: NodeJS.ErrnoException) =>
      end(peer === '' ? 'refused' : 'server-aborted', error.code ?? error.message);
    const close = () => {
      if (reader.scanner.state === 'close') end('complete');
      else end('server-aborted', 'the connection ended before the reply did');
    };
    const abort = () => end('terminal-aborted', 'cancelled');
    const timer = setTimeout(
      () => end('timeout', `no whole reply within ${timeoutMs} ms`),
      timeoutMs,
    );
    if (stops?.isStopped === true) return abort();
    stops?.add(abort);
    const say = () => {
      peer = `${socket.localAddress ?? ''}:${socket.localPort ?? 0}`;
      socket.write(Buffer.concat(wireBytes(request)), () => {
        requestMs = performance.now() - begin;
      });
    };
    if (kept !== null) say();
    else socket.once(target.protocol === 'https:' ? 'secureConnect' : 'connect', say);
    socket.on('data', take).on('error', fail).on('close', close);
  });
}
