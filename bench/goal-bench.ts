/** A bench whose outcome is a list of figures with what each should be: `npm run bench -- NAME`. */

import type { Command } from 'commander';
import { numberFrom } from './arguments.ts';
import { goalTable, type Goal } from './goals.ts';
import { onGround, type Ground } from './ground.ts';
import { put, withOutcomeOptions, type OutcomeOptions } from './outcome.ts';

/** How much is measured, as an option `--KEY`. */
export interface Size {
  readonly about: string;
  readonly least: number;
  readonly most: number;
  /** Without the option. */
  readonly usual: number;
}

export type Sizes<Key extends string> = Readonly<Record<Key, number>> & {
  /** Words for people while it runs. */
  readonly say: (text: string) => void;
};

export interface GoalBench<Key extends string = string> {
  readonly name: string;
  readonly about: string;
  readonly sizes: Readonly<Record<Key, Size>>;
  /** `root` is the checkout. */
  run(ground: Ground, root: string, sizes: Sizes<Key>): Promise<readonly Goal[]>;
}

export function addGoalBench<Key extends string>(
  program: Command,
  root: string,
  { name, about, sizes, run }: GoalBench<Key>,
): void {
  const command = program.command(name).description(about);
  for (const [key, { about: of, least, most, usual }] of Object.entries<Size>(sizes)) {
    command.option(`--${key} <n>`, of, numberFrom(least, most, true), usual);
  }
  withOutcomeOptions(command).action(async (options: Record<Key, number> & OutcomeOptions) => {
    const say = (text: string) => process.stderr.write(`bench: ${text}\n`);
    const goals = await onGround((ground) => run(ground, root, { ...options, say }));
    put(root, `npm run bench -- ${name}`, options, goals, goalTable(goals));
  });
}
