/** A row of built-in terminals that share the cards of one canteen. */

import { setMaxListeners } from 'node:events';
import type { TextCodec } from '../../../shared/codec/charset.ts';
import type { Chance } from '../chance.ts';
import type { Clock } from '../clock.ts';
import { inventPeople, type CardHolder } from '../people.ts';
import type { Target } from './ask.ts';
import { Cards } from './cards.ts';
import { modelOf } from './models.ts';
import { Terminal, type TerminalEvent } from './terminal.ts';

export type { TerminalEvent } from './terminal.ts';

export interface TerminalsOptions {
  readonly server: Target;
  readonly count: number;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly text: TextCodec;
  /** How many times as fast as real ones they live; 1 polls every `Delay` seconds. */
  readonly pace: number;
  /** How many of all batches of commands, from 0 to 1, are obeyed without an answer; default 0. */
  readonly forgetfulness?: number;
  readonly holders?: readonly CardHolder[];
  readonly heard?: (event: TerminalEvent) => void;
}

export interface Terminals {
  readonly terminals: readonly Terminal[];
  readonly cards: Cards;
  /** Lets running requests end for a moment, then cuts them; resolves when all is at rest. */
  stop(): Promise<void>;
}

const PEOPLE = 24;
/** The terminals are switched on one after the other, so many seconds of their own time apart. */
const SWITCH_ON_MS = 1_500;
const GRACE_MS = 1_500;

/** Thirteen digits, like the serials of such terminals; the index keeps them apart. */
const inventSerial = (index: number, chance: Chance): string =>
  `58${chance.between(1_000_000, 9_999_999)}${String(1001 + index).padStart(4, '0')}`;

export function startTerminals(options: TerminalsOptions): Terminals {
  const rest = new AbortController();
  const off = new AbortController();
  // A listener for each terminal is meant, not a leak.
  setMaxListeners(0, rest.signal, off.signal);
  const cards = new Cards(options.holders ?? inventPeople(PEOPLE), options.chance);
  const terminals = Array.from({ length: options.count }, (_, index) => {
    const chance = options.chance.fork(index);
    return new Terminal({
      server: options.server,
      sn: inventSerial(index, chance),
      model: modelOf(index),
      cards,
      clock: options.clock,
      chance,
      text: options.text,
      pace: options.pace,
      forgetfulness: options.forgetfulness ?? 0,
      rest: rest.signal,
      off: off.signal,
      heard: options.heard ?? (() => {}),
    });
  });
  const lives = Promise.all(
    terminals.map((terminal, index) => terminal.live(index * SWITCH_ON_MS)),
  );
  return {
    terminals,
    cards,
    async stop() {
      rest.abort();
      const cut = setTimeout(() => off.abort(), GRACE_MS);
      await lives;
      clearTimeout(cut);
    },
  };
}
