/** The built page in a real browser, before a desk of the test's own. */

import { stage } from './browser.ts';
import { axeWalks } from './walks/axe.ts';
import { detailWalks } from './walks/detail.ts';
import { listWalks } from './walks/list.ts';
import { menuWalks } from './walks/menus.ts';
import { productWalks } from './walks/product.ts';
import { referenceWalks } from './walks/reference.ts';
import { statisticsWalks } from './walks/statistics.ts';
import { viewWalks } from './walks/views.ts';

const browser = stage();
listWalks(browser);
detailWalks(browser);
menuWalks(browser);
viewWalks(browser);
referenceWalks(browser);
statisticsWalks(browser);
axeWalks(browser);
productWalks(browser);
