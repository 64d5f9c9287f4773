/** The built product killed with SIGKILL under load, again and again, in one folder: what was answered is on file. */

import { setTimeout as sleep } from 'node:timers/promises';
import { startProduct, temporaryFolder } from '../kit/product.ts';
import { Chance } from './chance.ts';
import { accounts } from './day-accounts.ts';
import { dayExchange, type DayPlan } from './day-exchange.ts';
import { DayRecords } from './day-records.ts';
import { DayServer } from './day-server.ts';
import { DayTerminal } from './day-terminal.ts';
import type { Proof } from './proof.ts';

const TERMINALS = 20;
/** The next kill comes at the latest so many milliseconds after the first exchange. */
const LATEST_MS = 400;
const MOST_PER_KILL = 5_000;

export async function proveKills(kills: number, seed: number): Promise<Proof> {
  const plan: DayPlan = { seed, faulty: 0, uploads: 0.3 };
  const chance = new Chance(seed);
  const most = kills * MOST_PER_KILL;
  const server = new DayServer(plan, most);
  const folder = temporaryFolder();
  const upstream = await server.start();
  const records = new DayRecords(folder, plan, most);
  const answered = new Uint8Array(most);
  const wrong: string[] = [];
  let asked = 0;
  let got = 0;
  let underWay = 0;

  for (let kill = 0; kill < kills; kill++) {
    const product = await startProduct(['--upstream', upstream, '--captures', folder]);
    const port = Number(product.listen.split(':')[1]);
    let isDead = false;
    const live = async (index: number): Promise<void> => {
      const terminal = new DayTerminal(port);
      while (!isDead && asked < (kill + 1) * MOST_PER_KILL) {
        const n = asked++;
        const outcome = await terminal.ask(dayExchange(plan, n, String(5_158_181_900_001 + index)));
        if (outcome === 'answered') {
          got++;
          answered[n] = 1;
        } else if (!isDead) wrong.push(`exchange ${n} was ${outcome} while nobody had died`);
        else if (outcome === 'made up') wrong.push(`exchange ${n} got what the server never said`);
        else underWay++;
      }
      terminal.close();
    };
    const lives = Promise.all(Array.from({ length: TERMINALS }, (_, index) => live(index)));
    await sleep(chance.whole(1, LATEST_MS));
    isDead = true;
    await product.stop('SIGKILL');
    await lives;
    await records.read(0);
    records.beginAnew();
  }
  server.stop();
  return {
    wrong: [...wrong, ...records.wrong, ...accounts({ answered, server, records })],
    figures: {
      kills,
      asked,
      answered: got,
      'under way when it died': underWay,
      'on file': records.exchanges,
    },
  };
}
