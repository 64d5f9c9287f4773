/** What a session knows beyond its row: forecasts, clocks, encryption in words, the quirks of a firmware. */

import { describe, expect, test } from 'vitest';
import { heardOf } from '../../shared/session/heard.ts';
import type { Message } from '../../shared/capture/exchange.ts';
import type { RawMessage } from '../../shared/codec/message.ts';
import { sample, wire } from '../kit/samples.ts';
import { get, poll, post, RECORD, reply, results, SN, upload } from '../findings/exchange.ts';
import { Talk } from './talk.ts';

const http = (name: string) => sample(`${name}.http`);
const known = (talk: Talk, language: 'en' | 'zh' = 'en') => {
  const found = talk.sessions.knownOne(SN, language);
  if (found === null) throw new Error('no session');
  return found.knowledge;
};
const talkFromInit = () => {
  const talk = new Talk();
  talk.say(http('a01-init-request'), http('a01-init-response'));
  return talk;
};
const say = (talk: Talk, ...exchanges: readonly (readonly [RawMessage, RawMessage])[]) => {
  for (const [request, response] of exchanges) talk.say(request, response);
  return talk;
};
/** The vendor's example row with another record number. */
const record = (recNo: number) => RECORD.replace('\t37\t', `\t${recNo}\t`);
const buylog = (stampId: number, ...recNos: readonly number[]) =>
  post(
    `cpos?SN=${SN}&table=BUYLOG&Stamp=2018-11-02T12:01:10&StampId=${stampId}`,
    recNos.map(record).join('\n'),
  );

describe('stamps', () => {
  test('are told, sent and acknowledged, each with its exchange', () => {
    const talk = say(talkFromInit(), [http('b02-buylog-batch-request'), reply('UNKNOWN')]);
    const id = () => known(talk).stamps.find(({ name }) => name === 'PosLogStampId');
    const first = {
      name: 'PosLogStampId',
      told: '36',
      toldN: 1,
      toldBy: 'options',
      sent: '40',
      sentN: 2,
    };
    expect(id()).toEqual(first);
    talk.say(http('b02-buylog-batch-request'), reply('OK'));
    expect(id()).toEqual({ ...first, sentN: 3, acknowledged: '40', acknowledgedN: 3 });
    talk.say(poll, reply('C:7:SET OPTION PosLogStampId=12\t\n'));
    expect(id()).toMatchObject({ told: '12', toldN: 4, toldBy: 'command' });
    expect(talk.sessions.get(SN)?.row('en').stamps['PosLogStampId']).toEqual({
      ...{ told: '12', sent: '40', acknowledged: '40' },
    });
  });
});

