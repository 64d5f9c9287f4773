/** What users submit, what terminals get of it, and what becomes of it. */

import { Buffer } from 'node:buffer';
import { describe, expect, test } from 'vitest';
import { COMMANDS } from '../../shared/spec/commands/index.ts';
import type { InjectionRequest } from '../../shared/link/injection.ts';
import {
  JOURNAL,
  openRoom,
  poll,
  queue,
  reopened,
  results,
  SN,
  START_MS,
  type Room,
} from './inject-kit.ts';

const refusalOf = (room: Room, request: Partial<InjectionRequest>): string => {
  const submitted = room.injections.submit({ sn: SN, commands: [{ text: 'INFO' }], ...request });
  return submitted.ok
    ? 'queued'
    : `${submitted.code}${submitted.problems ? ` ${submitted.problems[0]?.code}` : ''}`;
};

const text = (command: string, more: Partial<InjectionRequest> = {}) => ({
  commands: [{ text: command }],
  ...more,
});

describe('what may be queued', () => {
  test.each<[string, Partial<InjectionRequest>]>([
    ['BAD_SERIAL', { sn: '' }],
    ['BAD_SERIAL', { sn: 'a b' }],
    ['BAD_COMMAND', { commands: [] }],
    ['BAD_COMMAND empty-command', text(' ')],
    ['BAD_COMMAND unknown-verb', text('FLY home')],
    ['BAD_COMMAND unknown-verb', { commands: [{ verb: 'FLY' }] }],
    ['BAD_COMMAND unknown-table', text('UPDATE MOON A=1')],
    ['BAD_COMMAND missing-table', text('UPDATE')],
    ['BAD_COMMAND missing-value', text('UPDATE PRESSKEY Price=1')],
    ['BAD_COMMAND wrong-value', text('UPDATE PRESSKEY KeyID=x\tPrice=1')],
    ['BAD_COMMAND line-break-in-value', text('SET OPTION A=1\nC:1:REBOOT', { confirm: SN })],
    ['BAD_COMMAND id-in-command', text('C:12345678901234567:INFO')],
    ['BAD_COMMAND command-too-long', text(`SHELL ${'x'.repeat(41_000)}`, { confirm: SN })],
    [
      'BATCH_TOO_LONG',
      {
        commands: Array.from({ length: 5 }, () => ({ text: `SET OPTION A=${'x'.repeat(9_000)}` })),
        confirm: SN,
      },
    ],
    ['CONFIRM', text('SHELL ls')],
    ['CONFIRM', text('CLEAR DATA', { confirm: '5158181900026' })],
    ['CONFIRM', text('DELETE USERINFO SysID=1')],
    ['CONFIRM', text('REBOOT')],
    ['CONFIRM', text('PutFile file/a.tgz')],
    ['CONFIRM', text('SET OPTION Delay=10')],
    ['CONFIRM', text('set option Delay=10')],
    ['CONFIRM', text('FLY home', { raw: true })],
    ['REDELIVERY', text('REBOOT', { confirm: SN, redeliver: { afterMs: 5_000, times: 1 } })],
    ['BAD_OPTION', { expiresAfterMs: 0 }],
    ['BAD_OPTION', { expiresAfterMs: Number.NaN }],
    ['BAD_OPTION', { redeliver: { afterMs: 5_000, times: 0 } }],
    ['queued', text('FLY home', { raw: true, confirm: SN })],
    ['queued', text('UPDATE PRESSKEY KeyID=2\tPrice=1200')],
  ])('%s %#', (code, request) => {
    const room = openRoom();
    expect(refusalOf(room, request)).toBe(code);
    expect(room.injections.delivery.hasWaiting).toBe(code === 'queued');
  });

  test('one bad command of a batch keeps all of it out', () => {
    const room = openRoom();
    const submitted = room.injections.submit({
      sn: SN,
      commands: [{ text: 'INFO' }, { text: 'FLY' }],
    });
    expect(submitted).toMatchObject({
      ok: false,
      problems: [{ command: 1, code: 'unknown-verb' }],
    });
    expect(room.injections.list()).toEqual([]);
  });

  const samples = COMMANDS.flatMap(({ samples: own, form }) => [
    ...own,
    ...(form.kind === 'subject' ? form.subjects.flatMap((subject) => subject.samples) : []),
  ]);
  test.each(samples)('as servers write it: %j', (sample) => {
    expect(refusalOf(openRoom(), text(sample, { confirm: SN }))).toBe('queued');
  });

  test('a full disk: nothing is queued', () => {
    const room = openRoom();
    room.disk.room = 20;
    expect(refusalOf(room, {})).toBe('JOURNAL');
    room.disk.room = Infinity;
    expect(reopened(room).injections.list()).toEqual([]);
    expect(refusalOf(room, {})).toBe('queued');
    expect(reopened(room).injections.list()).toHaveLength(1);
  });
});

