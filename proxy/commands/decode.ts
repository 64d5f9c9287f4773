/** `pushscope decode`: raw HTTP messages, or all exchanges of a capture, as decoded exchanges. */

import { Buffer } from 'node:buffer';
import { Command } from 'commander';
import { textCodec } from '../charset.ts';
import { decodeExchange } from '../../shared/codec/decode.ts';
import type { Language } from '../../shared/codec/frame.ts';
import type { RawExchange } from '../../shared/codec/message.ts';
import type { DecodedExchange } from '../../shared/findings/finding.ts';
import { Examined, findingsOf } from '../../shared/findings/index.ts';
import { decodedOf, rowOf } from '../desk/reading.ts';
import { blocksOf } from '../record/capture-reader.ts';
import { fileError, readingsOf, type CaptureSource } from './capture-source.ts';
import { UsageError, type CommandIo } from './io.ts';
import { languageOption } from './language.ts';
import { lookOf } from './message-look.ts';
import { readReplyFile, readRequestFile } from './message-file.ts';
import { Output } from './output.ts';
import { rowLine } from './row-line.ts';
import { treeLines } from './tree.ts';

interface DecodeOptions {
  readonly json: boolean;
  readonly language: Language;
}

const EXAMPLES = `
Examples:
  pushscope decode upload.http reply.http
  pushscope decode --json - < upload.http
  pushscope decode --json captures/live/lunch.jsonl
`;

export function decodeCommand(io: CommandIo): Command {
  return new Command('decode')
    .description('raw HTTP messages from files, or the exchanges of a capture, decoded')
    .argument('<request>', 'a raw request, or a capture (one exchange a line); - reads stdin')
    .argument('[response]', 'the raw reply to it')
    .option('--json', 'the decoded exchange as JSON, on one line', false)
    .addOption(languageOption())
    .addHelpText('after', EXAMPLES)
    .action((request: string, response: string | undefined, options: DecodeOptions) =>
      decode(io, request, response, options),
    );
}

const STDIN = '-';
/** No HTTP message begins so, and every line of a capture does. */
const BRACE = 0x7b;

const sourceOf = (path: string): CaptureSource =>
  path === STDIN
    ? { name: 'stdin', blocks: process.stdin as AsyncIterable<Buffer> }
    : { name: path, blocks: blocksOf(path) };

/** The blocks of a source whose first block has been looked at. */
async function* goOn(
  first: Uint8Array,
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  yield first;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}

interface OpenSource {
  readonly isCapture: boolean;
  readonly source: CaptureSource;
}

async function openSource(path: string): Promise<OpenSource> {
  const { name, blocks } = sourceOf(path);
  const iterator = blocks[Symbol.asyncIterator]();
  try {
    const first = await iterator.next();
    const bytes = first.done === true ? new Uint8Array(0) : first.value;
    return { isCapture: bytes[0] === BRACE, source: { name, blocks: goOn(bytes, iterator) } };
  } catch (error) {
    throw fileError(name, error);
  }
}

async function readWhole({ name, blocks }: CaptureSource): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  try {
    for await (const block of blocks) pieces.push(block);
  } catch (error) {
    throw fileError(name, error);
  }
  const bytes = Buffer.concat(pieces);
  if (bytes.length === 0) {
    throw new UsageError(
      `${name} is empty; name a file that holds a raw HTTP message or a capture.`,
    );
  }
  return bytes;
}

/** What is certainly no request is refused; what only cannot be read well is decoded as far as it goes. */
function refuseRequest(name: string, bytes: Buffer): void {
  switch (lookOf(bytes)) {
    case 'reply':
      throw new UsageError(
        `${name} is a reply alone; name the request that it answers before it: pushscope decode REQUEST ${name}.`,
      );
    case 'other':
      throw new UsageError(
        `${name}: this is no HTTP message; name a raw request as it stood on the wire, or a capture.`,
      );
    default:
  }
}

async function readReply(path: string): Promise<Buffer> {
  const source = sourceOf(path);
  const bytes = await readWhole(source);
  if (lookOf(bytes) === 'request') {
    throw new UsageError(`${source.name} is a request; the reply to the first file goes there.`);
  }
  return bytes;
}

function decoded(raw: RawExchange, language: Language): DecodedExchange {
  const frame = decodeExchange(raw, { text: textCodec, language });
  return { ...frame, findings: findingsOf(new Examined(raw, frame), language) };
}

async function decode(
  io: CommandIo,
  requestPath: string,
  responsePath: string | undefined,
  options: DecodeOptions,
): Promise<void> {
  if (requestPath === STDIN && responsePath === STDIN) {
    throw new UsageError('stdin can be the request or the reply, not both; name a file for one.');
  }
  const opened = await openSource(requestPath);
  if (opened.isCapture) {
    if (responsePath !== undefined) {
      throw new UsageError(
        `${opened.source.name} is a capture, which holds its replies; leave out ${responsePath}.`,
      );
    }
    return decodeCapture(io, opened.source, options);
  }
  const requestBytes = await readWhole(opened.source);
  refuseRequest(opened.source.name, requestBytes);
  const request = readRequestFile(requestBytes);
  const response =
    responsePath === undefined
      ? null
      : readReplyFile(await readReply(responsePath), Buffer.from(request.head));
  const output = new Output(io);
  const exchange = decoded({ request, response }, options.language);
  if (options.json) await output.line(JSON.stringify(exchange));
  else for (const line of treeLines(exchange, options.language)) await output.line(line);
  await output.flush();
}

async function decodeCapture(
  io: CommandIo,
  source: CaptureSource,
  { json, language }: DecodeOptions,
): Promise<void> {
  const output = new Output(io);
  for await (const reading of readingsOf([source], language, io)) {
    await output.line(json ? JSON.stringify(decodedOf(reading)) : rowLine(rowOf(reading)));
  }
  await output.flush();
}
