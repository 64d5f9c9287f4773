/** What a terminal's frames add up to. */

import { describe, expect, test } from 'vitest';
import { stateOf } from '../../shared/session/command-life.ts';
import { sample } from '../kit/samples.ts';
import { get, init, poll, post, RECORD, reply, results, SN, upload } from '../findings/exchange.ts';
import { START_MS, Talk } from './talk.ts';

const http = (name: string) => sample(`${name}.http`);
const row = (talk: Talk, language: 'en' | 'zh' = 'en') => {
  const found = talk.sessions.get(SN)?.row(language);
  if (found === undefined) throw new Error('no session');
  return found;
};

describe('an initialisation', () => {
  const talk = new Talk();
  talk.say(http('a01-init-request'), http('a01-init-response'));

  test('says who the terminal is', () => {
    expect(row(talk)).toMatchObject({
      sn: SN,
      model: 'CM102',
      firmware: 'Ver_2020.0.0.2-20181011',
      language: 'Simplified Chinese (83)',
      pushVersion: '4.0.1',
      ip: '192.168.1.50',
      firstSeen: '2018-11-02T09:05:36.000Z',
      exchanges: 1,
      phase: 'initialising',
      toldDelayMs: 30_000,
    });
    expect(row(talk, 'zh').language).toBe('简体中文 (83)');
  });

  test('tells the stamps as they stood on the wire', () => {
    const { stamps } = row(talk);
    expect(stamps['PosLogStamp']).toEqual({ told: '2018-11-02T10:16:58' });
    expect(stamps['PosLogStampId']).toEqual({ told: '36' });
    expect(stamps['PosBakLogStampId']).toEqual({ told: '2018-11-02T09:47:44' });
    expect(stamps).not.toHaveProperty('UseStampId');
  });

  test('gives the decoder its hints', () => {
    expect(talk.sessions.hints(SN)).toEqual({ language: '83', encrypted: false });
    expect(talk.sessions.hints('nobody')).toEqual({ language: '', encrypted: false });
  });

  test('compares the clocks', () => {
    expect(row(talk).clock).toMatchObject({ serverAheadMs: 0, timeZone: 8 });
  });
});

describe('polls', () => {
  test('have a pace: the median of their distances', () => {
    const talk = new Talk();
    talk.say(poll, reply('OK'));
    expect(row(talk).pollIntervalMs).toBeNull();
    for (const ms of [30_000, 31_000, 600_000, 29_000]) talk.wait(ms).say(poll, reply('OK'));
    expect(row(talk)).toMatchObject({
      pollIntervalMs: 30_500,
      exchanges: 5,
      devNo: 36,
      phase: 'polling',
    });
  });

  test('of which only the last sixteen distances count', () => {
    const talk = new Talk();
    for (let count = 0; count < 40; count += 1) talk.wait(1_000).say(poll, reply('OK'));
    for (let count = 0; count < 16; count += 1) talk.wait(5_000).say(poll, reply('OK'));
    expect(row(talk).pollIntervalMs).toBe(5_000);
  });

  test('keep their last sixteen distances, the newest last', () => {
    const talk = new Talk();
    talk.say(poll, reply('OK'));
    for (const ms of [9_000, ...Array<number>(15).fill(5_000), 21_000]) {
      talk.wait(ms).say(poll, reply('OK'));
    }
    expect(row(talk).pollGapsMs).toEqual([...Array<number>(15).fill(5_000), 21_000]);
  });

  test('may be counted without being read', () => {
    const talk = new Talk();
    talk.sessions.takeIdlePoll(SN, { atMs: START_MS });
    talk.sessions.takeIdlePoll(SN, { atMs: START_MS + 30_000 });
    expect(row(talk)).toMatchObject({ pollIntervalMs: 30_000, exchanges: 2, phase: 'polling' });
  });
});

