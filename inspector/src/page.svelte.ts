/** The one of each that the whole page shares. */

import type { CommandInput } from '../../shared/codec/commands/compose.ts';
import { address } from './address.svelte.ts';
import { Detail } from './detail/detail.svelte.ts';
import { language } from './language/language.svelte.ts';
import { Live, type LiveListener } from './link/live.svelte.ts';
import { SignIn } from './link/sign-in.svelte.ts';
import { Marks } from './marks/marks.svelte.ts';
import { Replays } from './replay/replays.svelte.ts';
import { Session } from './session/session.svelte.ts';
import { Highlight } from './traffic/highlight.svelte.ts';
import { Traffic } from './traffic/traffic.svelte.ts';

export const signIn = new SignIn();
export const refused = (error: unknown) => signIn.refused(error);

export const traffic = new Traffic(refused);
export const session = new Session(refused);
export const replays = new Replays(refused);

const listeners: LiveListener = {
  replayed(message) {
    replays.replayed(message);
  },
  rowsCame(rows, total) {
    traffic.rowsCame(rows, total);
    session.rowsCame(rows, total);
  },
  rowsJudged(rows) {
    traffic.rowsJudged(rows);
  },
  renew(newest) {
    traffic.renew(newest);
    session.renew();
    replays.renew();
  },
};
export const live = new Live(
  listeners,
  () => ({ language: language.name, highlight: address.place.highlight }),
  refused,
);
export const marks = new Marks(traffic, () => live.status?.readOnly === true, refused);
export const highlight = new Highlight(traffic, marks.notice, refused);
export const detail = new Detail(refused);

/** What another view hands to the composer to begin with; a new one each time. */
export interface Draft {
  readonly sn: string;
  readonly text: string;
  /** The same by its parts, where the form shall begin with them. */
  readonly input?: CommandInput;
}
export const composing = $state<{ draft: Draft | null }>({ draft: null });
