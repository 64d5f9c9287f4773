/** Takes a capture in from a stream: beside its place first, there once it is whole and begins as a capture does. */

import { linkSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { readLine } from '../../shared/capture/line.ts';
import { lineTools } from '../record/line-tools.ts';
import { Refused } from './answer.ts';

export const MOST_UPLOAD_BYTES = 4 * 1024 ** 3;
const LONGEST_HEADER = 4_096;
const LF = 0x0a;

const noCapture = () =>
  new Refused(400, 'NO_CAPTURE_FILE', 'This is no capture: its first line is not the header of one.'); // prettier-ignore

/** Passes the bytes on once the first line is known to be a header. Throws Refused. */
async function* checked(from: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let head: Buffer | null = Buffer.alloc(0);
  let size = 0;
  for await (const chunk of from) {
    size += chunk.length;
    if (size > MOST_UPLOAD_BYTES)
      throw new Refused(413, 'TOO_LARGE', `A capture of more than ${MOST_UPLOAD_BYTES} bytes is not taken.`); // prettier-ignore
    if (head === null) {
      yield chunk;
      continue;
    }
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf(LF);
    if (end < 0 && head.length <= LONGEST_HEADER) continue;
    if (end < 0 || readLine(head.subarray(0, end), lineTools).type !== 'header') throw noCapture();
    yield head;
    head = null;
  }
  if (head !== null) throw noCapture();
}

/** Throws Refused, and leaves nothing then. A name that is taken is never written over. */
export async function takeUpload(body: Readable, path: string): Promise<void> {
  const besides = `${path}.${process.pid}-${Date.now()}.part`;
  // Opened before anything is read: what is refused at once would else be made after it was taken away.
  const file = await open(besides, 'wx');
  try {
    await pipeline(checked(body as AsyncIterable<Buffer>), file.createWriteStream());
    linkSync(besides, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new Refused(409, 'NAME_TAKEN', 'There is a capture of that name; choose another.');
  } finally {
    await file.close();
    rmSync(besides, { force: true });
  }
}