describe('a command’s life', () => {
  test('queued, delivered with the next poll, acknowledged', () => {
    const room = openRoom();
    const [id = ''] = queue(room, SN, 'UPDATE PRESSKEY KeyID=2\tPrice=1200');
    expect(room.injections.get(id)).toMatchObject({
      id,
      cmdId: id,
      sn: SN,
      state: 'queued',
      wire: `C:${id}:UPDATE PRESSKEY KeyID=2\tPrice=1200`,
    });
    room.nowMs += 1_000;
    expect(poll(room, SN, 'OK', { n: 17 })).toBe(`C:${id}:UPDATE PRESSKEY KeyID=2\tPrice=1200\n`);
    room.nowMs += 1_000;
    expect(results(room, SN, `ID=${id}&Return=0&CMD=DATA\n`, 18)).toBeNull();
    expect(room.injections.get(id)).toMatchObject({
      state: 'acknowledged',
      return: '0',
      returnText: 'success',
      deliveries: 1,
      expiresAt: null,
      steps: [
        { state: 'queued', at: '2026-11-24T00:00:00.000Z', n: null },
        { state: 'delivered', at: '2026-11-24T00:00:01.000Z', n: 17 },
        { state: 'acknowledged', at: '2026-11-24T00:00:02.000Z', n: 18 },
      ],
    });
    expect(room.audited.map(({ state }) => state)).toEqual([
      'queued',
      'sending',
      'delivered',
      'acknowledged',
    ]);
    expect(reopened(room).injections.list()).toEqual(room.injections.list());
  });

  test('it goes to its own terminal alone, once', () => {
    const room = openRoom();
    const [id] = queue(room, SN, 'INFO');
    expect(poll(room, 'OTHER')).toBe('OK');
    expect(poll(room, SN)).toBe(`C:${id}:INFO\n`);
    expect(poll(room, SN)).toBe('OK');
  });

  test('a target that names two serials takes nothing', () => {
    const room = openRoom();
    queue(room, SN, 'INFO');
    expect(poll(room, `OTHER&SN=${SN}`)).toBe('OK');
  });

  test('batches keep their order over polls, and what must stand last does', () => {
    const room = openRoom();
    const [first, reboot, second] = queue(room, SN, 'INFO', 'REBOOT', 'INFO');
    expect(poll(room, SN)).toBe(`C:${first}:INFO\nC:${reboot}:REBOOT\n`);
    expect(poll(room, SN, 'C:5:CHECK ALL\n')).toBe(`C:${second}:INFO\nC:5:CHECK ALL\n`);
  });

  test.each([
    ['-1002', 'UPDATE', 'failed'],
    ['335064', 'PutFile', 'acknowledged'],
    ['5', 'UPDATE', 'failed'],
  ])('Return=%s of %s: %s', (code, cmd, state) => {
    const room = openRoom();
    const [id = ''] = queue(
      room,
      SN,
      cmd === 'PutFile' ? 'PutFile file/a.tgz' : 'UPDATE PRESSKEY KeyID=1\tPrice=2',
    );
    poll(room, SN);
    results(room, SN, `ID=${id}&Return=${code}&CMD=${cmd}\n`);
    expect(room.injections.get(id)).toMatchObject({ state, return: code });
  });

  test('cancelled while it waits, and not later', () => {
    const room = openRoom();
    const [first = '', second = ''] = queue(room, SN, 'INFO', 'INFO');
    expect(room.injections.cancel(first)).toMatchObject({ ok: true, item: { state: 'cancelled' } });
    expect(poll(room, SN)).toBe(`C:${second}:INFO\n`);
    expect(room.injections.cancel(second)).toMatchObject({ ok: false, code: 'NOT_QUEUED' });
    expect(room.injections.cancel('1')).toMatchObject({ ok: false, code: 'UNKNOWN_COMMAND' });
  });

  test('expires unfetched or unanswered; a late answer still counts and does not leak', () => {
    const room = openRoom();
    const submitted = room.injections.submit({
      sn: SN,
      commands: [{ text: 'INFO' }],
      expiresAfterMs: 60_000,
    });
    const id = submitted.ok ? (submitted.items[0]?.id ?? '') : '';
    poll(room, SN);
    queue(room, 'OTHER', 'INFO');
    room.nowMs += 59_999;
    room.injections.tick();
    expect(room.injections.get(id)?.state).toBe('delivered');
    room.nowMs += 3_600_000;
    room.injections.tick();
    expect(
      room.injections.list().map(({ state, steps }) => `${state}: ${steps.at(-1)?.why}`),
    ).toEqual([
      'expired: The terminal did not answer in time.',
      'expired: The terminal did not poll in time.',
    ]);
    const later = reopened(room);
    expect(results(later, SN, `ID=${id}&Return=0&CMD=INFO\n~A=1\nID=7&Return=0&CMD=DATA\n`)).toBe(
      'ID=7&Return=0&CMD=DATA\n',
    );
    expect(later.injections.get(id)).toMatchObject({
      state: 'acknowledged',
      result: { kind: 'values', values: [['~A', '1']] },
    });
  });

  test('is sent again where that was asked for, and no oftener', () => {
    const room = openRoom();
    room.injections.submit({
      sn: SN,
      commands: [{ text: 'INFO' }],
      redeliver: { afterMs: 5_000, times: 1 },
    });
    const line = poll(room, SN);
    room.nowMs += 5_000;
    room.injections.tick();
    expect(poll(room, SN)).toBe(line);
    room.nowMs += 5_000;
    room.injections.tick();
    expect(poll(room, SN)).toBe('OK');
  });

  test('a broken connection puts it back, save what must not run twice', () => {
    const room = openRoom();
    const [info = '', shell = ''] = queue(room, SN, 'INFO', 'SHELL ls');
    poll(room, SN, 'OK', { delivered: false, n: 5 });
    expect(room.injections.get(info)).toMatchObject({ state: 'queued', deliveries: 0 });
    expect(room.injections.get(shell)).toMatchObject({ state: 'delivered', unsure: true });
    expect(poll(room, SN)).toBe(`C:${info}:INFO\n`);
  });

  test('answered twice: the first counts, neither leaks', () => {
    const room = openRoom();
    const [id = ''] = queue(room, SN, 'INFO');
    poll(room, SN);
    expect(results(room, SN, `ID=${id}&Return=0&CMD=INFO\n`)).toBeNull();
    expect(results(room, SN, `ID=${id}&Return=-1&CMD=INFO\n`)).toBeNull();
    expect(room.injections.get(id)).toMatchObject({ state: 'acknowledged', return: '0' });
  });

  test('another terminal cannot answer for it, nor leak it', () => {
    const room = openRoom();
    const [id = ''] = queue(room, SN, 'INFO');
    queue(room, 'OTHER', 'INFO');
    poll(room, SN);
    poll(room, 'OTHER');
    expect(results(room, 'OTHER', `ID=${id}&Return=0&CMD=INFO\n`)).toBeNull();
    expect(room.injections.get(id)?.state).toBe('delivered');
  });

  test('the serial may stand in the body', () => {
    const room = openRoom();
    const [id = ''] = queue(room, SN, 'SHELL ls');
    poll(room, SN);
    expect(results(room, '', `ID=${id}\nSN=${SN}\nReturn=0\nCMD=Shell\nContent=a\nb`)).toBeNull();
    expect(room.injections.get(id)).toMatchObject({
      state: 'acknowledged',
      result: { kind: 'text', text: 'a\nb' },
    });
  });

  test('a file comes back byte for byte, also a cut id', () => {
    const room = openRoom();
    const [id = ''] = queue(room, SN, 'GetFile /a');
    poll(room, SN);
    results(
      room,
      SN,
      `ID=${id.slice(0, 15)}\nFILENAME=a\nCMD=GetFile\nReturn=4\nContent=\0\n\xffB`,
    );
    expect(room.injections.get(id)).toMatchObject({
      state: 'acknowledged',
      result: { kind: 'file', name: 'a', size: 4 },
    });
    expect(room.injections.content(id)).toEqual(Buffer.from('\0\n\xffB', 'latin1'));
    expect(reopened(room).injections.content(id)).toEqual(Buffer.from('\0\n\xffB', 'latin1'));
  });
});

