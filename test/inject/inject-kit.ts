/** An injection room on a disk in memory, with a clock that the test turns. */

import { Buffer } from 'node:buffer';
import { textCodec } from '../../proxy/charset.ts';
import { injectionPasses } from '../../proxy/inject/index.ts';
import type { JournalDisk } from '../../proxy/inject/journal-disk.ts';
import { Journal } from '../../proxy/inject/journal.ts';
import { PutFiles, type FolderDisk } from '../../proxy/inject/put-files.ts';
import { Injections } from '../../proxy/inject/queue.ts';
import type { RequestHead } from '../../proxy/wire/head.ts';
import type { Claim, Pass } from '../../proxy/wire/passes/pass.ts';
import type { Message, ResponseMessage } from '../../shared/capture/exchange.ts';

class MemoryFile {
  #parts: Buffer[] = [];

  get bytes(): Buffer {
    if (this.#parts.length !== 1) this.#parts = [Buffer.concat(this.#parts)];
    return this.#parts[0] as Buffer;
  }
  set bytes(bytes: Uint8Array) {
    this.#parts = [Buffer.from(bytes)];
  }
  append(bytes: Uint8Array): void {
    this.#parts.push(Buffer.from(bytes));
  }
}

export class MemoryDisk implements JournalDisk {
  readonly #files = new Map<string, MemoryFile>();
  readonly #open: MemoryFile[] = [];
  /** Bytes that still fit. */
  room = Infinity;