describe('the next upload', () => {
  const pos = (talk: Talk) => known(talk).forecasts.find(({ table }) => table === 'BUYLOG');

  test('is foretold from the options, then from what was taken', () => {
    const talk = talkFromInit();
    const first = { recNo: 37, upTo: null, stamp: '2018-11-02T10:16:58', by: 'options', n: 1 };
    expect(pos(talk)).toEqual({ table: 'BUYLOG', held: 0, missed: 0, ...first });
    say(talk, [http('b02-buylog-batch-request'), reply('OK')]);
    expect(pos(talk)).toMatchObject({
      recNo: 41,
      stamp: '2018-11-02T12:04:55',
      by: 'acknowledged',
      n: 2,
      held: 1,
    });
    say(talk, [get(`posrequest?SN=${SN}&type=pos&devno=44`), reply('OK')]);
    expect(pos(talk)).toMatchObject({ recNo: 41, upTo: 44 });
  });

  test('of a table that the server told 0 of is everything', () => {
    const full = known(talkFromInit()).forecasts.find(({ table }) => table === 'FULLLOG');
    expect(full).toMatchObject({ recNo: null, stamp: '' });
  });

  test('of a table whose number is a time is not foretold', () => {
    const { forecasts } = known(talkFromInit());
    expect(forecasts.map(({ table }) => table)).not.toContain('BUYLOGBAK');
  });

  test('stays foretold while the server refuses it', () => {
    const talk = say(
      talkFromInit(),
      [buylog(37, 37), reply('UNKNOWN')],
      [buylog(37, 37), reply('OK')],
    );
    expect(pos(talk)).toMatchObject({ recNo: 38, held: 2, missed: 0 });
  });

  test('is missed by a line when other records come', () => {
    const talk = say(talkFromInit(), [buylog(40, 39, 40), reply('OK')]);
    expect(known(talk).missedForecasts).toMatchObject([
      { n: 2, table: 'BUYLOG', expected: 37, got: 39 },
    ]);
    expect(pos(talk)).toMatchObject({ recNo: 41, held: 0, missed: 1 });
  });

  test('is not judged when the server asked for records out of turn, nor do those put it back', () => {
    const asked = reply('C:9:SYNC POSLOG START=3\tEND=4\t\n');
    const talk = say(
      talkFromInit(),
      [buylog(37, 37), reply('OK')],
      [poll, asked],
      [buylog(4, 3, 4), reply('OK')],
    );
    expect(known(talk).missedForecasts).toEqual([]);
    expect(pos(talk)).toMatchObject({ recNo: 38, held: 1, missed: 0 });
    // What was asked for may take more than one upload; once the terminal goes on, it is over.
    say(talk, [buylog(6, 5, 6), reply('OK')], [buylog(38, 38), reply('OK')]);
    expect(known(talk).missedForecasts).toEqual([]);
    say(talk, [buylog(4, 3, 4), reply('OK')]);
    expect(known(talk).missedForecasts).toMatchObject([{ n: 7, expected: 39, got: 3 }]);
  });

  test('is not known after a CLEAR, until an upload tells', () => {
    const talk = say(
      talkFromInit(),
      [buylog(37, 37), reply('OK')],
      [poll, reply('C:9:CLEAR POSLOG\n')],
    );
    expect(pos(talk)).toBeUndefined();
    say(talk, [buylog(1, 1), reply('OK')], [buylog(2, 2), reply('OK')]);
    expect(known(talk).missedForecasts).toEqual([]);
    expect(pos(talk)).toMatchObject({ recNo: 3 });
  });

  test('keeps the newest eight misses', () => {
    const talk = talkFromInit();
    for (let at = 1; at <= 20; at += 1) say(talk, [buylog(at * 1000, at * 1000), reply('OK')]);
    expect(known(talk).missedForecasts.map(({ got }) => got)).toEqual(
      [13, 14, 15, 16, 17, 18, 19, 20].map((at) => at * 1000),
    );
  });
});

describe('clocks', () => {
  const dated = (body: string, date: string) => reply(body, `Date: ${date}\r\n`);

  test('are set by the Date of replies, told once while it stays in step', () => {
    const talk = talkFromInit();
    talk.say(buylog(37, 37), reply('OK'));
    talk.say(buylog(38, 38), dated('OK', 'Fri, 02 Nov 2018 10:05:36 GMT'));
    expect(known(talk).clockSettings).toMatchObject([
      { by: 'date', said: 'Fri, 02 Nov 2018 09:05:36 GMT', aheadMs: 0, firstN: 1, n: 2, times: 2 },
      { by: 'options', said: 'TimeZone=8', aheadMs: null, n: 1 },
      { by: 'date', said: 'Fri, 02 Nov 2018 10:05:36 GMT', aheadMs: 3_600_000, n: 3, times: 1 },
    ]);
  });

  test('are set by Time=, local in the zone that was told, and by a command', () => {
    const talk = talkFromInit();
    talk.say(
      http('a07-time-request'),
      wire('HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\nTime=20181102170540\n'),
    );
    talk.say(
      http('a07-time-request'),
      wire('HTTP/1.1 200 OK\r\nContent-Length: 31\r\n\r\nTime=2018-11-02T10:05:36+01:00\n'),
    );
    talk.say(poll, reply('C:1:SET OPTION DateTime=2018-11-02 18:05:36\t\n'));
    expect(known(talk).clockSettings.slice(2)).toMatchObject([
      { by: 'time', said: '20181102170540', aheadMs: 4_000, n: 2 },
      { by: 'time', said: '2018-11-02T10:05:36+01:00', aheadMs: 0, n: 3 },
      { by: 'command', said: 'DateTime=2018-11-02 18:05:36', aheadMs: 3_600_000, n: 4 },
    ]);
  });

  test('a local time before the zone was told is off by nobody knows how much', () => {
    const talk = say(new Talk(), [http('a07-time-request'), reply('Time=20181102170536\n')]);
    expect(known(talk).clockSettings.at(-1)).toMatchObject({ by: 'time', aheadMs: null });
  });

  test('of a server that wanders, the newest twelve are kept', () => {
    const talk = new Talk();
    for (let hour = 1; hour < 20; hour += 1) {
      const text = `Fri, 02 Nov 2018 ${String(hour).padStart(2, '0')}:05:36 GMT`;
      talk.say(buylog(hour, hour), dated('OK', text));
    }
    expect(known(talk).clockSettings).toHaveLength(12);
    expect(known(talk).clockSettings.at(-1)?.said).toContain('19:05:36');
  });
});

