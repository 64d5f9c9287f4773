/**
 * An exchange's line from what it says.
 *
 * Put together by hand, as bytes: this runs on the thread that forwards, once for each exchange, and a
 * generic serialiser would first need an object that nobody else wants.
 */

import type { Exchange, Framing, Message, RequestMessage, ResponseMessage } from './exchange.ts';
import { fixed, LineBytes } from './line-bytes.ts';
import type { LineTools } from './line.ts';
import { AFTER, BEFORE, DIGITS } from './seal.ts';

/**
 * A longer body is not tried as GB18030: there and back takes 50 ms a MiB, and the thread that forwards
 * must not stand still. The longest poll reply of a server has 40 KB.
 */
const LONGEST_GB18030 = 128 * 1024;
/** Room for most lines. */
const USUAL_BYTES = 2 * 1024;

const OPEN = fixed('{');
const CLOSE = fixed('}');
const LIST_ENDS = fixed(']');
const COMMA = fixed(',');
const NULL = fixed('null');

const N = fixed('{"type":"exchange","n":');
const AT = fixed(',"at":"');
const CONNECTION = fixed('Z","connection":');
const PEER = fixed(',"peer":');
const REQUEST = fixed(',"request":{');
const RESPONSE = fixed('},"response":');
const TIMING = fixed(',"timing":{"requestMs":');
const FIRST_BYTE = fixed(',"firstByteMs":');
const TOTAL = fixed(',"totalMs":');
const OUTCOME = fixed('},"outcome":');
const SEAL_BEGINS = fixed(BEFORE);
const SEAL_ENDS = fixed(`${AFTER}\n`);

const HEAD = fixed('"head":');
const BODY = fixed(',"body":');
const IN_UTF8 = fixed(',"encoding":"utf-8"');
const IN_GB18030 = fixed(',"encoding":"gb18030"');
const IN_BASE64 = fixed(',"encoding":"base64"');
const SIZE = fixed(',"size":');
const BY_LENGTH = fixed(',"framing":"length"');
const BY_CLOSE = fixed(',"framing":"close"');
const BY_CHUNKS = fixed(',"framing":"chunked","chunks":[');
const CHUNK_LINES = fixed(',"chunkLines":');
const TRAILER = fixed(',"trailer":');
const TRUNCATED = fixed(',"truncated":true');
const SHA256 = fixed(',"sha256":');
const INCOMPLETE = fixed(',"incomplete":true');
const EXCESS = fixed(',"excess":');
const BY_SERVER = fixed(',"by":"server"');
const BY_PUSHSCOPE = fixed(',"by":"pushscope"');
const INTERIM = fixed(',"interim":[');
const FORWARDED = fixed(',"forwarded":{');
const CHANGED_BY = fixed(',"changedBy":');

export class ExchangeWriter {
  readonly #out: LineBytes;
  readonly #tools: LineTools;
  /** The time down to the second is kept for the next line. */
  #second = NaN;
  #secondText = '';

  constructor(out: LineBytes, tools: LineTools) {
    this.#out = out;
    this.#tools = tools;
  }

  /** Adds the sealed line with its LF. Throws when there can be none; what came of it then stands in `out`. */
  add(exchange: Exchange): void {
    const out = this.#out;
    const from = out.length;
    this.#unsealed(exchange);
    const crc = this.#tools.crc32(out.view(from, out.length));
    out.put(SEAL_BEGINS);
    out.hex(crc, DIGITS);
    out.put(SEAL_ENDS);
  }

