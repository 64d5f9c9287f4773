/** Everything the page says, in Chinese: a file for each view. */

import type { Words } from './en.ts';
import { captures } from './zh/captures.ts';
import { commands } from './zh/commands.ts';
import { compare } from './zh/compare.ts';
import { detail } from './zh/detail.ts';
import { differences } from './zh/differences.ts';
import { findings } from './zh/findings.ts';
import { frame } from './zh/frame.ts';
import { help } from './zh/help.ts';
import { known } from './zh/known.ts';
import { ledger } from './zh/ledger.ts';
import { marks } from './zh/marks.ts';
import { palette } from './zh/palette.ts';
import { reference } from './zh/reference.ts';
import { replay } from './zh/replay.ts';
import { session } from './zh/session.ts';
import { statistics } from './zh/statistics.ts';
import { terminals } from './zh/terminals.ts';
import { traffic } from './zh/traffic.ts';
import { words } from './zh/words.ts';

export const zh: Words = {
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
