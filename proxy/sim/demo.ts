/** The demonstration: a built-in ZKECO and a few terminals that live through a calm day in a canteen. */

import type { TextCodec } from '../../shared/codec/charset.ts';
import { seededChance } from './chance.ts';
import { realClock, type Clock } from './clock.ts';
import { occasional, welcome } from './demo-commands.ts';
import { monthText, packedDay } from './local-time.ts';
import { inventPeople, operator } from './people.ts';
import { startZkeco, type ServerEvent, type Zkeco, type ZkecoSettings } from './server/zkeco.ts';
import type { Target } from './terminal/ask.ts';
import { startTerminals, type Terminals } from './terminal/terminals.ts';

const SEED = 20181102;
/** One of each kind: two wallets, keys, recharges by old firmware, subsidies, and one that is not Chinese. */
const TERMINALS = 5;
/** Ten times as fast as real ones: with the server's Delay of 30 s a poll every 3 s. */
const PACE = 10;
const PEOPLE = 24;
const COMMAND_EVERY_MS = 10_000;
/** A few mishaps, so that there is something to find: uploads refused once, results never sent. */
const QUEUE_FAILURE_RATE = 0.03;
const FORGETFULNESS = 0.08;
const DAY_MS = 86_400_000;

const people = inventPeople(PEOPLE);

export interface DemoServerOptions {
  readonly text: TextCodec;
  readonly host?: string;
  /** 0, the default, picks a free port. */
  readonly port?: number;
  readonly clock?: Clock;
  readonly settings?: Partial<ZkecoSettings>;
  readonly heard?: (event: ServerEvent) => void;
}

/** Every second card may fetch a subsidy online (RepType 10, observed). */
const subsidies = (now: number) =>
  people
    .filter((_, index) => index % 2 === 0)
    .map(({ sysId }) => ({
      sysId,
      batch: monthText(now),
      cents: 30_000,
      allowDate: packedDay(now + 60 * DAY_MS),
    }));

/** A ZKECO that welcomes every new terminal with its tables and gives one a command now and then. */
export async function startDemoServer(options: DemoServerOptions): Promise<Zkeco> {
  const clock = options.clock ?? realClock;
  const chance = seededChance(SEED);
  const welcomed = new Set<string>();
  const server = await startZkeco({
    host: options.host ?? '127.0.0.1',
    port: options.port ?? 0,
    clock,
    chance,
    text: options.text,
    settings: {
      holders: [...people, operator],
      subsidies: subsidies(clock.now()),
      allowOnline: true,
      names: 'by-language',
      queueFailureRate: QUEUE_FAILURE_RATE,
      ...options.settings,
    },
    heard(event) {
      if (event.kind === 'init' && !welcomed.has(event.sn)) {
        welcomed.add(event.sn);
        for (const text of welcome(people)) server.enqueue(event.sn, text);
      }
      options.heard?.(event);
    },
  });

  const closing = new AbortController();
  const giveCommands = async () => {
    for (let turn = 0; ; turn++) {
      await clock.wait(COMMAND_EVERY_MS, closing.signal);
      if (closing.signal.aborted) return;
      const known = [...server.state.terminals.values()];
      if (known.length === 0) continue;
      const terminal = chance.pick(known);
      const occasion = { terminal, holder: chance.pick(people), now: clock.now() };
      server.enqueue(terminal.sn, occasional(turn, occasion));
    }
  };
  const giving = giveCommands();

  return {
    ...server,
    async close() {
      closing.abort();
      await giving;
      await server.close();
    },
  };
}

export interface DemoTerminalsOptions {
  /** Where the terminals connect: the proxy's own listener. */
  readonly target: Target;
  readonly text: TextCodec;
  readonly clock?: Clock;
}

export const startDemoTerminals = ({ target, text, clock }: DemoTerminalsOptions): Terminals =>
  startTerminals({
    server: target,
    count: TERMINALS,
    clock: clock ?? realClock,
    chance: seededChance(SEED),
    text,
    pace: PACE,
    forgetfulness: FORGETFULNESS,
    holders: people,
  });
