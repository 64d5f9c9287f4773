/** A disk that is full under load, in short with every run of the tests and for a minute by `npm run soak -- --only disk`. */

import { expect, onTestFinished, test } from 'vitest';
import { mountSmallDisk, proveFullDisk, type FullDiskSize } from '../proof/full-disk.ts';

const isFull = process.env['PUSHSCOPE_PROOF'] === 'full';

const SHORT: FullDiskSize = { seconds: 4, perSecond: 100, diskMib: 32 };
const FULL: FullDiskSize = { seconds: 60, perSecond: 500, diskMib: 512 };
const size = isFull ? FULL : SHORT;

test(
  'a full disk costs no forward; what is missing stands exactly in gap lines, and recording resumes by itself',
  { timeout: (size.seconds * 2 + 240) * 1000 },
  async ({ skip }) => {
    const disk = mountSmallDisk(size.diskMib);
    if (typeof disk === 'string') return skip(disk);
    onTestFinished(() => disk.remove());
    const { wrong, figures } = await proveFullDisk(disk, size);
    if (isFull) process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
    expect(wrong).toEqual([]);
    expect(figures['failed forwards']).toBe(0);
    expect(figures['recorded']).toBeGreaterThan(0);
    expect(figures['dropped']).toBeGreaterThan(0);
    // More than one where a gap line still fits into the end of a page, and the next exchange does not.
    expect(figures['gaps']).toBeGreaterThan(0);
    expect(figures['recorded again after, ms']).toBeLessThan(2_000);
  },
);
