/** The traffic view in a real browser, before a desk of the test's own. */

import { stage } from './browser.ts';
import { trafficWalks } from './walks/traffic.ts';

trafficWalks(stage());