describe('uploads', () => {
  test('tell stamps and how far the records have got', () => {
    const talk = new Talk();
    talk.say(upload(`${RECORD}\n`), reply('UNKNOWN'));
    expect(row(talk).uploads).toMatchObject([
      { table: 'BUYLOG', sent: 37, acknowledged: null, records: 1 },
    ]);
    talk.say(upload(`${RECORD}\n${RECORD.replace('\t37\t', '\t38\t')}\n`), reply('OK'));
    talk.say(upload(RECORD), reply('OK'));
    expect(row(talk).uploads).toMatchObject([
      { table: 'BUYLOG', sent: 38, acknowledged: 38, records: 4 },
    ]);
    expect(row(talk).stamps).toEqual({
      PosLogStamp: { sent: '2018-11-02T12:01:10', acknowledged: '2018-11-02T12:01:10' },
      PosLogStampId: { sent: '38', acknowledged: '38' },
    });
  });

  test('of a backup table have stamps of their own', () => {
    const talk = new Talk();
    talk.say(upload(RECORD, 'BUYLOGBAK'), reply('OK'));
    expect(row(talk).stamps).toHaveProperty('PosBakLogStampId', { sent: '38', acknowledged: '38' });
  });

  test('shorten the backlog once the server took them', () => {
    const talk = new Talk();
    const said = () => [row(talk).devNo, row(talk).acknowledged];
    talk.say(http('c01-poll-request'), reply('OK'));
    expect(said()).toEqual([36, null]);
    talk.say(http('a01-init-request'), http('a01-init-response'));
    expect(said()).toEqual([36, 36]);
    talk.sessions.takeIdlePoll(SN, { atMs: START_MS + 60_000, devNo: 40 });
    talk.say(upload(RECORD), reply('UNKNOWN'));
    expect(said()).toEqual([40, 36]);
    talk.say(upload(RECORD), reply('OK'));
    expect(said()).toEqual([40, 37]);
  });

  test('of each kind of terminal are counted by its own table', () => {
    const talk = new Talk();
    talk.say(upload(RECORD), reply('OK'));
    talk.say(get(`posrequest?SN=${SN}&type=allow&devno=6`), reply('OK'));
    expect(row(talk)).toMatchObject({ devNo: 6, acknowledged: null });
    talk.say(get(`posrequest?SN=${SN}&type=pos&devno=39`), reply('OK'));
    expect(row(talk)).toMatchObject({ devNo: 39, acknowledged: 37 });
  });

  test('whose reply was cut acknowledge nothing', () => {
    const talk = new Talk();
    talk.say(upload(RECORD), reply('OK'), 'terminal-aborted');
    expect(row(talk).uploads).toMatchObject([{ sent: 37, acknowledged: null }]);
  });

  test('show a clock that runs ahead', () => {
    const talk = new Talk();
    talk.say(init, reply(`GET OPTION FROM: ${SN}\nTimeZone=8\n`));
    // 17:05:36 in the server's zone; the record says 18:05:36.
    talk.say(upload(RECORD.replace('12:01:07', '18:05:36')), reply('OK'));
    expect(row(talk).clock.recordAheadMs).toBe(3_600_000);
  });
});

describe('commands of the server', () => {
  const BATCH = reply('C:1201:UPDATE USERINFO SysID=1\tPassWord=4711\t\nC:1202:CHECK POSLOG\n');
  const life = (talk: Talk, id: string) => {
    const found = talk.sessions.get(SN)?.command(id);
    if (found === undefined) throw new Error(`no command ${id}`);
    return { ...found, state: stateOf(found) };
  };

  test('are delivered, sent again, acknowledged', () => {
    const talk = new Talk();
    talk.say(poll, BATCH);
    expect(row(talk).pendingCommands).toEqual([
      {
        id: '1201',
        text: 'UPDATE USERINFO SysID=1\tPassWord=••••\t',
        at: '2018-11-02T09:05:36.000Z',
      },
      { id: '1202', text: 'CHECK POSLOG', at: '2018-11-02T09:05:36.000Z' },
    ]);
    talk.wait(30_000).say(poll, BATCH);
    expect(life(talk, '1201')).toMatchObject({
      state: 'delivered',
      resent: 1,
      first: { n: 1 },
      last: { n: 2 },
    });
    talk
      .wait(500)
      .say(results('ID=1201&Return=0&CMD=DATA\nID=1202&Return=-1004&CMD=CHECK\n'), reply('OK'));
    expect(life(talk, '1201')).toMatchObject({
      state: 'acknowledged',
      answers: 1,
      answer: { n: 3, return: '0', heard: true, atMs: START_MS + 30_500 },
    });
    expect(life(talk, '1202')).toMatchObject({
      state: 'failed',
      verb: 'CHECK',
      answer: { return: '-1004' },
    });
    expect(row(talk).pendingCommands).toEqual([]);
  });

  test('wait again when they come again after their answer was lost', () => {
    const talk = new Talk();
    talk.say(poll, BATCH);
    talk.say(results('ID=1201&Return=0&CMD=DATA\n'), reply(''));
    expect(life(talk, '1201')).toMatchObject({ state: 'acknowledged', answer: { heard: false } });
    talk.say(poll, BATCH);
    expect(life(talk, '1201')).toMatchObject({ state: 'delivered', resent: 1 });
    talk.say(results('ID=1201&Return=0&CMD=DATA\n'), reply('OK'));
    expect(life(talk, '1201')).toMatchObject({ state: 'acknowledged', answers: 2 });
  });

  test('are not delivered by half a reply', () => {
    const talk = new Talk();
    talk.say(poll, BATCH, 'terminal-aborted');
    expect(talk.sessions.get(SN)?.command('1201')).toBeUndefined();
  });

  test('may be answered though we never saw them', () => {
    const talk = new Talk();
    talk.say(results('ID=9&Return=0&CMD=INFO\n'), reply('OK'));
    expect(life(talk, '9')).toMatchObject({ state: 'unknown', verb: 'INFO', first: null });
  });

  test('begin a new life when an id comes with another text', () => {
    const talk = new Talk();
    talk.say(poll, reply('C:1:INFO\n'));
    talk.say(results('ID=1&Return=0&CMD=INFO\n'), reply('OK'));
    talk.say(poll, reply('C:1:REBOOT\n'));
    expect(life(talk, '1')).toMatchObject({
      text: 'REBOOT',
      resent: 0,
      answers: 0,
      state: 'delivered',
    });
  });

  test('an acknowledgement without serial in its URL counts by the one in its body', () => {
    const talk = new Talk();
    talk.say(poll, reply('C:1403:SHELL ls\n'));
    talk.say(
      post('posdevicecmd', `ID=1403\nSN=${SN}\nReturn=0\nCMD=Shell\nContent=x\n`),
      reply('OK'),
    );
    expect(life(talk, '1403')).toMatchObject({ state: 'acknowledged' });
  });

  test('are remembered up to two hundred, those that wait the longest', () => {
    const talk = new Talk();
    talk.say(poll, reply('C:1:INFO\n'));
    for (let id = 2; id <= 300; id += 1) {
      talk.say(poll, reply(`C:${id}:INFO\n`));
      talk.say(results(`ID=${id}&Return=0&CMD=INFO\n`), reply('OK'));
    }
    expect(row(talk)).toMatchObject({ forgottenCommands: 100, pendingCommands: [{ id: '1' }] });
    expect(row(talk).commands.at(-1)).toMatchObject({ id: '300', state: 'acknowledged' });
    expect(talk.sessions.get(SN)?.command('2')).toBeUndefined();
  });
});

