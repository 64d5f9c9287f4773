/**
 * A capture's exchanges as packets on an Ethernet, in the classic pcap format: a connection for each terminal,
 * opened with a handshake, its messages in segments, none lost, no checksums.
 */

import { createReadStream, createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import iconv from 'iconv-lite';
import { serialOf, type RecordedLine, type RecordedMessage } from '../recorded-line.ts';

const MAGIC = 0xa1b2c3d4;
const ETHERNET = 1;
const LONGEST_PACKET = 65_535;
const SEGMENT_BYTES = 1_460;
/** Of Ethernet, IPv4 and TCP, without options. */
const HEADERS_BYTES = 14 + 20 + 20;
const SERVER_PORT = 80;
const [SYN, PSH, ACK] = [0x02, 0x08, 0x10];

const fileHeader = (): Buffer => {
  const header = Buffer.alloc(24);
  header.writeUInt32LE(MAGIC, 0);
  header.writeUInt16LE(2, 4);
  header.writeUInt16LE(4, 6);
  header.writeUInt32LE(LONGEST_PACKET, 16);
  header.writeUInt32LE(ETHERNET, 20);
  return header;
};

/** One side of a terminal's connection. */
interface Side {
  readonly address: number;
  readonly port: number;
  /** Of the next octet that it sends. */
  sequence: number;
}

function packet(from: Side, to: Side, flags: number, content: Buffer, us: number): Buffer {
  const bytes = Buffer.alloc(16 + HEADERS_BYTES + content.length);
  bytes.writeUInt32LE(Math.floor(us / 1e6), 0);
  bytes.writeUInt32LE(us % 1e6, 4);
  bytes.writeUInt32LE(HEADERS_BYTES + content.length, 8);
  bytes.writeUInt32LE(HEADERS_BYTES + content.length, 12);
  // Ethernet: locally administered addresses, IPv4 inside.
  bytes.writeUInt16BE(0x0200, 16);
  bytes.writeUInt16BE(0x0200, 22);
  bytes.writeUInt16BE(0x0800, 28);
  const ip = 30;
  bytes.writeUInt8(0x45, ip);
  bytes.writeUInt16BE(HEADERS_BYTES - 14 + content.length, ip + 2);
  bytes.writeUInt8(64, ip + 8);
  bytes.writeUInt8(6, ip + 9);
  bytes.writeUInt32BE(from.address, ip + 12);
  bytes.writeUInt32BE(to.address, ip + 16);
  const tcp = ip + 20;
  bytes.writeUInt16BE(from.port, tcp);
  bytes.writeUInt16BE(to.port, tcp + 2);
  bytes.writeUInt32BE(from.sequence, tcp + 4);
  bytes.writeUInt32BE(flags === SYN ? 0 : to.sequence, tcp + 8);
  bytes.writeUInt8(0x50, tcp + 12);
  bytes.writeUInt8(flags, tcp + 13);
  bytes.writeUInt16BE(0xffff, tcp + 14);
  content.copy(bytes, tcp + 20);
  from.sequence = (from.sequence + content.length + (flags & SYN ? 1 : 0)) >>> 0;
  return bytes;
}

const bytesOf = ({ head, body, encoding }: RecordedMessage): Buffer =>
  Buffer.concat([Buffer.from(head, 'latin1'), iconv.encode(body, encoding)]);

async function* packets(lines: AsyncIterable<string>): AsyncGenerator<Buffer> {
  yield fileHeader();
  const terminals = new Map<string, readonly [terminal: Side, server: Side]>();
  let us = 0;
  for await (const line of lines) {
    const { request, response } = JSON.parse(line) as RecordedLine;
    if (request === undefined) continue;
    const serial = serialOf(request.head);
    let pair = terminals.get(serial);
    if (pair === undefined) {
      const number = terminals.size + 1;
      pair = [
        { address: 0x0a000000 + number, port: 40_000, sequence: 0 },
        { address: 0x0a0f0001, port: SERVER_PORT, sequence: 0 },
      ];
      terminals.set(serial, pair);
      yield packet(...pair, SYN, Buffer.alloc(0), us++);
      yield packet(pair[1], pair[0], SYN | ACK, Buffer.alloc(0), us++);
      yield packet(...pair, ACK, Buffer.alloc(0), us++);
    }
    const [terminal, server] = pair;
    const said = [
      [terminal, server, bytesOf(request)],
      ...(response ? [[server, terminal, bytesOf(response)] as const] : []),
    ] as const;
    for (const [from, to, bytes] of said) {
      for (let at = 0; at < bytes.length; at += SEGMENT_BYTES) {
        yield packet(from, to, PSH | ACK, bytes.subarray(at, at + SEGMENT_BYTES), (us += 10));
      }
    }
  }
}

/** Writes the exchanges of the capture at `path` to `to`. */
export async function writePcap(path: string, to: string): Promise<void> {
  const lines = createInterface({ input: createReadStream(path) });
  await pipeline(packets(lines), createWriteStream(to));
}
