/** The log of the running product on stderr: one JSON line an event, or sentences where a person reads; what repeats is counted. */

import { performance } from 'node:perf_hooks';
import { pino } from 'pino';
import { Repeats } from './repeats.ts';
import { unsteered } from './steering.ts';

/**
 * Lines that wait for a reader of stderr who stands still; more are lost. Writing that waits for the
 * reader would stop the forwarding of every terminal with him.
 */
const MOST_WAITING_BYTES = 1024 * 1024;

const stderr = pino.destination({ dest: 2, sync: false, maxLength: MOST_WAITING_BYTES });

/** `07:51:20 warn: sentence (fact: value)`, as a person reads it. */
export function sentenceOfLine(line: string): string {
  const { time, level, msg, ...facts } = JSON.parse(line) as Record<string, unknown>;
  const name = pino.levels.labels[Number(level)] ?? '';
  const more = Object.entries(facts)
    .map(([key, value]) => `${key}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ');
  const clock = new Date(String(time)).toTimeString().slice(0, 8);
  return `${unsteered(`${clock} ${name}: ${String(msg ?? '')}${more === '' ? '' : ` (${more})`}`)}\n`;
}

const repeats = new Repeats(() => performance.now());

export const logger = pino(
  {
    base: null,
    hooks: {
      // `facts, sentence` or `sentence` alone.
      logMethod(given, method) {
        const at = typeof given[0] === 'string' ? 0 : 1;
        const sentence = repeats.pass(String(given[at]));
        if (sentence === null) return;
        const passed = [...given] as typeof given;
        passed[at] = sentence;
        method.apply(this, passed);
      },
    },
    timestamp: pino.stdTimeFunctions.isoTime,
    level: process.env['PUSHSCOPE_LOG'] ?? 'info',
  },
  process.stderr.isTTY
    ? {
        write(line: string) {
          stderr.write(sentenceOfLine(line));
        },
      }
    : stderr,
);
