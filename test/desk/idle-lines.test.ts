/** Idle polls read from their bytes: what is said of them is what a full reading says, or nothing. */

import { expect, test } from 'vitest';
import type { Language } from '../../shared/codec/frame.ts';
import type { Exchange } from '../../shared/capture/exchange.ts';
import { IdleLines } from '../../proxy/desk/idle-lines.ts';
import { readExchange, rowOf, type Reading } from '../../proxy/desk/reading.ts';
import { exchange, lineOf, upload } from './kit.ts';

/** As the server says it: with the time, which every repeat has another of. */
const poll = (n: number, devNo: number): Exchange => {
  const said = exchange(n, {
    request: `GET /iclock/posrequest?SN=5158181900025&type=pos&devno=${devNo} HTTP/1.1`,
  });
  const date = new Date(said.atMs).toUTCString();
  const head = `HTTP/1.1 200 OK\r\nDate: ${date}\r\nContent-Length: 2\r\n\r\n`;
  return { ...said, response: said.response && { ...said.response, head: Buffer.from(head) } };
};
const bytes = (each: Exchange): Buffer => Buffer.from(lineOf(each).trimEnd());
const read = (each: Exchange, language: Language = 'en'): Reading =>
  readExchange(each, language, () => ({ language: '', encrypted: false }));

const taught = (each: Exchange, language: Language = 'en'): IdleLines => {
  const lines = new IdleLines();
  lines.learn(bytes(each), read(each, language), 0, language);
  return lines;
};

test('a repeat has the facts and the row of a full reading', () => {
  const repeat = poll(2, 36);
  const idle = taught(poll(1, 36)).read(bytes(repeat));
  expect(idle?.facts).toEqual(read(repeat).facts);
  expect(idle?.row('en')).toEqual(rowOf(read(repeat)));
  expect(idle?.row('en')?.at).toBe(new Date(repeat.atMs).toISOString());
});

test('another record number has its facts, and no row until one like it was read', () => {
  const lines = taught(poll(1, 36));
  const moved = poll(2, 37);
  expect(lines.read(bytes(moved))?.facts).toEqual(read(moved).facts);
  expect(lines.read(bytes(moved))?.own.devNo).toBe(37);
  expect(lines.read(bytes(moved))?.row('en')).toBeNull();
  lines.learn(bytes(moved), read(moved), 1, 'en');
  expect(lines.read(bytes(poll(3, 37)))?.row('en')).toEqual(rowOf(read(poll(3, 37))));
});

test('words of one language are none of another', () => {
  const lines = taught(poll(1, 36), 'zh');
  const repeat = poll(2, 36);
  expect(lines.read(bytes(repeat))?.row('en')).toBeNull();
  expect(lines.read(bytes(repeat))?.row('zh')).toEqual(rowOf(read(repeat, 'zh')));
});

test('a damaged repeat, an upload, and a poll that brought a command are read the long way', () => {
  const lines = taught(poll(1, 36));
  const damaged = bytes(poll(2, 36));
  damaged[damaged.indexOf('devno=36') + 7] = 0x37;
  expect(lines.read(damaged)).toBeNull();
  expect(lines.read(bytes(upload(3, 37)))).toBeNull();
  expect(lines.read(bytes(exchange(4, { reply: 'C:7:REBOOT\n' })))).toBeNull();
});

test('a reply whose Date no clock shows is read the long way', () => {
  const lines = taught(poll(1, 36));
  for (const time of ['24:00:00', '12:60:00', '12:00:60']) {
    const said = poll(2, 36);
    const head = Buffer.from(said.response?.head ?? []).toString('latin1');
    const off = Buffer.from(head.replace(/\d\d:\d\d:\d\d/, time));
    const odd = { ...said, response: said.response && { ...said.response, head: off } };
    expect(lines.read(bytes(odd)), time).toBeNull();
  }
});

test('a repeat from another address, at another time of another day, has its own', () => {
  const lines = taught(poll(1, 36));
  const moved = { ...poll(2, 36), peer: '[fe80::1]:6001', atMs: Date.parse('2019-01-31T23:59:59.999Z') }; // prettier-ignore
  expect(lines.read(bytes(moved))?.facts).toEqual(read(moved).facts);
  for (const totalMs of [0, 7, 12.5, 0.001, 123_456.789]) {
    const timed = { ...moved, timing: { ...moved.timing, totalMs } };
    expect(lines.read(bytes(timed))?.facts.totalMs).toBe(totalMs);
  }
});

test('a seal with another letter than a checksum has is none', () => {
  const lines = taught(poll(1, 36));
  const damaged = bytes(poll(2, 36));
  damaged[damaged.length - 3] = 0x47;
  expect(lines.read(damaged)).toBeNull();
});
