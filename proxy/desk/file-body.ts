/** Takes a file for a terminal in from a stream, straight to disk. */

import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { LONGEST_FILE } from '../../shared/link/injection.ts';
import { Refused } from './answer.ts';

/** Resolves with its size. Throws Refused when it is empty or too long; a part of it may lie there then. */
export async function takeFile(body: Readable, folder: string, name: string): Promise<number> {
  let size = 0;
  async function* counted(from: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of from) {
      size += chunk.length;
      if (size > LONGEST_FILE)
        throw new Refused(413, 'FILE_TOO_LONG', `A file of more than ${LONGEST_FILE} bytes is not taken.`); // prettier-ignore
      yield chunk;
    }
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const target = createWriteStream(join(folder, name), { flags: 'wx', mode: 0o600 });
  await pipeline(counted(body as AsyncIterable<Buffer>), target);
  if (size === 0) throw new Refused(400, 'BODY', 'The file is empty; send its bytes as the body.');
  return size;
}
