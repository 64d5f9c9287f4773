/** Marks, comments, the palette and saved filters, in the built page. */

import { stage } from './browser.ts';
import { markWalks } from './walks/marks.ts';

markWalks(stage());
