/** `npm run bench -- decoding`: a day's traffic read in words, beside tshark that reads the same messages from packets. */

import { join } from 'node:path';
import { median } from '../figures.ts';
import type { GoalBench, Sizes } from '../goal-bench.ts';
import type { Goal } from '../goals.ts';
import { findProgram, whole, type Ground } from '../ground.ts';
import { cliOf, writeDay } from '../product.ts';
import { writePcap } from './pcap.ts';

const ROUNDS = 3;

/** What each prints is thrown away by the shell, so that neither waits for us to read it. */
const quietly = (ground: Ground, program: string, args: readonly string[]) =>
  ground.start('/bin/sh', ['-c', 'exec "$0" "$@" > /dev/null', program, ...args]);

/** Messages that tshark finds in the packets: as many as the capture has, or it was given something else to do. */
async function messagesIn(ground: Ground, tshark: string, packets: string): Promise<number> {
  const count = '"$0" -n -r "$1" -Y http 2> /dev/null | wc -l';
  return Number(await whole(ground.start('/bin/sh', ['-c', count, tshark, packets])));
}

async function timed(ground: Ground, program: string, args: readonly string[]): Promise<number> {
  const started = performance.now();
  await whole(quietly(ground, program, args));
  return (performance.now() - started) / 1000;
}

/** The same work twice, by each of them: every message in a line, and every field of it as JSON. */
const WORKS = [
  { what: 'every message in a line', show: ['show'], tshark: ['-Y', 'http'] },
  {
    what: 'every field of every message, as JSON',
    show: ['show', '-v', '--json'],
    tshark: ['-Y', 'http', '-T', 'json'],
    atLeast: 5,
  },
] as const;

async function run(
  ground: Ground,
  root: string,
  { exchanges, say }: Sizes<'exchanges'>,
): Promise<readonly Goal[]> {
  const [capture, packets] = [join(ground.folder, 'day.jsonl'), join(ground.folder, 'day.pcap')];
  await writeDay(ground, root, capture, exchanges);
  await writePcap(capture, packets);
  const tshark = findProgram('tshark');
  const goals: Goal[] = [{ what: 'exchanges', figure: exchanges, unit: '' }];
  if (tshark === undefined) say('tshark is left out: not installed');
  else {
    const figure = await messagesIn(ground, tshark, packets);
    goals.push({ what: 'messages that tshark finds', figure, unit: '' });
  }
  for (const { what, show, tshark: wanted, ...aim } of WORKS) {
    const [ours, theirs]: [number[], number[]] = [[], []];
    for (let round = 0; round < ROUNDS; round++) {
      say(`${what}, round ${round + 1} of ${ROUNDS} …`);
      ours.push(await timed(ground, process.execPath, [cliOf(root), ...show, capture]));
      if (tshark === undefined) continue;
      theirs.push(await timed(ground, tshark, ['-n', '-r', packets, ...wanted]));
    }
    const [own, other] = [median(ours), median(theirs)];
    const ratio = own === null || other === null ? null : other / own;
    goals.push(
      { what: `${what}: pushscope ${show.join(' ')}`, figure: own, unit: 's' },
      { what: `${what}: tshark`, figure: other, unit: 's' },
      { what: `${what}: tshark to pushscope`, figure: ratio, unit: 'times', ...aim },
    );
  }
  return goals;
}

export const decoding: GoalBench<'exchanges'> = {
  name: 'decoding',
  about: 'a day read in words, beside tshark on the same traffic',
  sizes: { exchanges: { about: 'of the day', least: 100, most: 1_000_000, usual: 50_000 } },
  run,
};