describe('encryption in words', () => {
  const offer = (version: string) =>
    reply(`GET OPTION FROM: ${SN}\nPushProtVer=${version}\nEncrypt=0\n`);
  const texts = (talk: Talk, language: 'en' | 'zh' = 'en') =>
    known(talk, language).negotiation.steps.map(({ text }) => text);

  test('plain, since the server of the vendor’s example names no version', () => {
    const talk = talkFromInit();
    expect(known(talk).negotiation.outcome).toBe('plain');
    expect(texts(talk)).toEqual([
      'The terminal offers pushver 4.0.1.',
      'The server names no PushProtVer, which stands for 2.2.14.',
      'Both use the lower version, 2.2.14: encryption begins with 2.4.0, so nothing is encrypted.',
      'So they speak plain text.',
    ]);
    expect(texts(talk, 'zh').at(-2)).toBe(
      '双方使用较低的版本 2.2.14：加密从 2.4.0 开始，因此不加密。',
    );
  });

  test('cipher, once keys and factors were exchanged', () => {
    const talk = say(
      new Talk(),
      [http('a01-init-request'), offer('2.4.1')],
      [http('a09-exchange-publickey-request'), http('a09-exchange-publickey-response')],
      [http('a10-exchange-factors-request'), http('a10-exchange-factors-response')],
    );
    const { outcome, steps } = known(talk).negotiation;
    expect(outcome).toBe('cipher');
    expect(steps.map(({ n }) => n)).toEqual([1, 1, 1, 2, 3, null]);
    expect(texts(talk).slice(2, 5)).toEqual([
      'Both use the lower version, 2.4.1: from 2.4.0 on keys are exchanged.',
      'Public keys were exchanged.',
      'Factors were exchanged.',
    ]);
  });

  test('keys that the server does not give back leave it plain', () => {
    const talk = say(
      new Talk(),
      [http('a01-init-request'), offer('2.4.1')],
      [http('a09-exchange-publickey-request'), reply('OK')],
    );
    expect(known(talk).negotiation.outcome).toBe('plain');
    expect(texts(talk)).toContain('Public keys were offered, and the server gave none back.');
  });

  test('Encrypt=1 is cipher whatever the versions', () => {
    const talk = say(new Talk(), [
      http('a01-init-request'),
      reply(`GET OPTION FROM: ${SN}\nEncrypt=1\n`),
    ]);
    expect(known(talk).negotiation.outcome).toBe('cipher');
    expect(texts(talk).at(-2)).toContain('Encrypt=1');
  });

  test('without an initialisation nothing tells', () => {
    expect(known(say(new Talk(), [poll, reply('OK')])).negotiation.outcome).toBe('unknown');
  });

  test('kept plain: what the other side heard counts', () => {
    const asMessage = ({ head, body }: RawMessage): Message => ({
      head,
      body,
      size: body.length,
      framing: { kind: 'length' },
    });
    const request = http('a01-init-request');
    const lowered = wire(Buffer.from(request.head).toString('latin1').replace('4.0.1', '2.3.0'));
    const heard = heardOf(
      {
        request: { ...asMessage(request), forwarded: asMessage(lowered) },
        response: {
          ...asMessage(offer('2.4.1')),
          by: 'server',
          forwarded: asMessage(reply(`GET OPTION FROM: ${SN}\n`)),
        },
      },
      'init',
      () => [],
    );
    expect(heard).toEqual({ pushVersion: '2.3.0', pushProtVer: '' });
    const talk = new Talk();
    const session = talk.say(request, offer('2.4.1'), 'complete', heard);
    expect(session?.encryption.agreedVersion).toBe('2.2.14');
    expect(texts(talk)).toEqual([
      'The terminal offers pushver 4.0.1.',
      '--force-plaintext: the server heard 2.3.0 instead.',
      'The server offers PushProtVer 2.4.1.',
      '--force-plaintext: the terminal heard none.',
      'Both use the lower version, 2.2.14: encryption begins with 2.4.0, so nothing is encrypted.',
      'So they speak plain text.',
    ]);
  });

  test('nothing was changed: nothing was heard otherwise', () => {
    const { head, body } = http('a01-init-request');
    const request = { head, body, size: 0, framing: { kind: 'length' } } as const;
    expect(heardOf({ request, response: null }, 'init', () => [])).toBeNull();
    expect(heardOf({ request, response: null }, 'poll', () => [])).toBeNull();
  });
});

