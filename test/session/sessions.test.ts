/** The sessions of all terminals: bounded, and able to say what changed. */

import { expect, test } from 'vitest';
import { Sessions } from '../../shared/session/sessions.ts';
import { get, reply } from '../findings/exchange.ts';
import { Talk } from './talk.ts';

const poll = (sn: string) => get(`posrequest?SN=${sn}&type=pos&devno=1`);

test('an exchange without serial is nobody’s', () => {
  const talk = new Talk();
  expect(talk.say(get('posrequest?type=pos'), reply('OK'))).toBeNull();
  expect(talk.say(poll('9'.repeat(65)), reply('OK'))).toBeNull();
  expect(talk.sessions.size).toBe(0);
});

test('beyond the limit the most silent one is forgotten, and counted', () => {
  const talk = new Talk(new Sessions(2));
  for (const sn of ['1', '2', '1', '3']) talk.say(poll(sn), reply('OK'));
  expect(talk.sessions.rows('en').map(({ sn }) => sn)).toEqual(['1', '3']);
  expect(talk.sessions.forgotten).toBe(1);
});

test('what changed since a moment is told, and only that', () => {
  const talk = new Talk();
  const changed = (version: number) => talk.sessions.changedSince(version).map(({ sn }) => sn);
  talk.say(poll('1'), reply('OK'));
  talk.say(poll('2'), reply('OK'));
  expect(changed(0)).toEqual(['1', '2']);
  const { version } = talk.sessions;
  expect(changed(version)).toEqual([]);
  talk.say(poll('1'), reply('OK'));
  expect(changed(version)).toEqual(['1']);
  expect(talk.sessions.version).toBeGreaterThan(version);
  expect(talk.sessions.get('1')?.row('en').version).toBe(talk.sessions.version);
});

test('names that are also names of objects are serials like any other', () => {
  const talk = new Talk();
  for (const sn of ['__proto__', 'constructor']) talk.say(poll(sn), reply('OK'));
  expect(talk.sessions.rows('en').map(({ sn }) => sn)).toEqual(['__proto__', 'constructor']);
  expect(talk.sessions.hints('toString')).toEqual({ language: '', encrypted: false });
});