describe('nothing leaves', () => {
  test.each([
    ['without a journal', (room: Room) => (room.disk.room = 10), 'JOURNAL'],
    ['without a line in the capture', (room: Room) => (room.auditFails = 'ENOSPC'), 'AUDIT'],
  ])('%s', (_name, breaks, code) => {
    const room = openRoom();
    const [id = ''] = queue(room, SN, 'INFO');
    breaks(room);
    expect(poll(room, SN)).toBe('OK');
    expect(room.injections.get(id)).toMatchObject({ state: 'queued', reason: { code } });
    room.disk.room = Infinity;
    room.auditFails = null;
    expect(poll(room, SN)).toBe(`C:${id}:INFO\n`);
    expect(room.injections.get(id)?.reason).toBeNull();
  });

  test('once somebody has removed the journal: what is written there would be lost', () => {
    const room = openRoom();
    const [id = ''] = queue(room, SN, 'INFO');
    room.disk.remove(JOURNAL);
    expect(poll(room, SN)).toBe('OK');
    expect(room.injections.get(id)).toMatchObject({
      state: 'queued',
      reason: { code: 'JOURNAL', message: expect.stringContaining('removed') as string },
    });
  });

  test('where the terminal encrypts', () => {
    const room = openRoom();
    const [id = ''] = queue(room, SN, 'INFO');
    room.injections.delivery.setEncrypted(SN, true, 'results');
    expect(poll(room, SN)).toBe('OK');
    expect(room.injections.get(id)).toMatchObject({
      state: 'queued',
      reason: { code: 'ENCRYPTED' },
    });
  });

  test('into a reply that is not understood; the reason is told', () => {
    const room = openRoom();
    const [id = ''] = queue(room, SN, 'INFO');
    expect(poll(room, SN, 'UNKNOWNDEVICE')).toBe('UNKNOWNDEVICE');
    expect(room.injections.get(id, 'zh')?.reason).toMatchObject({ code: 'UNKNOWN_DEVICE' });
  });
});

test('no pass is armed while there is nothing to do', () => {
  const room = openRoom();
  expect(room.passes.map(({ isArmed }) => isArmed)).toEqual([false, false, false]);
  queue(room, SN, 'INFO');
  expect(room.passes.map(({ isArmed }) => isArmed)).toEqual([true, false, false]);
  poll(room, SN);
  expect(room.passes.map(({ isArmed }) => isArmed)).toEqual([false, true, false]);
  expect(room.nowMs).toBe(START_MS);
});
