/** The one of each that the whole page shares. */

import { Detail } from './detail/detail.svelte.ts';
import { language } from './language/language.svelte.ts';
import { Live } from './link/live.svelte.ts';
import { Traffic } from './traffic/traffic.svelte.ts';

const refused = (error: unknown) => live.refused(error);

export const traffic = new Traffic(refused);
export const live: Live = new Live(traffic, () => language.name);
export const detail = new Detail(refused);
