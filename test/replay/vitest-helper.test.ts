/** The helper for other people's suites, used as the documents say. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe } from 'vitest';
import { golden } from '../../proxy/vitest.ts';
import { temporaryFolder } from '../kit/product.ts';
import { DAY, KNOWLEDGE, writeCapture } from './day.ts';
import { hasPython, startPython, type Program } from './python.ts';

const folder = temporaryFolder();
const path = join(folder, 'day.jsonl');
const knowledge = join(folder, 'knowledge.json');
writeCapture(path, DAY);
writeFileSync(knowledge, JSON.stringify(KNOWLEDGE));

let server: Program | null = null;
afterAll(() => server?.stop());

describe.skipIf(!hasPython)('against a server in Python', () => {
  golden(path, {
    target: async () => {
      server = await startPython('server.py', [knowledge]);
      return `http://127.0.0.1:${server.port}`;
    },
  });
});
