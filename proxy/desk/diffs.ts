/** Comparisons of two captures, in slices: each goes on as long as somebody asks, and is kept for a while. */

import { performance } from 'node:perf_hooks';
import type { Report } from '../../shared/compare/index.ts';
import type { Language } from '../../shared/codec/frame.ts';
import { CaptureError } from '../record/capture-reader.ts';
import { diffing } from '../replay/diff.ts';
import { indexCapture, type IndexedCapture } from '../replay/indexed-capture.ts';
import { NoiseError, rulesIn } from '../replay/noise-lines.ts';
import { Refused } from './answer.ts';
import { LatelyAsked } from './lately-asked.ts';
import { slices } from './slices.ts';

/** After so long without a question nobody waits for the answer. */
const ASKED_MS = 3_000;
const MOST_KEPT = 2;
/** A few words of every exchange are in memory meanwhile. */
const MOST_BYTES = 256 * 1024 * 1024;
/** Of the work, the reading of both. */
const READING_SHARE = 0.7;

export interface CaptureFile {
  readonly path: string;
  readonly bytes: number;
}

class Left extends Error {}

export class Diff {
  report: Report | null = null;
  progress = 0;
  /** Resolves when there is a report; rejects with Refused, or when nobody waits any more. */
  readonly ended: Promise<void>;
  #untilMs = 0;

  constructor(recorded: CaptureFile, observed: CaptureFile, language: Language) {
    this.asked();
    this.ended = this.#run(recorded, observed, language);
  }

  /** Somebody waits. */
  asked(): void {
    this.#untilMs = performance.now() + ASKED_MS;
  }

  async #run(recorded: CaptureFile, observed: CaptureFile, language: Language): Promise<void> {
    const open: IndexedCapture[] = [];
    const turn = slices();
    const pause = (share: number) => {
      if (performance.now() > this.#untilMs) throw new Left('nobody asks any more');
      this.progress = share;
      return turn();
    };
    const read = async ({ path }: CaptureFile, before: number): Promise<IndexedCapture> => {
      const all = Math.max(1, recorded.bytes + observed.bytes);
      const capture = await indexCapture(
        path,
        language,
        () => {},
        (bytes) => pause(((before + bytes) / all) * READING_SHARE),
      );
      open.push(capture);
      return capture;
    };
    try {
      const rules = await rulesIn(recorded.path);
      const mine = await read(recorded, 0);
      const theirs = await read(observed, recorded.bytes);
      const steps = diffing(mine, theirs, { rules, serials: new Map(), language });
      for (;;) {
        const step = steps.next();
        if (step.done === true) {
          this.report = step.value;
          return;
        }
        await pause(READING_SHARE + step.value * (1 - READING_SHARE));
      }
    } catch (error) {
      throw asRefused(error);
    } finally {
      for (const capture of open) capture.close();
    }
  }
}

function asRefused(error: unknown): unknown {
  if (error instanceof CaptureError) return new Refused(400, error.code, error.message);
  if (error instanceof NoiseError) return new Refused(400, 'NOISE', error.message);
  return error;
}

export class Diffs {
  readonly #kept = new LatelyAsked<Diff>(MOST_KEPT);

  /** That comparison, begun if it is not there. Throws Refused. */
  ask(recorded: CaptureFile, observed: CaptureFile, language: Language): Diff {
    if (recorded.bytes + observed.bytes > MOST_BYTES) {
      throw new Refused(
        413,
        'TOO_LARGE',
        `Captures of up to ${MOST_BYTES / 1024 / 1024} MiB together are compared here; larger ones with pushscope diff A B.`,
      );
    }
    const name = [recorded, observed].map(({ path, bytes }) => `${path} ${bytes}`).join('\n');
    const key = `${language}\n${name}`;
    const diff = this.#kept.ask(key, () => {
      const begun = new Diff(recorded, observed, language);
      // Whoever asks hears of it; whoever asks again wants another.
      begun.ended.catch(() => {
        if (this.#kept.get(key) === begun) this.#kept.forget(key);
      });
      return begun;
    });
    diff.asked();
    return diff;
  }
}
