#!/usr/bin/env node
/** The command line: sets up a fresh checkout, then hands over to the built product. */

import { setUp } from './setup.js';

setUp();
await import('../dist/proxy/cli.js');
