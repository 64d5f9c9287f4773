/** Writes REFERENCE.md from the definitions; `npm run reference` builds them first. */

import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { filterMarkdown } from '../dist/shared/filter/reference.js';
import { findingsMarkdown } from '../dist/shared/findings/reference.js';
import { referenceMarkdown } from '../dist/shared/spec/reference-markdown.js';

writeFileSync(
  fileURLToPath(new URL('../REFERENCE.md', import.meta.url)),
  `${referenceMarkdown()}\n${findingsMarkdown()}\n${filterMarkdown()}`,
);
