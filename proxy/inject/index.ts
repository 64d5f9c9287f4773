/** The room's door: the queue, and the passes that the wire is given. */

import { join } from 'node:path';
import { FILES_FOLDER } from '../../shared/link/injection.ts';
import type { Pass } from '../wire/passes/pass.ts';
import { FilePass } from './file-pass.ts';
import { Journal } from './journal.ts';
import { realJournalDisk } from './journal-disk.ts';
import { PollPass } from './poll-pass.ts';
import { PutFiles, realFolderDisk } from './put-files.ts';
import { Injections, type InjectionOptions } from './queue.ts';
import { ResultPass } from './result-pass.ts';

export { answerDesk } from './answer-desk.ts';
export { Injections, type InjectionOptions, type ListOptions } from './queue.ts';

export interface OpenOptions extends Omit<InjectionOptions, 'journal' | 'files'> {
  /** Of the captures; the journal lies beside them. */
  readonly folder: string;
  /** So many random bytes, as hex. */
  readonly randomHex: (bytes: number) => string;
}

/** Throws what the disk says when the journal of an earlier run is there and cannot be read. */
export function openInjections({ folder, randomHex, ...options }: OpenOptions): Injections {
  return new Injections({
    ...options,
    journal: new Journal(realJournalDisk, join(folder, 'injections.journal')),
    files: new PutFiles(realFolderDisk, join(folder, FILES_FOLDER), randomHex),
  });
}

/** In the order in which the wire shall ask them. */
export function injectionPasses(injections: Injections): readonly Pass[] {
  const peers = new Map<string, string>();
  const { delivery, answers } = injections;
  return [
    new PollPass(delivery, peers),
    new ResultPass(answers, delivery),
    new FilePass(injections, peers),
  ];
}
