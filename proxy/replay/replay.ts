/** Selected exchanges sent to a server again, and what it said kept as a capture of its own. */

import type { Exchange } from '../../shared/capture/exchange.ts';
import { compareExchanges } from '../../shared/compare/index.ts';
import { decodeExchange } from '../../shared/codec/decode.ts';
import type { ReplayedItem } from '../../shared/link/replay.ts';
import { textCodec } from '../charset.ts';
import type { CaptureWriter } from './capture-writer.ts';
import { exchangesOf, type Plan } from './plan.ts';
import { unpacked } from './unpacked.ts';
import { Player, type Played, type PlayOptions } from './player.ts';

export interface ReplayOptions extends PlayOptions {
  /** `isRest`: a part of the exchange was told before. */
  readonly replayed: (item: ReplayedItem, isRest: boolean) => void;
  /** An answer, or a part of one, to commands that were not handed out again; it stands in a note as well. */
  readonly leftOut?: (n: number, why: string) => void;
}

/** Throws UnreachableError. */
export async function replay(
  plan: Plan,
  writer: CaptureWriter,
  options: ReplayOptions,
): Promise<void> {
  let as = 0;
  const played = ({ exchange, isRest, sent, reply, atMs }: Played) => {
    as++;
    const { response, timing, outcome, peer, error } = reply;
    const again: Exchange = {
      n: as,
      atMs,
      connection: as,
      peer,
      request: { ...sent, changedBy: `replayed: exchange ${exchange.n} of ${plan.path}` },
      response,
      timing,
      outcome,
    };
    writer.add(again);
    const read = (each: Exchange) => {
      const raw = unpacked(each);
      return { raw, frame: decodeExchange(raw, { text: textCodec, language: 'en' }) };
    };
    const [before, after] = [read(exchange), read(again)];
    const { verdict } = compareExchanges(before, after, { text: textCodec, repliesOnly: true });
    const item: ReplayedItem = {
      n: exchange.n,
      as,
      sn: before.frame.sn,
      kind: before.frame.kind,
      summary: after.frame.request.summary,
      recorded: before.frame.response?.summary ?? null,
      observed: after.frame.response?.summary ?? null,
      verdict,
      totalMs: Math.round(timing.totalMs * 10) / 10,
      error,
    };
    options.replayed(item, isRest);
  };
  const note = (text: string) => writer.note({ at: new Date(options.now()).toISOString(), text });
  const staysAsRecorded: PlayOptions['staysAsRecorded'] = (n, field) => {
    note(`exchange ${n}: ${field.wire} ${field.raw} could not be moved to another day`);
    options.staysAsRecorded?.(n, field);
  };
  const player = new Player(
    { ...options, staysAsRecorded },
    {
      played,
      paired: () => {},
      elsewhere: () => {},
      unpaired: () => {},
      leftOut: (n, why) => {
        note(`exchange ${n} was not sent: ${why}`);
        options.leftOut?.(n, why);
      },
    },
  );
  await player.play(exchangesOf(plan));
}
