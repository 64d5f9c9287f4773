/** What commands that write a capture from another have in common. */

import { randomBytes } from 'node:crypto';
import type { Exchange } from '../../shared/capture/exchange.ts';
import { Sessions } from '../../shared/session/sessions.ts';
import { readExchange, type Reading } from '../desk/reading.ts';
import { readCapture } from '../record/capture-reader.ts';
import { CaptureWriter, WriteError } from '../replay/capture-writer.ts';
import { Pseudonyms } from '../replay/pseudonym.ts';
import { redactExchange } from '../replay/redact.ts';
import { fileError, noCapture, sayDamage } from './capture-source.ts';
import { RunError, UsageError, type CommandIo } from './io.ts';
import { counted } from '../counted.ts';

export interface RedactedCopy {
  readonly exchanges: number;
  readonly secrets: number;
}

export interface CopyOptions {
  readonly from: string;
  readonly to: string;
  readonly wants?: (reading: Reading) => boolean;
  /** Empty: one by chance, so that nobody can try passwords against it. */
  readonly salt: string;
}

/** Writes a capture without its secrets. Throws UsageError and RunError; then nothing is left of it. */
export async function copyRedacted(
  io: CommandIo,
  { from, to, wants = () => true, salt }: CopyOptions,
): Promise<RedactedCopy> {
  const names = new Pseudonyms(salt === '' ? randomBytes(16).toString('hex') : salt);
  const sessions = new Sessions();
  let writer: CaptureWriter | null = null;
  let leftOut = 0;
  let isCapture = false;
  try {
    for await (const read of readCapture(from)) {
      const { entry } = read;
      if (entry.type !== 'damaged' && entry.type !== 'torn') isCapture = true;
      switch (entry.type) {
        case 'header': {
          const { createdAt, upstream, host } = entry.header;
          writer ??= new CaptureWriter(to, { createdAt, upstream, host });
          break;
        }
        case 'exchange': {
          writer ??= new CaptureWriter(to, { createdAt: new Date(entry.exchange.atMs).toISOString(), upstream: '', host: '' }); // prettier-ignore
          const { exchange } = entry;
          const reading = readExchange(exchange, 'en', (sn) => sessions.hints(sn));
          const { n, atMs, peer, outcome } = exchange;
          const { frame, findings } = reading;
          if (wants(reading)) writer.add(redacted(exchange, names, sessions, frame.sn));
          sessions.take({ n, atMs, peer, outcome, frame, findings });
          break;
        }
        case 'note':
        case 'injection':
          // Comments and composed commands may hold anything.
          leftOut++;
          break;
        case 'damaged':
        case 'torn':
          sayDamage(io, from, read);
          break;
        default:
      }
    }
    if (writer === null || writer.exchanges === 0) {
      writer?.discard();
      writer = null;
      if (!isCapture) throw noCapture(from);
      throw new UsageError(`${from} holds no exchange that is wanted; widen --filter, or name another capture.`); // prettier-ignore
    }
    writer.close();
  } catch (error) {
    if (error instanceof UsageError) throw error;
    writer?.discard();
    if (error instanceof WriteError) throw new RunError(error.message);
    throw fileError(from, error);
  }
  if (leftOut > 0) {
    io.stderr(`pushscope: ${counted(leftOut, 'line')} of notes and injected commands left out.\n`);
  }
  return { exchanges: writer.exchanges, secrets: names.size };
}

const redacted = (exchange: Exchange, names: Pseudonyms, sessions: Sessions, sn: string) =>
  redactExchange(exchange, names, sessions.hints(sn));
