/** The library of saved commands, kept by the browser as saved filters are. */

import { KeptList } from '../parts/kept-list.svelte.ts';
import { isSaved } from './library.ts';

export const library = new KeptList('commands', isSaved);
