/** An invented day of a fleet, as its exchanges: the same seed gives the same day, byte for byte. */

import type { Exchange } from '../../../shared/capture/exchange.ts';
import type { TextCodec } from '../../../shared/codec/charset.ts';
import type { Chance } from '../chance.ts';
import { inventPeople } from '../people.ts';
import { Cards } from '../terminal/cards.ts';
import { Messages } from './messages.ts';
import { TerminalDay } from './terminal-day.ts';

export interface DayOptions {
  readonly exchanges: number;
  readonly terminals: number;
  readonly chance: Chance;
  readonly text: TextCodec;
  /** When it begins, milliseconds since 1970. */
  readonly fromMs: number;
  /** Whether something goes wrong now and then: refused uploads, failed commands, a server that is away. */
  readonly mishaps: boolean;
}

const DAY_MS = 86_400_000;
const PEOPLE = 400;
/** How many exchanges end badly, and how many take long. */
const REFUSED = 0.0005;
const SLOW = 0.01;
const FIRST_PORT = 40_000;
const PORTS = 20_000;

export function* inventDay(options: DayOptions): Generator<Exchange> {
  const { exchanges, chance, fromMs, mishaps } = options;
  const messages = new Messages(options.text);
  const people = inventPeople(PEOPLE);
  const cards = new Cards(people, chance);
  const delaySeconds = Math.max(1, Math.round((DAY_MS / exchanges / 1000) * options.terminals));
  const setting = { messages, people, cards, delaySeconds, mishaps };
  const terminals = Array.from(
    { length: options.terminals },
    (_, index) => new TerminalDay(index, { ...setting, chance: chance.fork(index) }),
  );
  for (let n = 1; n <= exchanges; n++) {
    const atMs = fromMs + Math.floor(((n - 1) * DAY_MS) / exchanges);
    const index = (n - 1) % terminals.length;
    const isRefused = mishaps && chance.next() < REFUSED;
    const [request, response] = (terminals[index] as TerminalDay).next(atMs, isRefused);
    const totalMs = (chance.next() < SLOW ? 300 : 2) + Math.round(chance.next() * 8000) / 1000;
    yield {
      n,
      atMs,
      connection: n,
      peer: `192.168.${1 + (index >> 7)}.${50 + (index & 127)}:${FIRST_PORT + (n % PORTS)}`,
      request,
      response,
      timing: { requestMs: 0.2, firstByteMs: isRefused ? null : totalMs - 0.1, totalMs },
      outcome: isRefused ? 'refused' : 'complete',
    };
  }
}