describe('encryption', () => {
  const optionsWith = (more: string) => reply(`GET OPTION FROM: ${SN}\nEncrypt=0\n${more}`);
  const exchangeKeys = (talk: Talk) => {
    talk.say(http('a09-exchange-publickey-request'), http('a09-exchange-publickey-response'));
    talk.say(http('a10-exchange-factors-request'), http('a10-exchange-factors-response'));
  };
  const hello = (version: string) => get(`cpos?SN=${SN}&options=all&pushver=${version}`);

  test.each([
    ['4.0.1', 'PushProtVer=2.4.1\n', '2.4.1', true],
    ['2.3.0', 'PushProtVer=2.4.1\n', '2.3.0', false],
    ['4.0.1', '', '2.2.14', false],
  ])('terminal %s, server %j: agreed on %s, encrypted %s', (version, more, agreed, encrypted) => {
    const talk = new Talk();
    talk.say(hello(version), optionsWith(more));
    expect(row(talk).encryption).toMatchObject({ agreedVersion: agreed, encrypted: false });
    exchangeKeys(talk);
    expect(row(talk).encryption).toMatchObject({
      keysExchanged: true,
      factorsExchanged: true,
      encrypted,
    });
    expect(talk.sessions.hints(SN).encrypted).toBe(encrypted);
    expect(row(talk).phase).toBe('negotiating');
    talk.say(hello(version), optionsWith(more));
    expect(row(talk).encryption).toMatchObject({ keysExchanged: false, encrypted: false });
  });

  test('keys that the server refused are none', () => {
    const talk = new Talk();
    talk.say(http('a09-exchange-publickey-request'), reply('OK'));
    expect(row(talk).encryption.keysExchanged).toBe(false);
  });

  test('Encrypt=1 packs uploads', () => {
    const talk = new Talk();
    talk.say(init, reply(`GET OPTION FROM: ${SN}\nEncrypt=1\n`));
    expect(talk.sessions.hints(SN).encrypted).toBe(true);
  });
});

test.each([
  ['refused', poll, reply('UNKNOWNDEVICE'), 'complete'],
  ['unreachable', poll, null, 'refused'],
  ['uploading', upload(RECORD), reply('OK'), 'complete'],
  ['answering', results('ID=1&Return=0&CMD=INFO\n'), reply('OK'), 'complete'],
  ['asking', get(`posrequest?SN=${SN}&RepType=2&Card=1&Pwd=1`), reply('NO'), 'complete'],
  ['unknown', get(`cpos?SN=${SN}&type=time`), reply('Time=20181102170536\n'), 'complete'],
] as const)('phase %s', (phase, request, response, outcome) => {
  const talk = new Talk();
  talk.say(request, response, outcome);
  expect(row(talk).phase).toBe(phase);
});

test('findings are counted by severity', () => {
  const talk = new Talk();
  talk.say(poll, reply('OK', ''));
  talk.say(poll, reply('UNKNOWNDEVICE', ''));
  expect(row(talk).findings).toEqual({ error: 1, warning: 2, note: 0 });
});
