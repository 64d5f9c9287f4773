/** What a terminal answered to one of our commands, bounded, as the journal keeps it; and the same in words. */

import { Buffer } from 'node:buffer';
import { charsetOf } from '../../shared/codec/body-charset.ts';
import type { TextCodec } from '../../shared/codec/charset.ts';
import { isSuccess } from '../../shared/codec/results/say-return.ts';
import type { InjectionResult } from '../../shared/link/injection.ts';
import type { OurResult } from './firewall.ts';
import type { Answer, Command } from './life.ts';

/** More of a content is in memory only, and in the capture. */
const MOST_JOURNALLED = 64 * 1024;
const LF = Buffer.from('\n');

/** The bytes that came with a result: its content, or the lines behind its keys. */
export function contentOf({ content, lines }: OurResult): Buffer {
  if (content !== null) return content;
  return Buffer.concat(lines.flatMap((line, index) => (index === 0 ? [line] : [LF, line])));
}

export function answerTo(command: Command, result: OurResult): Answer {
  const bytes = contentOf(result);
  return {
    return: result.returned.slice(0, 64),
    cmd: result.cmd.slice(0, 64),
    fileName: result.fileName.slice(0, 256),
    kind: kindOf(command, result, bytes.length),
    size: bytes.length,
    bytes: bytes.subarray(0, MOST_JOURNALLED).toString('base64'),
  };
}

function kindOf(
  { answeredBy }: Command,
  { cmd, content }: OurResult,
  size: number,
): Answer['kind'] {
  if (size === 0) return 'none';
  if (answeredBy === 'values' || (content === null && cmd.toUpperCase() === 'INFO'))
    return 'values';
  return answeredBy === 'file' ? 'file' : 'text';
}

/** Terminals name a kind of command in CMD that need not be ours (`DATA`). */
export const isDone = ({ verb }: Command, answer: Answer): boolean =>
  isSuccess(answer.return, answer.cmd) || isSuccess(answer.return, verb);

/** `whole`: all bytes, while they are in memory. */
export function resultOf(
  answer: Answer,
  whole: Buffer | null,
  text: TextCodec,
): InjectionResult | null {
  const bytes = whole ?? Buffer.from(answer.bytes, 'base64');
  const { kind, size, fileName: name } = answer;
  if (kind === 'none') return null;
  const kept = bytes.length;
  if (kind === 'file') return { kind, name, size, kept };
  const shown = bytes.subarray(0, MOST_JOURNALLED);
  const decoded = text.decode(
    shown,
    0,
    shown.length,
    charsetOf(shown, shown.length < size, text, ''),
  );
  if (kind === 'text') return { kind, text: decoded, size, kept };
  return {
    kind,
    values: decoded.split('\n').flatMap((line) => {
      const equals = line.indexOf('=');
      return line.trim() === ''
        ? []
        : [[line.slice(0, Math.max(0, equals)), line.slice(equals + 1)] as const];
    }),
  };
}
