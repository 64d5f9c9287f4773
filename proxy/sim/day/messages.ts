/** The messages of an invented day, byte for byte as terminals and a ZKECO of 2018 write them. */

import type { Message, RequestMessage, ResponseMessage } from '../../../shared/capture/exchange.ts';
import type { TextCodec } from '../../../shared/codec/charset.ts';
import { isChinese } from '../../../shared/spec/languages.ts';

const REQUEST_REST =
  ' HTTP/1.1\r\nHost: 192.168.1.201:8088\r\nUser-Agent: iClock Proxy/1.09\r\nConnection: close\r\nAccept: */*\r\n';
const REPLY_REST =
  'Content-Language: zh-cn\r\nVary: Accept-Language,Cookie\r\nPragma: no-cache\r\nCache-Control: no-store\r\nConnection: close\r\nContent-Type: text/plain\r\n\r\n';
const SERVER = 'Server: Apache/2.4.29 (Win64) mod_wsgi/4.5.24 Python/2.7\r\n';

const SECOND_MS = 1000;
/** Appendix 2. */
const CHINESE = '83';

export class Messages {
  readonly #text: TextCodec;
  #second = NaN;
  #date = '';

  constructor(text: TextCodec) {
    this.#text = text;
  }

  request(method: 'GET' | 'POST', target: string, body = ''): RequestMessage {
    const length = method === 'POST' ? `Content-Length: ${body.length}\r\n` : '';
    return this.#message(`${method} ${target}${REQUEST_REST}${length}\r\n`, this.#latin1(body));
  }

  /** The vendor's document section 2.1: GB18030 for Chinese terminals, UTF-8 for those of other languages. */
  reply(atMs: number, text: string, language = CHINESE): ResponseMessage {
    const charset = isChinese(language) ? 'gb18030' : 'utf-8';
    const body = this.#text.encode(text, charset) ?? this.#latin1(text);
    const head = `HTTP/1.1 200 OK\r\nDate: ${this.#dateOf(atMs)}\r\n${SERVER}Content-Length: ${body.length}\r\n${REPLY_REST}`;
    return { ...this.#message(head, body), by: 'server' };
  }

  #latin1(text: string): Uint8Array {
    return this.#text.encode(text, 'latin1') ?? new Uint8Array(0);
  }

  #message(head: string, body: Uint8Array): Message {
    return { head: this.#latin1(head), body, size: body.length, framing: { kind: 'length' } };
  }

  #dateOf(atMs: number): string {
    const second = Math.floor(atMs / SECOND_MS);
    if (second !== this.#second) {
      this.#second = second;
      this.#date = new Date(atMs).toUTCString();
    }
    return this.#date;
  }
}
