/** `pushscope import`: a capture from a HAR, or from raw HTTP messages in files. */

import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import type { Exchange, ResponseMessage } from '../../shared/capture/exchange.ts';
import { CaptureWriter, WriteError } from '../replay/capture-writer.ts';
import { HarFault } from '../replay/har-entry.ts';
import { exchangeOfHar } from '../replay/har.ts';
import { fileError } from './capture-source.ts';
import { RunError, UsageError, type CommandIo } from './io.ts';
import { readReplyFile, readRequestFile } from './message-file.ts';
import { lookOf } from './message-look.ts';
import { counted } from '../counted.ts';

interface ImportOptions {
  readonly out: string;
  readonly json: boolean;
}

const EXAMPLES = `
Examples:
  pushscope import lunch.har --out lunch.jsonl
  pushscope import upload-request.http upload-reply.http poll.http --out three-messages.jsonl

Raw messages: a request, then its reply if there is one, then the next request.
`;

export function importCommand(io: CommandIo): Command {
  return new Command('import')
    .description('a capture from a HAR, or from raw HTTP messages in files')
    .argument('<file...>', 'HAR files, or raw requests and replies in their order')
    .requiredOption('--out <capture>', 'the capture; a file that is there already is left alone')
    .option('--json', 'one JSON line at the end', false)
    .addHelpText('after', EXAMPLES)
    .action((files: string[], options: ImportOptions) => run(io, files, options));
}

/** As some editors begin a text in UTF-8; it is none of the message. */
const BOM = Buffer.from('efbbbf', 'hex');

function bytesOf(path: string): Buffer {
  try {
    const bytes = readFileSync(path);
    return bytes.subarray(0, BOM.length).equals(BOM) ? bytes.subarray(BOM.length) : bytes;
  } catch (error) {
    throw fileError(path, error);
  }
}

function harEntries(path: string, bytes: Buffer): readonly unknown[] {
  try {
    const har = JSON.parse(bytes.toString('utf8')) as { log?: { entries?: unknown } };
    const entries = har.log?.entries;
    if (Array.isArray(entries)) return entries;
  } catch {
    // Told below.
  }
  throw new UsageError(`${path} is no HAR: it has no log.entries; name a HAR 1.2 file, or raw messages.`); // prettier-ignore
}

/** The exchange of an entry; `place` names the entry in the sentence about what is wrong with it. */
function exchangeIn(entry: unknown, n: number, place: string): Exchange {
  try {
    return exchangeOfHar(entry, n);
  } catch (error) {
    if (!(error instanceof HarFault)) throw error;
    throw new UsageError(`${place} ${error.message}; mend or remove it.`);
  }
}

const LOOKED_AT = 256;
const isJson = (bytes: Buffer): boolean => /^\s*\{/.test(bytes.toString('latin1', 0, LOOKED_AT));

/** Raw messages tell no time; the order is kept by a millisecond each. */
const ONE_MS = 1;

function exchangesIn(files: readonly string[], nowMs: number): Exchange[] {
  const exchanges: Exchange[] = [];
  /** The last request, as long as no reply to it came. */
  const pending: { open: Exchange | null } = { open: null };
  const close = () => {
    if (pending.open !== null) exchanges.push(pending.open);
    pending.open = null;
  };
  for (const path of files) {
    const bytes = bytesOf(path);
    const n = exchanges.length + (pending.open === null ? 1 : 2);
    if (isJson(bytes)) {
      close();
      harEntries(path, bytes).forEach((entry, at) => {
        exchanges.push(exchangeIn(entry, exchanges.length + 1, `${path}: entry ${at + 1}`));
      });
      continue;
    }
    const look = lookOf(bytes);
    if (look === 'reply') {
      const asked = pending.open;
      if (asked === null) {
        throw new UsageError(`${path} is a reply without a request; name the request before it.`);
      }
      const reply = readReplyFile(bytes, Buffer.from(asked.request.head));
      const response: ResponseMessage = { ...reply, by: 'server' };
      pending.open = {
        ...asked,
        response,
        timing: { requestMs: 0, firstByteMs: 0, totalMs: 0 },
        outcome: response.incomplete === true ? 'server-aborted' : 'complete',
      };
      close();
      continue;
    }
    if (bytes.length === 0) throw new UsageError(`${path} is empty; leave it out.`);
    if (look === 'other') {
      throw new UsageError(`${path} is neither a HAR nor an HTTP message; name raw requests and replies, or a HAR.`); // prettier-ignore
    }
    close();
    pending.open = {
      n,
      atMs: nowMs + n * ONE_MS,
      connection: n,
      peer: '',
      request: readRequestFile(bytes),
      response: null,
      timing: { requestMs: 0, firstByteMs: null, totalMs: 0 },
      outcome: look === 'request' ? 'server-aborted' : 'malformed',
    };
  }
  close();
  return exchanges;
}

async function run(io: CommandIo, files: readonly string[], { out, json }: ImportOptions) {
  const nowMs = Date.now();
  const exchanges = exchangesIn(files, nowMs);
  const header = { createdAt: new Date(nowMs).toISOString(), upstream: '', host: 'imported' };
  try {
    const writer = new CaptureWriter(out, header);
    try {
      for (const exchange of exchanges) writer.add(exchange);
      writer.close();
    } catch (error) {
      writer.discard();
      throw error;
    }
  } catch (error) {
    throw error instanceof WriteError ? new RunError(error.message) : error;
  }
  await io.stdout(
    json
      ? `${JSON.stringify({ event: 'written', path: out, exchanges: exchanges.length })}\n`
      : `written: ${out}, ${counted(exchanges.length, 'exchange')}\n`,
  );
}