  put(path: string, bytes: Uint8Array): void {
    const file = this.#files.get(path) ?? new MemoryFile();
    file.bytes = bytes;
    this.#files.set(path, file);
  }
  read(path: string): Buffer | null {
    return this.#files.get(path)?.bytes ?? null;
  }
  create(path: string): number {
    this.put(path, Buffer.alloc(0));
    return this.open(path);
  }
  open(path: string): number {
    if (!this.#files.has(path)) this.put(path, Buffer.alloc(0));
    return this.#open.push(this.#files.get(path) as MemoryFile) - 1;
  }
  write(file: number, bytes: Uint8Array, from: number, to: number): number {
    const length = Math.min(to - from, this.room);
    if (length <= 0) throw Object.assign(new Error('full'), { code: 'ENOSPC' });
    this.#open[file]?.append(bytes.subarray(from, from + length));
    this.room -= length;
    return length;
  }
  isGone(index: number): boolean {
    return ![...this.#files.values()].includes(this.#open[index] as MemoryFile);
  }
  truncate(index: number, length: number): void {
    const file = this.#open[index] as MemoryFile;
    file.bytes = file.bytes.subarray(0, length);
  }
  sync(): void {}
  close(): void {}
  rename(from: string, to: string): void {
    this.#files.set(to, this.#files.get(from) as MemoryFile);
    this.#files.delete(from);
  }
  remove(path: string): void {
    this.#files.delete(path);
  }
}

export class MemoryFolder implements FolderDisk {
  readonly files = new Map<string, Buffer>();
  list(): readonly string[] {
    return [...this.files.keys()];
  }
  rename(_folder: string, from: string, to: string): void {
    const bytes = this.files.get(from);
    if (bytes === undefined) throw Object.assign(new Error('no such file'), { code: 'ENOENT' });
    this.files.set(to, bytes);
    this.files.delete(from);
  }
  read(_folder: string, name: string): Buffer | null {
    return this.files.get(name) ?? null;
  }
  remove(_folder: string, name: string): void {
    this.files.delete(name);
  }
}

export const JOURNAL = 'injections.journal';
export const SN = '5158181900025';
export const START_MS = Date.UTC(2026, 10, 24);

export interface Room {
  readonly injections: Injections;
  readonly passes: readonly Pass[];
  readonly disk: MemoryDisk;
  readonly folder: MemoryFolder;
  readonly audited: Readonly<Record<string, unknown>>[];
  readonly logged: string[];
  nowMs: number;
  /** Says why the capture takes no line; null while it does. */
  auditFails: string | null;
}

export function openRoom(disk = new MemoryDisk(), folder = new MemoryFolder()): Room {
  const audited: Readonly<Record<string, unknown>>[] = [];
  const logged: string[] = [];
  const clock = { nowMs: START_MS, auditFails: null as string | null };
  let random = 0;
  const injections = new Injections({
    journal: new Journal(disk, JOURNAL),
    files: new PutFiles(folder, 'files', (bytes) =>
      (++random).toString(16).padStart(bytes * 2, '0'),
    ),
    text: textCodec,
    now: () => clock.nowMs,
    audit(line) {
      if (clock.auditFails !== null)
        throw Object.assign(new Error('no'), { code: clock.auditFails });
      audited.push(line);
    },
    log: (sentence) => logged.push(sentence),
  });
  return Object.assign(clock, {
    injections,
    passes: injectionPasses(injections),
    disk,
    folder,
    audited,
    logged,
  });
}

export const journalOf = ({ disk }: Room): Buffer => disk.read(JOURNAL) ?? Buffer.alloc(0);

/** The room after a kill that left so many bytes of the journal. */
export function reopened(room: Room, length = journalOf(room).length): Room {
  const disk = new MemoryDisk();
  disk.put(JOURNAL, journalOf(room).subarray(0, length));
  return openRoom(disk, room.folder);
}

/** Queues commands by their texts and gives their ids; what is dangerous is confirmed. */
export function queue(room: Room, sn: string, ...texts: string[]): readonly string[] {
  const commands = texts.map((text) => ({ text }));
  const submitted = room.injections.submit({ sn, commands, confirm: sn });
  if (!submitted.ok) throw new Error(submitted.message);
  return submitted.items.map(({ id }) => id);
}

export const requestHead = (method: string, target: string): RequestHead => ({
  method,
  target,
  userAgent: 'iClock Proxy/1.09',
  closes: true,
  asksForTunnel: false,
  contentLength: 'absent',
  transferEncoding: 'absent',
});

export const PEER = '192.168.1.50:40213';

export function claim(room: Room, method: string, target: string, peer = PEER): Claim | null {
  for (const pass of room.passes) {
    const claimed = pass.isArmed
      ? pass.claim(requestHead(method, target), { peer, connection: 1 })
      : null;
    if (claimed !== null) return claimed;
  }
  return null;
}

const bytesOf = (text: string): Buffer => Buffer.from(text, 'latin1');

export const message = (head: string, body: string): Message => ({
  head: bytesOf(head),
  body: bytesOf(body),
  size: body.length,
  framing: { kind: 'length' },
});

export const reply = (body: string, head = 'HTTP/1.1 200 OK\r\n\r\n'): ResponseMessage => ({
  ...message(head, body),
  by: 'server',
});

/** A poll of this terminal that the server answers so; gives what the terminal gets. */
export function poll(
  room: Room,
  sn: string,
  answer = 'OK',
  { delivered = true, n = 1 as number | null } = {},
): string {
  const claimed = claim(room, 'GET', `/iclock/posrequest?SN=${sn}`);
  const verdict = claimed?.reply?.(reply(answer));
  claimed?.done({ delivered, n });
  return verdict?.kind === 'rewrite' ? verdict.body.toString('latin1') : answer;
}

/** Results of this terminal; gives what the server gets, or null when it hears nothing. */
export function results(room: Room, sn: string, body: string, n: number | null = 2): string | null {
  const target = sn === '' ? '/iclock/posdevicecmd' : `/iclock/posdevicecmd?SN=${sn}`;
  const claimed = claim(room, 'POST', target);
  const verdict = claimed?.request?.(message(`POST ${target} HTTP/1.1\r\n\r\n`, body));
  claimed?.done({ delivered: true, n });
  if (verdict?.kind === 'reply') return null;
  return verdict?.kind === 'rewrite' ? verdict.body.toString('latin1') : body;
}
