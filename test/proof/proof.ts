/** Terminals, the product and a server at once: commands injected at random, and the product killed in between. */

import iconv from 'iconv-lite';
import { expect } from 'vitest';
import type { InjectionItem } from '../../shared/link/injection.ts';
import { startProduct, temporaryFolder, type RunningProduct } from '../kit/product.ts';
import { auditCommands, commandFigures } from './audit-commands.ts';
import { auditExchanges } from './audit-exchanges.ts';
import { Chance } from './chance.ts';
import { FieldServer } from './field-server.ts';
import { FieldTerminal } from './field-terminal.ts';

export interface Size {
  readonly polls: number;
  readonly terminals: number;
  readonly commands: number;
  readonly kills: number;
  /** How long a command waits, for its poll and then for its answer, before it is told lost. */
  readonly waitMs: number;
}

export interface Proof {
  /** Sentences about all that went wrong. */
  readonly wrong: readonly string[];
  readonly figures: Readonly<Record<string, number>>;
}

const MEAL = 'UPDATE MEALTYPE Mlid=1\tName=午餐\tStart=1100\tEnd=1300';
const THEIR_COMMANDS = [`${MEAL}\n`, 'SET OPTION UseSection=1\tBackSection=2\t\n', 'DELETE USERINFO SysID=7', 'SYNC POSLOG START=1\tEND=9\t\n', 'CHECK POSLOG', 'INFO', 'Shell ls', 'GetFile options.cfg', 'REBOOT'] as const; // prettier-ignore
const OUR_COMMANDS = [MEAL, MEAL, 'SET OPTION Delay=10', 'INFO', 'CHECK POSLOG', 'SHELL ls', 'GetFile options.cfg', 'REBOOT', 'DELETE USERINFO SysID=7'] as const; // prettier-ignore
const SETTLED: readonly string[] = ['acknowledged', 'failed', 'expired'];
const PATIENCE = { timeout: 120_000, interval: 250 };

class Proving {
  readonly #size: Size;
  readonly #chance: Chance;
  readonly #server: FieldServer;
  readonly #terminals: readonly FieldTerminal[];
  readonly #folder = temporaryFolder();
  readonly #accepted: string[] = [];
  #product: Promise<RunningProduct> | null = null;
  #upstream = '';
  #numbers = 0;
  #polls = 0;
  #due = 0;
  #kills = 0;
  #interrupted = 0;

