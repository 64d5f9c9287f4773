/** PutFile: the file is served by us, to its terminal alone, and the server never hears of its path. */

import { Buffer } from 'node:buffer';
import { expect, test } from 'vitest';
import {
  claim,
  message,
  openRoom,
  PEER,
  poll,
  reopened,
  results,
  SN,
  type Room,
} from './inject-kit.ts';

const bytes = Buffer.from([0x1f, 0x8b, 0, 1, 2, 10, 13]);

function offer(room: Room, confirm: string | null = SN) {
  room.folder.files.set('a.part', bytes);
  return room.injections.submitFile({
    sn: SN,
    name: 'C:\\fw\\main 2.tgz',
    upload: 'a.part',
    size: bytes.length,
    path: '/mnt/main.tgz',
    ...(confirm !== null && { confirm }),
  });
}

function fetch(room: Room, target: string, peer = PEER): string {
  const claimed = claim(room, 'GET', target, peer);
  const verdict = claimed?.request?.(message(`GET ${target} HTTP/1.1\r\n\r\n`, ''));
  claimed?.done({ delivered: true, n: 3 });
  if (verdict?.kind !== 'reply') return 'to the server';
  return `${verdict.head.toString('latin1')}${verdict.body.toString('hex')}`;
}

const served = `HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nContent-Length: 7\r\nConnection: close\r\n\r\n${bytes.toString('hex')}`;

test('offered, fetched, acknowledged, gone', () => {
  const room = openRoom();
  const submitted = offer(room);
  const item = submitted.ok ? submitted.items[0] : undefined;
  expect(item?.command).toMatch(
    /^PutFile file\/pushscope-[0-9a-f]{32}\/main_2.tgz\t\/mnt\/main.tgz$/,
  );
  const path = `/iclock/${/file\S+/.exec(item?.command ?? '')?.[0]}`;
  poll(room, SN);

  expect(fetch(room, '/iclock/file/fw/main.tgz')).toBe('to the server');
  expect(fetch(room, path, '192.168.1.51:5')).toMatch(/^HTTP\/1.1 404 /);
  expect(fetch(room, `${path}?SN=OTHER`)).toMatch(/^HTTP\/1.1 404 /);
  expect(fetch(room, `/iclock/file/pushscope-${'f'.repeat(32)}/a`)).toMatch(/^HTTP\/1.1 404 /);
  expect(fetch(room, path)).toBe(served);
  expect(fetch(reopened(room), path)).toBe(served);
  expect(room.injections.get(item?.id ?? '')?.file).toEqual({
    name: 'main_2.tgz',
    size: 7,
    fetched: 7,
  });

  results(room, SN, `ID=${item?.id}\nReturn=7\nCMD=PutFile\n`);
  expect(room.injections.get(item?.id ?? '')?.state).toBe('acknowledged');
  room.injections.tick();
  expect(room.folder.files.size).toBe(0);
});

test('it is to be confirmed like every dangerous command, and then no file is kept', () => {
  const room = openRoom();
  expect(offer(room, null)).toMatchObject({ ok: false, code: 'CONFIRM' });
  expect([...room.folder.files.keys()]).toEqual(['a.part']);
  reopened(room);
  expect(room.folder.files.size).toBe(0);
});
