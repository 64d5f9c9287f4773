/** What the figures were measured on: the processor, and the versions of whatever takes part. */

import { spawnSync } from 'node:child_process';
import { cpus, release, type } from 'node:os';
import { findProgram } from './ground.ts';

export interface Machine {
  readonly cpu: string;
  readonly cpus: number;
  readonly system: string;
  /** Node and the programs that are installed here, by name. */
  readonly versions: Readonly<Record<string, string>>;
}

/** Programs that some bench uses, with the argument that makes each tell its version. */
const PROGRAMS = {
  nginx: '-v',
  haproxy: '-v',
  mitmdump: '--version',
  wrk: '-v',
  tshark: '--version',
  chromium: '--version',
} as const;

const VERSION = /(?:^|[\s/:])v?(\d+\.\d+[\d.]*)/m;

function versionOf(name: string, argument: string): readonly [name: string, version: string][] {
  const program = findProgram(name);
  if (program === undefined) return [];
  const { stdout, stderr } = spawnSync(program, [argument], { encoding: 'utf8' });
  // Some programs warn first, and some tell it on stderr.
  const version = VERSION.exec(stdout)?.[1] ?? VERSION.exec(stderr)?.[1];
  return version === undefined ? [] : [[name, version]];
}

export const machine = (): Machine => ({
  cpu: cpus()[0]?.model ?? 'unknown',
  cpus: cpus().length,
  system: `${type()} ${release().split('.', 2).join('.')}`,
  versions: Object.fromEntries([
    ['Node', process.versions.node],
    ...Object.entries(PROGRAMS).flatMap(([name, argument]) => versionOf(name, argument)),
  ]),
});

export const machineLine = ({ cpu, cpus: cores, system, versions }: Machine): string =>
  `${cores} × ${cpu}, ${system}; ${Object.entries(versions).map((each) => each.join(' ')).join(', ')}`; // prettier-ignore
