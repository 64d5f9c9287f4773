/** Marks, comments, the palette and saved filters, in the built page. */

import { stage } from './browser.ts';
import { markWalks } from './walks/marks.ts';
import { paletteWalks } from './walks/palette.ts';

const browser = stage();
markWalks(browser);
paletteWalks(browser);
