/** Captures and what they hold, in the built page: secrets in sight or not, files kept, named, taken in, thrown away. */

import { stage } from './browser.ts';
import { captureWalks } from './walks/captures.ts';
import { secretWalks } from './walks/secrets.ts';

const browser = stage();
secretWalks(browser);
captureWalks(browser);