  #unsealed(exchange: Exchange): void {
    const { request, response, timing } = exchange;
    const out = this.#out;
    out.put(N);
    out.number(exchange.n);
    out.put(AT);
    this.#isoTime(exchange.atMs);
    out.put(CONNECTION);
    out.number(exchange.connection);
    out.put(PEER);
    this.#text(exchange.peer);
    out.put(REQUEST);
    this.#message(request);
    this.#changes(request);
    out.put(RESPONSE);
    if (response === null) out.put(NULL);
    else this.#response(response);
    out.put(TIMING);
    this.#milliseconds(timing.requestMs);
    out.put(FIRST_BYTE);
    if (timing.firstByteMs === null) out.put(NULL);
    else this.#milliseconds(timing.firstByteMs);
    out.put(TOTAL);
    this.#milliseconds(timing.totalMs);
    out.put(OUTCOME);
    this.#text(exchange.outcome);
  }

  #response(response: ResponseMessage): void {
    const out = this.#out;
    out.put(OPEN);
    this.#message(response);
    out.put(response.by === 'server' ? BY_SERVER : BY_PUSHSCOPE);
    const { interim } = response;
    if (interim !== undefined) {
      out.put(INTERIM);
      for (const [index, head] of interim.entries()) {
        if (index > 0) out.put(COMMA);
        out.latin1(head);
      }
      out.put(LIST_ENDS);
    }
    this.#changes(response);
    out.put(CLOSE);
  }

  #message(message: Message): void {
    const out = this.#out;
    out.put(HEAD);
    out.latin1(message.head);
    out.put(BODY);
    this.#body(message.body);
    out.put(SIZE);
    out.number(message.size);
    this.#framing(message.framing);
    if (message.truncated === true) out.put(TRUNCATED);
    if (message.sha256 !== undefined) {
      out.put(SHA256);
      this.#text(message.sha256);
    }
    if (message.incomplete === true) out.put(INCOMPLETE);
    if (message.excess !== undefined) {
      out.put(EXCESS);
      out.latin1(message.excess);
    }
  }

  /** As text where that text turns back into the same bytes, else as base64. */
  #body(body: Uint8Array): void {
    const { text, base64 } = this.#tools;
    const out = this.#out;
    // Of an empty body, and of ASCII, this is the quick answer.
    if (body.length === 0 || text.isValid(body, 'ascii') || text.isValid(body, 'utf-8')) {
      out.utf8(body);
      out.put(IN_UTF8);
    } else if (body.length <= LONGEST_GB18030 && text.isValid(body, 'gb18030')) {
      this.#json(text.decode(body, 0, body.length, 'gb18030'));
      out.put(IN_GB18030);
    } else {
      this.#text(base64.encode(body));
      out.put(IN_BASE64);
    }
  }

  #framing(framing: Framing): void {
    const out = this.#out;
    if (framing.kind !== 'chunked')
      return out.put(framing.kind === 'length' ? BY_LENGTH : BY_CLOSE);
    const { chunks, lines, trailer } = framing;
    out.put(BY_CHUNKS);
    for (const [index, size] of chunks.entries()) {
      if (index > 0) out.put(COMMA);
      out.number(size);
    }
    out.put(LIST_ENDS);
    if (lines !== undefined) {
      out.put(CHUNK_LINES);
      this.#json(lines);
    }
    if (trailer !== undefined) {
      out.put(TRAILER);
      this.#json(trailer);
    }
  }

  #changes({ forwarded, changedBy }: RequestMessage | ResponseMessage): void {
    const out = this.#out;
    if (forwarded !== undefined) {
      out.put(FORWARDED);
      this.#message(forwarded);
      out.put(CLOSE);
    }
    if (changedBy !== undefined) {
      out.put(CHANGED_BY);
      this.#json(changedBy);
    }
  }

  /** As Date's toISOString. */
  #isoTime(atMs: number): void {
    const second = Math.floor(atMs / 1000);
    if (second !== this.#second) {
      this.#secondText = new Date(second * 1000).toISOString().slice(0, -4);
      this.#second = second;
    }
    const out = this.#out;
    out.ascii(this.#secondText);
    out.digits(Math.floor(atMs - second * 1000), 3);
  }

  /** Microseconds are as fine as the clock. */
  #milliseconds(value: number): void {
    this.#out.number(Math.round(value * 1000) / 1000);
  }

  /** A string that hardly ever holds anything but ASCII without quotes. */
  #text(text: string): void {
    if (!this.#out.plain(text)) this.#json(text);
  }

  #json(value: string | readonly string[]): void {
    const bytes = this.#tools.text.encode(JSON.stringify(value), 'utf-8');
    if (bytes === null) throw new RangeError('a line cannot be expressed in UTF-8');
    this.#out.put(bytes);
  }
}

/** One exchange's line alone, as text. */
export function exchangeLine(exchange: Exchange, tools: LineTools): string {
  const out = new LineBytes(USUAL_BYTES);
  new ExchangeWriter(out, tools).add(exchange);
  return tools.text.decode(out.view(0, out.length), 0, out.length, 'utf-8');
}
