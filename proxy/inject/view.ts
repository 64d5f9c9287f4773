/** A command's life as desk, inspector and command line tell of it. */

import type { Buffer } from 'node:buffer';
import type { TextCodec } from '../../shared/codec/charset.ts';
import type { Language } from '../../shared/codec/frame.ts';
import { returnText } from '../../shared/codec/results/say-return.ts';
import { words, type Words } from '../../shared/spec/field.ts';
import type { InjectionItem, InjectionStep } from '../../shared/link/injection.ts';
import { resultOf } from './answer.ts';
import { isSettled, stateOf, waitsSinceMs, type Life, type Step, type Why } from './life.ts';
import type { Reason } from './reasons.ts';

const WHY: Readonly<Record<Why, Words>> = {
  connection: words(
    'The connection broke before the reply was out.',
    '回复发送完毕之前连接已断开。',
  ),
  restart: words(
    'pushscope stopped while the reply left: nobody knows whether it arrived.',
    '发送过程中 pushscope 停止运行：无法得知是否送达。',
  ),
  again: words('No answer came, so it is sent again.', '没有应答，因此再次发送。'),
  audit: words(
    'It did not leave, for nothing could be written about it.',
    '无法写入记录，因此没有发出。',
  ),
  'not-fetched': words('The terminal did not poll in time.', '终端未在时限内轮询。'),
  'not-answered': words('The terminal did not answer in time.', '终端未在时限内应答。'),
};

export interface Noted {
  readonly reason: Reason;
  readonly atMs: number;
}

export interface ViewOptions {
  readonly language: Language;
  readonly text: TextCodec;
  /** All bytes of the answer, while they are in memory. */
  readonly content: Buffer | null;
  /** Why the terminal's last poll took nothing. */
  readonly noted: Noted | null;
}

export function viewOf(life: Life, { language, text, content, noted }: ViewOptions): InjectionItem {
  const { command, answer } = life;
  const { id, line, file } = command;
  const steps = life.steps.map((step) => stepOf(step, language));
  const result = answer === null ? null : resultOf(answer, content, text);
  const isWaiting = stateOf(life) === 'queued';
  return {
    id,
    cmdId: id,
    sn: command.sn,
    command: line.slice(`C:${id}:`.length),
    wire: line,
    verb: command.verb,
    dangerous: command.dangerous,
    repeatable: command.repeatable,
    state: steps.at(-1)?.state ?? 'queued',
    steps,
    deliveries: life.deliveries,
    unsure: life.unsure,
    expiresAt: isSettled(life) ? null : isoTime(waitsSinceMs(life) + command.expiresAfterMs),
    reason:
      isWaiting && noted !== null
        ? {
            code: noted.reason.code,
            message: noted.reason.words[language],
            at: isoTime(noted.atMs),
          }
        : null,
    ...(answer !== null && {
      return: answer.return,
      returnText: returnText(answer.return, answer.cmd, language),
    }),
    ...(result !== null && { result }),
    ...(file !== null && { file: { name: file.name, size: file.size, fetched: life.fetched } }),
  };
}

/** `sending` is an instant in which it has not arrived. */
const stepOf = ({ state, atMs, n, why }: Step, language: Language): InjectionStep => ({
  state: state === 'sending' ? 'queued' : state,
  at: isoTime(atMs),
  n,
  ...(why !== undefined && { why: WHY[why][language] }),
});

const isoTime = (ms: number): string => new Date(ms).toISOString();
