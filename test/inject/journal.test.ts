/** Killed at any byte: no command is sent twice, and none that was sent is forgotten. */

import { mkdirSync, writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { textCodec } from '../../proxy/charset.ts';
import { openInjections } from '../../proxy/inject/index.ts';
import { expect, test } from 'vitest';
import {
  JOURNAL,
  journalOf,
  openRoom,
  poll,
  queue,
  reopened,
  results,
  type Room,
} from './inject-kit.ts';

const SERIALS = ['51001', '51002'] as const;

type Act =
  | { readonly do: 'queue'; readonly sn: string; readonly texts: readonly string[] }
  | { readonly do: 'poll'; readonly sn: string; readonly delivered: boolean }
  | { readonly do: 'answer'; readonly which: number }
  | { readonly do: 'cancel'; readonly which: number }
  | { readonly do: 'wait' };

const sn = fc.constantFrom(...SERIALS);
const acts: fc.Arbitrary<Act[]> = fc.array(
  fc.oneof(
    fc.record({
      do: fc.constant('queue' as const),
      sn,
      texts: fc.array(
        fc.constantFrom('INFO', 'SHELL ls', 'REBOOT', 'UPDATE PRESSKEY KeyID=1\tPrice=2'),
        { minLength: 1, maxLength: 3 },
      ),
    }),
    fc.record({ do: fc.constant('poll' as const), sn, delivered: fc.boolean() }),
    fc.record({ do: fc.constant('answer' as const), which: fc.nat(5) }),
    fc.record({ do: fc.constant('cancel' as const), which: fc.nat(5) }),
    fc.record({ do: fc.constant('wait' as const) }),
  ),
  { maxLength: 12 },
);

/** Bytes that left for a terminal, with the length that the journal had then. */
interface Leaving {
  readonly at: number;
  readonly id: string;
}

const idsIn = (reply: string): string[] =>
  [...reply.matchAll(/^C:(9\d{15}):/gm)].map(([, id = '']) => id);

/** Plays the acts and notes what left, and when each command was known again to wait. */
function play(
  room: Room,
  script: readonly Act[],
): { readonly left: Leaving[]; readonly back: Leaving[] } {
  const left: Leaving[] = [];
  const back: Leaving[] = [];
  const known: string[] = [];
  for (const act of script) {
    room.nowMs += 1_000;
    if (act.do === 'queue') known.push(...queue(room, act.sn, ...act.texts));
    if (act.do === 'poll') {
      const before = journalOf(room).length;
      const ids = idsIn(poll(room, act.sn, 'OK', { delivered: act.delivered, n: 1 }));
      // They leave as soon as `sending` is written: the first line behind `before`.
      const at = journalOf(room).indexOf(0x0a, before) + 1;
      left.push(...ids.map((id) => ({ at, id })));
      const backAt = journalOf(room).indexOf(0x0a, at) + 1;
      for (const id of ids)
        if (room.injections.get(id)?.state === 'queued') back.push({ at: backAt, id });
    }
    const id = 'which' in act ? known[act.which % Math.max(1, known.length)] : undefined;
    const serial = id === undefined ? '' : (room.injections.get(id)?.sn ?? '');
    if (act.do === 'answer' && id !== undefined)
      results(room, serial, `ID=${id}&Return=0&CMD=DATA\n`);
    if (act.do === 'cancel' && id !== undefined) room.injections.cancel(id);
    if (act.do === 'wait') {
      room.nowMs += 3_600_000;
      room.injections.tick();
    }
  }
  return { left, back };
}

function faultsAfter(room: Room, cut: number, { left, back }: ReturnType<typeof play>): string[] {
  const again = reopened(room, cut);
  const { delivery } = again.injections;
  const waiting = new Set(SERIALS.flatMap((each) => delivery.waitingFor(each).map(({ id }) => id)));
  return left
    .filter((each) => each.at <= cut)
    .flatMap(({ id, at }) => {
      // What broke off may wait again once that is written.
      const isBack = back.some((each) => each.id === id && each.at >= at && each.at <= cut);
      const { sn: serial = '' } = again.injections.get(id) ?? {};
      const leaks = results(again, serial, `ID=${id}&Return=0&CMD=DATA\n`) !== null;
      return [
        ...(!isBack && waiting.has(id) ? [`cut at ${cut}: ${id} would be sent twice`] : []),
        ...(leaks ? [`cut at ${cut}: the answer to ${id} reaches the server`] : []),
      ];
    });
}

test('whatever happened, cut round the end of any line and opened again', () => {
  fc.assert(
    fc.property(acts, (script) => {
      const room = openRoom();
      const played = play(room, script);
      const bytes = journalOf(room);
      for (let end = bytes.indexOf(0x0a); end !== -1; end = bytes.indexOf(0x0a, end + 1))
        for (const cut of [end, end + 1]) expect(faultsAfter(room, cut, played)).toEqual([]);
    }),
    { numRuns: 40 },
  );
});

test('a day at two terminals, cut at every byte and opened again', () => {
  const room = openRoom();
  const played = play(room, [
    { do: 'queue', sn: '51001', texts: ['INFO', 'SHELL ls'] },
    { do: 'poll', sn: '51001', delivered: false },
    { do: 'queue', sn: '51002', texts: ['REBOOT', 'INFO'] },
    { do: 'poll', sn: '51001', delivered: true },
    { do: 'cancel', which: 3 },
    { do: 'poll', sn: '51002', delivered: true },
    { do: 'answer', which: 0 },
    { do: 'wait' },
    { do: 'answer', which: 2 },
  ]);
  const faults = Array.from({ length: journalOf(room).length + 1 }, (_, cut) =>
    faultsAfter(room, cut, played),
  );
  expect(faults.flat()).toEqual([]);
});

test('whatever was torn, what is written next is read again', () => {
  const room = openRoom();
  const [id] = queue(room, '51001', 'INFO');
  const torn = reopened(room, journalOf(room).length - 3);
  expect(torn.injections.list()).toEqual([]);
  const [next] = queue(torn, '51001', 'INFO');
  expect(
    reopened(torn)
      .injections.list()
      .map((item) => item.id),
  ).toEqual([next]);
  expect(id).toBeDefined();
});

test('ids are never used twice, whatever the clock does after a restart', () => {
  const room = openRoom();
  const [id = ''] = queue(room, '51001', 'INFO');
  const later = reopened(room);
  later.nowMs = 0;
  const [next = ''] = queue(later, '51001', 'INFO');
  expect(Number(next)).toBe(Number(id) + 1);
});

test('killed while bytes leave: delivered perhaps, never sent again', () => {
  const room = openRoom();
  const [id = ''] = queue(room, '51001', 'INFO');
  room.injections.delivery.sending('51001', [id]);
  const again = reopened(room);
  expect(again.injections.get(id)).toMatchObject({ state: 'delivered', unsure: true });
  expect(poll(again, '51001')).toBe('OK');
  expect(results(again, '51001', `ID=${id}&Return=0&CMD=INFO\n`)).toBeNull();
  expect(again.injections.get(id)).toMatchObject({ state: 'acknowledged', unsure: false });
});

test('a restart makes the journal short again and loses nothing', () => {
  const room = openRoom();
  queue(room, '51001', 'INFO');
  for (let round = 0; round < 50; round++) poll(room, '51001', 'OK', { delivered: false });
  const again = reopened(room);
  expect(journalOf(room).toString().trim().split('\n')).toHaveLength(101);
  expect(journalOf(again).toString().trim().split('\n')).toHaveLength(1);
  expect(reopened(again).injections.list()).toEqual(again.injections.list());
});

test('settled commands are forgotten in time, their ids are not', () => {
  const room = openRoom();
  const ids: string[] = [];
  for (let round = 0; round < 2_100; round += 20) {
    ids.push(...queue(room, '51001', ...Array.from({ length: 20 }, () => 'INFO')));
    poll(room, '51001');
    results(
      room,
      '51001',
      ids
        .slice(-20)
        .map((id) => `ID=${id}&Return=0&CMD=INFO\n`)
        .join(''),
    );
  }
  const again = reopened(room);
  expect(again.injections.list()).toHaveLength(2_000);
  const [first = ''] = ids;
  expect(again.injections.get(first)).toBeNull();
  expect(results(again, '51001', `ID=${first}&Return=0&CMD=INFO\n`)).toBeNull();
});

test('a damaged line in the middle is passed over and told', () => {
  const room = openRoom();
  const [id] = queue(room, '51001', 'INFO');
  const bytes = journalOf(room);
  room.disk.put(JOURNAL, Buffer.concat([Buffer.from('{"t":"x"}\nrubbish\n'), bytes]));
  const again = reopened(room);
  expect(again.injections.list().map((item) => item.id)).toEqual([id]);
  expect(again.logged).toEqual(['The journal of injected commands has 2 damaged lines.']);
});

test('on a real disk too', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pushscope-journal-'));
  const open = () =>
    openInjections({
      folder: join(folder, 'captures'),
      randomHex: (bytes) => '0'.repeat(bytes * 2),
      text: textCodec,
      now: Date.now,
      audit: () => {},
      log: (sentence) => expect.fail(sentence),
    });
  try {
    const first = open();
    first.submit({ sn: '51001', commands: [{ text: 'INFO' }] });
    const second = open();
    const files = join(folder, 'captures', 'injections.files');
    mkdirSync(files);
    writeFileSync(join(files, 'a.part'), 'abc');
    second.submitFile({
      sn: '51001',
      name: 'a',
      upload: 'a.part',
      size: 3,
      path: '/a',
      confirm: '51001',
    });
    const third = open();
    expect(third.list().map(({ verb }) => verb)).toEqual(['INFO', 'PutFile']);
    expect(third.file('0'.repeat(32))?.bytes.toString()).toBe('abc');
    for (const each of [first, second, third]) each.close();
  } finally {
    rmSync(folder, { recursive: true });
  }
});
