/** Stands in for the recorded server: says again what it said, waits for what it waited for, and tells what it never heard. */

import { Buffer } from 'node:buffer';
import type { Message, RequestMessage } from '../../shared/capture/exchange.ts';
import { decodeExchange } from '../../shared/codec/decode.ts';
import type { Frame } from '../../shared/codec/frame.ts';
import { alignKeyOf } from '../../shared/compare/align.ts';
import { compareExchanges, type Difference } from '../../shared/compare/index.ts';
import { textCodec } from '../charset.ts';
import { restated } from './restate.ts';
import type { Cue, Script } from './script.ts';
import { send, type Target } from './send.ts';
import { Stops } from './stops.ts';

export type OnMiss = 'closest' | 'ok' | '404' | Target;

/** A request that the recorded terminal did not make. */
export interface Miss {
  readonly sn: string;
  readonly kind: Frame['kind'];
  readonly summary: string;
  readonly closest: { readonly n: number; readonly summary: string } | null;
  /** Between the request and the closest recorded one. */
  readonly differences: readonly Difference[];
}

/** A terminal got no whole reply: the live server gave none, or the recording has not kept it whole. */
export type Failure = { readonly sn: string; readonly kind: Frame['kind'] } & (
  | { readonly of: 'live'; readonly why: string; readonly isPart: boolean }
  | { readonly of: 'recording'; readonly n: number; readonly kept: number; readonly size: number }
);

export interface StandInOptions {
  readonly onMiss: OnMiss;
  readonly now: () => number;
  readonly timeoutMs: number;
  readonly answered?: (frame: Frame, n: number | null) => void;
  readonly missed?: (miss: Miss) => void;
  readonly failed?: (failure: Failure) => void;
  /** Ends what is asked of a live server. */
  readonly signal?: AbortSignal;
}

const dateOf = (nowMs: number): string => `Date: ${new Date(nowMs).toUTCString()}\r\n`;

const textReply = (status: string, body: string, date: string): Message => ({
  head: Buffer.from(
    `HTTP/1.1 ${status}\r\n${date}Content-Length: ${body.length}\r\nConnection: close\r\nContent-Type: text/plain\r\n\r\n`,
    'latin1',
  ),
  body: Buffer.from(body, 'latin1'),
  size: body.length,
  framing: { kind: 'length' },
});

const openKey = (sn: string, id: string): string => `${sn} ${id}`;

export class StandIn {
  readonly #script: Script;
  readonly #options: StandInOptions;
  readonly #stops: Stops;
  /** Commands handed out and not acknowledged, by the terminal and its number. */
  readonly #open = new Map<string, string>();
  answers = 0;
  misses = 0;

  constructor(script: Script, options: StandInOptions) {
    this.#script = script;
    this.#options = options;
    this.#stops = new Stops(options.signal);
  }

  /** Commands whose acknowledgement never came. */
  get unacknowledged(): readonly string[] {
    return [...this.#open.values()];
  }

  /** Null where the recorded server gave none: the connection ends. */
  async answer(request: RequestMessage): Promise<Message | null> {
    const frame = decodeExchange({ request, response: null }, { text: textCodec, language: 'en' });
    this.#acknowledge(frame);
    const found = this.#script.find(alignKeyOf(0, frame));
    this.answers++;
    if (found?.isHit === true) {
      this.#options.answered?.(frame, found.cue.key.n);
      return this.#say(found.cue, frame);
    }
    this.misses++;
    this.#tell(request, frame, found?.cue ?? null);
    return this.#onMiss(request, frame, found?.cue ?? null);
  }

  #say(cue: Cue, { sn, kind }: Frame): Message | null {
    const { raw, frame } = this.#script.read(cue);
    for (const field of frame.response?.fields ?? []) {
      if (field.key !== 'command') continue;
      const id = field.fields?.find(({ key }) => key === 'cmdId')?.raw.trim() ?? '';
      this.#open.set(openKey(sn, id), field.raw);
    }
    const response = raw.response;
    if (response === null) return null;
    if (response.truncated === true) {
      const kept = response.body.length;
      const { n } = cue.key;
      this.#options.failed?.({ of: 'recording', sn, kind, n, kept, size: response.size });
      return null;
    }
    return restated(response, {
      nowMs: this.#options.now(),
      serial: [frame.sn, sn],
      isTimeReply: kind === 'time',
    });
  }

  #acknowledge({ sn, kind, request }: Frame): void {
    if (kind !== 'command-result') return;
    for (const { key, fields = [] } of request.fields) {
      if (key !== 'result') continue;
      const id = fields.find((field) => field.key === 'resultId')?.raw.trim() ?? '';
      this.#open.delete(openKey(sn, id));
    }
  }

  #tell(request: RequestMessage, frame: Frame, cue: Cue | null): void {
    const { missed } = this.#options;
    if (missed === undefined) return;
    const like = cue === null ? null : this.#script.read(cue);
    const differences =
      like === null
        ? []
        : compareExchanges(
            { raw: { ...like.raw, response: null }, frame: { ...like.frame, response: null } },
            { raw: { request, response: null }, frame },
            {
              text: textCodec,
              isSame: (recorded, observed) => recorded === like.frame.sn && observed === frame.sn,
            },
          ).differences.filter(({ noise }) => noise === null);
    const closest = cue === null ? null : { n: cue.key.n, summary: cue.key.summary };
    missed({
      sn: frame.sn,
      kind: frame.kind,
      summary: frame.request.summary,
      closest,
      differences,
    });
  }

  async #onMiss(request: RequestMessage, frame: Frame, cue: Cue | null): Promise<Message | null> {
    const { onMiss, now } = this.#options;
    if (typeof onMiss === 'object') return this.#forward(onMiss, request, frame);
    if (onMiss === '404') return textReply('404 Not Found', '', dateOf(now()));
    if (onMiss === 'closest' && cue !== null) return this.#say(cue, frame);
    return textReply('200 OK', 'OK', dateOf(now()));
  }

  /** Null when the listener is closed before the live server has replied. */
  async #forward(
    to: Target,
    request: RequestMessage,
    { sn, kind }: Frame,
  ): Promise<Message | null> {
    const { timeoutMs, failed } = this.#options;
    const { response, outcome, error } = await send(to, request, { timeoutMs, stops: this.#stops }); // prettier-ignore
    if (outcome === 'terminal-aborted') return null;
    const isPart = response !== null;
    if (outcome !== 'complete') failed?.({ of: 'live', sn, kind, why: error, isPart });
    // Terminals set their clock by a Date, and no server said this one.
    return response ?? textReply('502 Bad Gateway', '', '');
  }
}