  constructor(size: Size, seed: number) {
    this.#size = size;
    this.#chance = new Chance(seed);
    this.#server = new FieldServer(seed + 1);
    this.#terminals = Array.from({ length: size.terminals }, (_, index) => {
      const around = {
        sn: String(5_158_181_900_001 + index),
        chance: this.#chance,
        target: () => this.#target(),
        nextNumber: () => ++this.#numbers,
      };
      return new FieldTerminal(around);
    });
  }

  async run(): Promise<Proof> {
    this.#upstream = await this.#server.start();
    this.#product = this.#start();
    try {
      await this.#everyone(async (terminal) => void (await terminal.poll()));
      const known = async () => (await this.#api<{ items: unknown[] }>('/api/terminals')).items;
      await expect.poll(known, PATIENCE).toHaveLength(this.#size.terminals);
      await this.#everyone((terminal) => this.#live(terminal));
      await this.#submitRest();
      await this.#drain();
      return this.#judge(await this.#items());
    } finally {
      for (const terminal of this.#terminals) terminal.close();
      await (await this.#product).stop('SIGKILL');
      this.#server.stop();
    }
  }

  #start(): Promise<RunningProduct> {
    return startProduct(['--upstream', this.#upstream, '--captures', this.#folder]);
  }

  async #target(): Promise<{ readonly host: string; readonly port: number }> {
    const { listen } = (await this.#product) as RunningProduct;
    return { host: '127.0.0.1', port: Number(listen.split(':')[1]) };
  }

  async #api<T>(path: string): Promise<T> {
    return ((await this.#product) as RunningProduct).api<T>(path);
  }

  async #items(): Promise<readonly InjectionItem[]> {
    return (await this.#api<{ items: readonly InjectionItem[] }>('/api/commands')).items;
  }

  async #everyone(act: (terminal: FieldTerminal) => Promise<void>): Promise<void> {
    await Promise.all(this.#terminals.map(act));
  }

  /** One terminal's day: everything else happens between two polls of somebody. */
  async #live(terminal: FieldTerminal): Promise<void> {
    const { polls, commands, kills } = this.#size;
    while (this.#polls < polls) {
      const share = ++this.#polls / polls;
      if (this.#chance.hits(0.2)) this.#issue(terminal.sn);
      const isDue = this.#due < Math.floor(commands * share);
      if (isDue) await this.#submit(this.#chance.pick(this.#terminals).sn, Math.floor(commands * share) - this.#due); // prettier-ignore
      if (this.#kills < Math.floor((kills + 1) * share) && this.#kills < kills) this.#kill();
      await terminal.poll();
      if (this.#chance.hits(0.7)) await terminal.acknowledge();
      if (this.#chance.hits(0.1)) await terminal.upload();
    }
  }

  #issue(sn: string): void {
    const count = this.#chance.hits(0.02) ? 30 : this.#chance.whole(1, 2);
    for (let each = 0; each < count; each++) {
      this.#server.issue(sn, iconv.encode(this.#chance.pick(THEIR_COMMANDS), 'gb18030'));
    }
  }

  #kill(): void {
    this.#kills++;
    const running = this.#product as Promise<RunningProduct>;
    this.#product = running.then(async (product) => {
      await product.stop('SIGKILL');
      return this.#start();
    });
  }

  async #submit(sn: string, atMost: number): Promise<void> {
    const count = Math.min(atMost, this.#chance.hits(0.2) ? 4 : 1);
    this.#due += count;
    const { inspector, token } = (await this.#product) as RunningProduct;
    const commands = Array.from({ length: count }, () => this.#chance.pick(OUR_COMMANDS));
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const body = { sn, commands, confirm: sn, expiresAfterMs: this.#size.waitMs };
    const options = { method: 'POST', headers, body: JSON.stringify(body) };
    const answer = await fetch(new URL('api/commands', inspector), options)
      .then(
        async (reply) =>
          (await reply.json()) as { items?: readonly InjectionItem[]; error?: { code: string } },
      ) // prettier-ignore
      .catch(() => null);
    if (answer === null || answer.error?.code === 'NO_ANSWER') this.#interrupted += count;
    else if (answer.items !== undefined) this.#accepted.push(...answer.items.map(({ id }) => id));
    // After a restart nobody has heard of the terminal until it polls: somebody tries again.
    else if (answer.error?.code === 'UNKNOWN_SERIAL') this.#due -= count;
    else throw new Error(`a command was refused: ${JSON.stringify(answer)}`);
  }

  /** What could not be submitted on the last day, for the product had just been killed. */
  async #submitRest(): Promise<void> {
    const { commands } = this.#size;
    while (this.#due < commands) {
      await this.#everyone(async (terminal) => void (await terminal.poll()));
      await this.#submit(this.#chance.pick(this.#terminals).sn, commands - this.#due);
    }
  }

  /** Polls on until nothing waits any more, and what got lost is known to be. */
  async #drain(): Promise<void> {
    const rest = async () => {
      await this.#everyone(async (terminal) => {
        await terminal.poll();
        while (terminal.hasPending) await terminal.acknowledge();
      });
      const more = this.#terminals.filter(({ sn }) => this.#server.hasMore(sn)).length;
      const open = (await this.#items()).filter(({ state }) => !SETTLED.includes(state)).length;
      return more + open;
    };
    await expect.poll(rest, PATIENCE).toBe(0);
  }

  #judge(items: readonly InjectionItem[]): Proof {
    const accounts = { terminals: this.#terminals, accepted: this.#accepted, items };
    const asked = this.#terminals.flatMap((terminal) => terminal.asked);
    return {
      wrong: [...auditExchanges(this.#terminals, this.#server), ...auditCommands(accounts)],
      figures: {
        exchanges: asked.length,
        polls: asked.filter(({ kind }) => kind === 'poll').length,
        'broken off': asked.filter(({ reply }) => reply === null).length,
        kills: this.#kills,
        ...commandFigures(accounts),
        interrupted: this.#interrupted,
        "server's commands": [...this.#server.issued.values()].flat().length,
        'bytes at the server': this.#server.bytes.reduce((sum, { length }) => sum + length, 0),
      },
    };
  }
}

export const prove = (size: Size, seed: number): Promise<Proof> => new Proving(size, seed).run();
