/** `npm run build`: the proxy and the page, into dist/. */

import { build } from './setup.js';

build();
