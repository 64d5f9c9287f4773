/** Everything the page says, in English: a file for each view. The Chinese of each has the same rows. */

import { captures } from './en/captures.ts';
import { commands } from './en/commands.ts';
import { compare } from './en/compare.ts';
import { detail } from './en/detail.ts';
import { differences } from './en/differences.ts';
import { findings } from './en/findings.ts';
import { frame } from './en/frame.ts';
import { help } from './en/help.ts';
import { known } from './en/known.ts';
import { ledger } from './en/ledger.ts';
import { marks } from './en/marks.ts';
import { palette } from './en/palette.ts';
import { reference } from './en/reference.ts';
import { replay } from './en/replay.ts';
import { session } from './en/session.ts';
import { statistics } from './en/statistics.ts';
import { terminals } from './en/terminals.ts';
import { traffic } from './en/traffic.ts';
import { words } from './en/words.ts';
import type { Widened } from './widened.ts';

export const en = {
  ...frame,
  ...traffic,
  ...detail,
  ...palette,
  ...marks,
  ...terminals,
  ...session,
  ...known,
  ...compare,
  ...differences,
  ...captures,
  ...reference,
  ...commands,
  ...replay,
  ...statistics,
  ...findings,
  ...ledger,
  ...help,
  ...words,
};

export type Words = Widened<typeof en>;