describe('the quirks of a firmware', () => {
  const quirks = (talk: Talk) =>
    known(talk).firmwares.map(({ firmware, quirks: all }) => [
      firmware,
      ...all.map(({ title, form, n }) => `${title}: ${form} (${n})`),
    ]);

  test('there are none in the vendor’s own examples', () => {
    const talk = say(
      talkFromInit(),
      [http('b02-buylog-batch-request'), reply('OK')],
      [http('b08-fulllog-request-spec-order'), reply('OK')],
      [http('d03-ack-batch-request'), reply('OK')],
      [http('d09-ack-shell-request'), reply('OK')],
      [http('b14-storedetail-without-stamp-request'), reply('OK')],
    );
    expect(quirks(talk)).toEqual([['Ver_2020.0.0.2-20181011']]);
  });

  test('are told with the exchange that showed each first', () => {
    const row = RECORD.replace('2018-11-02 12:01:07', '594561667');
    const aspx = (target: string, body: string) =>
      wire(
        `POST /iclock/${target} HTTP/1.0\r\nConnection: starting\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
      );
    const talk = say(
      talkFromInit(),
      [aspx(`cpos.aspx?SN=${SN}&table=BUYLOG&Stamp=594561670&StampId=37`, row), reply('OK')],
      [aspx(`cpos.aspx?SN=${SN}&table=BUYLOG&Stamp=594561670&StampId=37`, row), reply('OK')],
      [results('ID=5\nReturn=0\nCMD=INFO\n'), reply('OK')],
      [results('ID=6&Return=0&CMD=DATA\n'), reply('OK')],
    );
    expect(quirks(talk)).toEqual([
      [
        'Ver_2020.0.0.2-20181011',
        'Path of requests: /iclock/….aspx (2)',
        'Connection header: starting (2)',
        'Connection header: none (4)',
        'HTTP version: HTTP/1.0 (2)',
        'Form of Stamp: a whole number (2)',
        'Form of times in records: a whole number (2)',
        'Form of INFO and short results: a key a line (LF form) (4)',
        'CMD in results of UPDATE and DELETE: DATA (5)',
      ],
    ]);
  });

  test('are grouped by firmware, and what a new one changed says what was before', () => {
    const next = wire(
      Buffer.from(http('a01-init-request').head)
        .toString('latin1')
        .replace('Ver_2020.0.0.2-20181011', 'Ver_2021'),
    );
    const integer = upload(RECORD).head;
    const stamp = wire(
      `${Buffer.from(integer).toString('latin1').replace('2018-11-02T12:01:10', '594561670')}${RECORD}`,
    );
    const talk = say(
      talkFromInit(),
      [stamp, reply('OK')],
      [next, http('a01-init-response')],
      [upload(RECORD), reply('OK')],
    );
    const [, after] = known(talk).firmwares;
    expect(after).toMatchObject({ firmware: 'Ver_2021', n: 3 });
    expect(after?.quirks.filter(({ code }) => code === 'stamp')).toEqual([
      {
        code: 'stamp',
        title: 'Form of Stamp',
        form: 'date, T and time',
        documented: 'date, T and time',
        isDocumented: true,
        n: 4,
        before: 'a whole number',
      },
    ]);
  });

  test('what came before the first initialisation belongs to the same firmware', () => {
    const talk = say(new Talk(), [results('ID=6&Return=0&CMD=DATA\n'), reply('OK')]);
    expect(known(talk).firmwares.map(({ firmware }) => firmware)).toEqual(['']);
    talk.say(http('a01-init-request'), http('a01-init-response'));
    expect(known(talk).firmwares).toMatchObject([{ firmware: 'Ver_2020.0.0.2-20181011', n: 1 }]);
  });

  test('are bounded, whatever a peer makes up', () => {
    const talk = new Talk();
    for (let at = 0; at < 30; at += 1) {
      talk.say(get(`cpos?SN=${SN}&options=all&fireVer=V${at}`), http('a01-init-response'));
      talk.say(wire(`GET /p${at}/iclock/posrequest?SN=${SN} HTTP/1.1\r\n\r\n`), reply('OK'));
    }
    for (let at = 0; at < 30; at += 1)
      talk.say(wire(`GET /q${at}/iclock/posrequest?SN=${SN} HTTP/1.1\r\n\r\n`), reply('OK'));
    const { firmwares } = known(talk);
    expect(firmwares).toHaveLength(6);
    expect(
      firmwares.at(-1)?.quirks.filter(({ code }) => code === 'path').length,
    ).toBeLessThanOrEqual(4);
  });
});
