/**
 * The live socket: viewers, each fed as fast as it reads.
 *
 *   fed ── more waits for it than it may ──► waits ── it has read all ──► a new snapshot, fed again
 *
 * What waits for a viewer is bounded; nothing waits for a viewer.
 */

import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import type { Language } from '../../shared/codec/frame.ts';
import type { LiveRequest } from '../../shared/link/api.ts';

/** A batch that would make more than this wait for a viewer is not sent to it. */
const MOST_WAITING_BYTES = 4 * 1024 * 1024;
/** A viewer that has no more than this before it counts as having read everything. */
const LITTLE_WAITING_BYTES = 64 * 1024;
const MOST_REQUEST_BYTES = 64 * 1024;
const MOST_FRAGMENTS = 64;
const MOST_VIEWERS = 64;
const PING_MS = 20_000;
const GOING_AWAY = 1001;
const UNSUPPORTED = 1003;
const TRY_LATER = 1013;

/** What batches are made for: all viewers with the same wish get the same bytes. */
export interface LiveWish {
  readonly language: Language;
  /** Filter text that rows are lit by; empty without one. */
  readonly highlight: string;
}

interface Viewer {
  readonly socket: WebSocket;
  wish: LiveWish;
  /** False until it has a snapshot that the next batch continues. */
  fed: boolean;
  /** True when batches were kept from it. */
  stalled: boolean;
  /** Whether it answered the last ping. */
  alive: boolean;
}

const readRequest = (message: RawData): LiveRequest | null => {
  try {
    const request = JSON.parse(String(message)) as Partial<LiveRequest> | null;
    switch (request?.type) {
      case 'language': {
        const { language } = request;
        return language === 'en' || language === 'zh' ? { type: 'language', language } : null;
      }
      case 'highlight': {
        const { highlight } = request;
        return typeof highlight === 'string' ? { type: 'highlight', highlight } : null;
      }
      default:
        return null;
    }
  } catch {
    return null;
  }
};

export interface LiveSocketOptions {
  /** Somebody waits for a snapshot. */
  readonly onWaiting: () => void;
  readonly pingMs?: number;
}

export class LiveSocket {
  readonly #server = new WebSocketServer({
    noServer: true,
    maxPayload: MOST_REQUEST_BYTES,
    maxFragments: MOST_FRAGMENTS,
    perMessageDeflate: false,
  });
  readonly #viewers = new Set<Viewer>();
  readonly #onWaiting: () => void;
  readonly #pinging: NodeJS.Timeout;

  constructor({ onWaiting, pingMs = PING_MS }: LiveSocketOptions) {
    this.#onWaiting = onWaiting;
    this.#pinging = setInterval(() => this.#ping(), pingMs);
    this.#pinging.unref();
  }

  get viewers(): number {
    return this.#viewers.size;
  }

  /** Bytes that wait for the viewer which most wait for. */
  get mostWaiting(): number {
    return Math.max(0, ...[...this.#viewers].map(({ socket }) => socket.bufferedAmount));
  }

  /** Languages that somebody reads in. */
  get languages(): readonly Language[] {
    return [...new Set([...this.#viewers].map(({ wish }) => wish.language))];
  }

  /** What batches are wanted for, each once. */
  get fedWishes(): readonly LiveWish[] {
    const wishes: LiveWish[] = [];
    for (const { fed, wish } of this.#viewers) {
      if (fed && !wishes.some((each) => isSame(each, wish))) wishes.push(wish);
    }
    return wishes;
  }

  /** Takes the connection over; the gate has let it in. */
  accept(request: IncomingMessage, connection: Duplex, head: Buffer, language: Language): void {
    this.#server.handleUpgrade(request, connection, head, (socket) =>
      this.#welcome(socket, language),
    );
  }

  /** Sends a batch to all who are fed with that wish. */
  feed(wish: LiveWish, batch: Buffer): void {
    for (const viewer of this.#viewers) {
      if (!viewer.fed || !isSame(viewer.wish, wish)) continue;
      if (viewer.socket.bufferedAmount + batch.length > MOST_WAITING_BYTES) {
        viewer.fed = false;
        viewer.stalled = true;
      } else viewer.socket.send(batch, { binary: false });
    }
  }

  /** Sends a message that no batch hangs on to all who are fed; who reads too slowly will ask. */
  tell(message: Buffer): void {
    for (const { fed, socket } of this.#viewers) {
      if (!fed || socket.bufferedAmount + message.length > MOST_WAITING_BYTES) continue;
      socket.send(message, { binary: false });
    }
  }

  /** Nobody's next batch will continue what was sent before. */
  startAnew(): void {
    for (const viewer of this.#viewers) {
      viewer.stalled ||= viewer.fed;
      viewer.fed = false;
    }
  }

  /** Whether some viewer waits for a snapshot; one that has not read what it has does not yet. */
  get isAwaited(): boolean {
    return [...this.#viewers].some(isReady);
  }

  /** Sends snapshots to all who wait for one; the next batch has to continue them. */
  start(snapshot: (language: Language, resync: boolean) => Buffer): void {
    for (const viewer of this.#viewers) {
      if (!isReady(viewer)) continue;
      viewer.socket.send(snapshot(viewer.wish.language, viewer.stalled), { binary: false });
      viewer.fed = true;
      viewer.stalled = false;
    }
  }

  close(): void {
    clearInterval(this.#pinging);
    for (const { socket } of this.#viewers) {
      socket.close(GOING_AWAY);
      socket.terminate();
    }
    this.#server.close();
  }

  #welcome(socket: WebSocket, language: Language): void {
    socket.on('error', () => socket.terminate());
    if (this.#viewers.size >= MOST_VIEWERS) {
      socket.close(TRY_LATER, 'too many viewers');
      return;
    }
    const viewer: Viewer = {
      socket,
      wish: { language, highlight: '' },
      fed: false,
      stalled: false,
      alive: true,
    };
    this.#viewers.add(viewer);
    socket.on('pong', () => (viewer.alive = true));
    socket.on('close', () => this.#viewers.delete(viewer));
    socket.on('message', (message, isBinary) => {
      viewer.alive = true;
      const request = isBinary ? null : readRequest(message);
      if (request === null) socket.close(UNSUPPORTED, 'no such request');
      else this.#takeRequest(viewer, request);
    });
    this.#onWaiting();
  }

  /** Another language is a new beginning; another highlight counts from the next batch on. */
  #takeRequest(viewer: Viewer, request: LiveRequest): void {
    if (request.type === 'highlight') {
      viewer.wish = { ...viewer.wish, highlight: request.highlight };
    } else if (request.language !== viewer.wish.language) {
      viewer.wish = { ...viewer.wish, language: request.language };
      viewer.fed = false;
      this.#onWaiting();
    }
  }

  #ping(): void {
    for (const viewer of this.#viewers) {
      if (!viewer.alive) viewer.socket.terminate();
      else {
        viewer.alive = false;
        viewer.socket.ping();
      }
    }
  }
}

const isSame = (one: LiveWish, other: LiveWish): boolean =>
  one.language === other.language && one.highlight === other.highlight;

const isReady = ({ fed, socket }: Viewer): boolean =>
  !fed && socket.readyState === socket.OPEN && socket.bufferedAmount <= LITTLE_WAITING_BYTES;
