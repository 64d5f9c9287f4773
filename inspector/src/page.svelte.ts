/** The one of each that the whole page shares. */

import { Detail } from './detail/detail.svelte.ts';
import { language } from './language/language.svelte.ts';
import { Live } from './link/live.svelte.ts';
import { SignIn } from './link/sign-in.svelte.ts';
import { Marks } from './marks/marks.svelte.ts';
import { Traffic } from './traffic/traffic.svelte.ts';

export const signIn = new SignIn();
export const refused = (error: unknown) => signIn.refused(error);

export const traffic = new Traffic(refused);
export const live = new Live(traffic, () => language.name, refused);
export const marks = new Marks(traffic, () => live.status?.readOnly === true, refused);
export const detail = new Detail(refused);

/** What another view hands to the composer to begin with; a new one each time. */
export interface Draft {
  readonly sn: string;
  readonly text: string;
}
export const composing = $state<{ draft: Draft | null }>({ draft: null });
