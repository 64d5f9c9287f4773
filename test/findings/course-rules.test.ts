/** Each rule over a course finds its breach in the right exchange, marks its bytes, and leaves the like that is right alone. */

import { describe, expect, test } from 'vitest';
import type { RawMessage } from '../../shared/codec/message.ts';
import { COURSE_RULES, RULES } from '../../shared/findings/index.ts';
import { sample, wire } from '../kit/samples.ts';
import { get, init, OURS, poll, post, RECORD, reply, results, SN, upload } from './exchange.ts';
import { Story } from './story.ts';

interface Case {
  readonly code: string;
  readonly what: string;
  readonly wrong: (story: Story) => Story;
  /** `n severity fault section` */
  readonly told: string;
  readonly marks: string;
  readonly says: RegExp;
  readonly right: (story: Story) => Story;
}

const options = (...lines: readonly string[]) =>
  reply(`GET OPTION FROM: ${SN}\n${lines.join('\n')}\n\n`);
const command = (text: string) => reply(text);
const done = (...ids: readonly (number | string)[]) =>
  results(ids.map((id) => `ID=${id}&Return=0&CMD=DATA\n`).join(''));
/** A sale with that record number. */
const sale = (recNo: number, cents = 850, time = '12:01:07') =>
  `${RECORD.replace('\t37\t', `\t${recNo}\t`).replace('\t850\t', `\t${cents}\t`).replace('12:01:07', time)}\n`;
/** Made by a clock that was reset. */
const aged = (recNo: number) => sale(recNo).replace('2018-11-02', '2000-01-01');
const sales = (stampId: number, ...body: readonly string[]) =>
  post(`cpos?SN=${SN}&table=BUYLOG&Stamp=2018-11-02T12:01:10&StampId=${stampId}`, body.join(''));
const dated = (text: string, date: string) => reply(text, `Date: ${date}\r\n`);
const NAME_GB = 'C:7:UPDATE USERINFO SysID=1\tName=\xd5\xc5\xce\xb0\t\n';
const NAME_UTF8 = 'C:7:UPDATE USERINFO SysID=1\tName=\xe5\xbc\xa0\xe4\xbc\x9f\t\n';
const NOISE = '\x00\x01\x02\xff\xfe\x00\x81\x00';
const initOf = (query: string) => get(`cpos?SN=${SN}&options=all&${query}`);
const CHUNKED: RawMessage = wire(
  'HTTP/1.1 200 OK\r\nDate: Fri, 02 Nov 2018 09:05:36 GMT\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nOK\r\n0\r\n\r\n',
);
const again = (story: Story, times: number, ...exchange: readonly [RawMessage, RawMessage]) => {
  for (let each = 0; each < times; each++) story.wait(1).say(...exchange);
  return story;
};
const encrypted = (story: Story) =>
  story
    .say(initOf('pushver=4.0.1'), options('PushProtVer=2.4.0'))
    .say(
      sample('a09-exchange-publickey-request.http'),
      sample('a09-exchange-publickey-response.http'),
    )
    .say(sample('a10-exchange-factors-request.http'), sample('a10-exchange-factors-response.http'));

// prettier-ignore
const CASES: readonly Case[] = [
  {
    code: 'acknowledgement-unknown', what: 'an id that was never given',
    wrong: (story) => story.say(poll).wait(601).say(done(99)),
    told: '2 warning terminal 13', marks: '99', says: /answers command 99, which was never given/,
    right: (story) => story.say(poll, command('C:99:INFO\n')).wait(601).say(done(99)).say(done('9001795501840123')),
  },
  {
    code: 'acknowledgement-unknown', what: 'an id from before the recording',
    wrong: (story) => story.say(poll).say(done(99)),
    told: '2 note terminal 13', marks: '99', says: /before the recording began/,
    right: (story) => story.say(poll, command('C:99:INFO\n')).say(done(99)),
  },
  {
    code: 'acknowledgement-repeated', what: 'the same answer twice',
    wrong: (story) => story.say(poll, command('C:7:INFO\n')).say(done(7)).say(done(7)),
    told: '3 note terminal 13', marks: '7', says: /answered before, in exchange 2/,
    right: (story) => story.say(poll, command('C:7:INFO\n')).say(done(7), reply('')).say(done(7)).say(poll, command('C:7:INFO\n')).say(done(7)),
  },
  {
    code: 'command-unanswered', what: 'ten polls and no answer',
    wrong: (story) => story.say(poll, command('C:7:INFO\nC:8:CHECK POSLOG\n')).say(done(7)).idle(10),
    told: '1 warning terminal 13', marks: 'C:8:CHECK POSLOG', says: /Command 8 \(CHECK POSLOG\) had no answer 10 polls later/,
    right: (story) => story.say(poll, command('C:7:INFO\nC:8:REBOOT\n')).idle(9).say(done(7)).say(init, options('Delay=30')).idle(20),
  },
  {
    code: 'command-resent', what: 'the second delivery',
    wrong: (story) => story.say(poll, command('C:7:INFO\nC:8:CHECK ALL\n')).say(poll, command('C:7:INFO\nC:8:CHECK ALL\n')),
    told: '2 note terminal observed', marks: 'C:7:INFO', says: /2 of 2 commands were given before, first in exchange 1; this is repeat 1/,
    right: (story) => story.say(poll, command('C:7:INFO\n')).say(poll, command('C:8:INFO\n')),
  },
  {
    code: 'command-id-reused', what: 'another command under the same id',
    wrong: (story) => story.say(poll, command('C:7:INFO\n')).say(done(7)).say(poll, command('C:7:CHECK ALL\n')),
    told: '3 warning server 11', marks: '7', says: /Id 7 was that of “INFO” before, in exchange 1/,
    right: (story) => story.say(poll, command('C:7:UPDATE USERINFO SysID=1\tPassWord=4711\t\n')).say(poll, command('C:7:UPDATE USERINFO SysID=1\tPassWord=4711\t\n')),
  },
  {
    code: 'command-id-reused', what: 'two commands of one reply under one id',
    wrong: (story) => story.say(poll, command('C:7:INFO\nC:8:INFO\nC:7:CHECK ALL\n')),
    told: '1 warning server 11', marks: '7', says: /Id 7 stands twice in this reply/,
    right: (story) => story.say(poll, command('C:7:INFO\nC:8:INFO\n')).say(poll, command('C:7:INFO\nC:8:INFO\n')),
  },
  {
    code: 'poll-not-understood', what: 'a page for people',
    wrong: (story) => story.say(poll, reply('<html><title>Login</title></html>')),
    told: '1 error server 11', marks: '<html><title>Login</title></html>', says: /answered by a page for people/,
    right: (story) => story.say(poll, command('\n\nC:1:INFO\n')),
  },
  {
    code: 'poll-not-understood', what: 'the text of an exception',
    wrong: (story) => story.say(poll, reply("'devno'")),
    told: '1 error server 11', marks: "'devno'", says: /answered “'devno'”: neither OK nor commands/,
    right: (story) => story.say(poll, reply('UNKNOWN DEVICE')),
  },
  {
    code: 'poll-not-understood', what: 'a command without its id',
    wrong: (story) => story.say(poll, reply('CHECK OPTION\n')),
    told: '1 error server 11', marks: 'CHECK OPTION\n', says: /“CHECK OPTION” stands without C:id:/,
    right: (story) => story.say(poll, command('C::CHECK OPTION\n')),
  },
  {
    code: 'poll-not-understood', what: 'an empty reply',
    wrong: (story) => story.say(poll, reply('')),
    told: '1 warning server 11', marks: '', says: /is empty/,
    right: (story) => story.say(poll, reply(' OK \r\n')),
  },
  {
    code: 'poll-not-understood', what: 'a Chinese text',
    wrong: (story) => story.say(poll, reply('\xb1\xa3\xb4\xe6\xca\xa7\xb0\xdc')),
    told: '1 error server 11', marks: '\xb1\xa3\xb4\xe6\xca\xa7\xb0\xdc', says: /answered “保存失败”/,
    right: (story) => story.say(poll, reply('\x9c\x01\xf3\x80\xff\x1b\xe8\x90\xc0\x7f\xaa\x02\xd1\xfe\x85\x13')),
  },
  {
    code: 'poll-not-understood', what: 'what is no text, before anything was agreed',
    wrong: (story) => story.say(poll, reply('x7Gq2')),
    told: '1 error server 11', marks: 'x7Gq2', says: /neither OK nor commands/,
    right: (story) => encrypted(story).say(poll, reply('x7Gq2')),
  },
  {
    code: 'restart-missing', what: 'REBOOT answered, and no initialisation',
    wrong: (story) => story.say(poll, command('C:7:REBOOT\n')).say(results('ID=7&Return=0&CMD=REBOOT\n')).idle(10),
    told: '2 warning terminal 11.5', marks: 'ID=7&Return=0&CMD=REBOOT', says: /has not asked for its options/,
    right: (story) => story.say(poll, command('C:7:REBOOT\n')).say(results('ID=7&Return=0&CMD=REBOOT\n')).say(init, options('Delay=30')).idle(10),
  },
  {
    code: 'upload-dropped', what: 'a refused upload that is passed over',
    wrong: (story) => story.say(sales(37, sale(37)), reply('save post data error\n')).say(sales(38, sale(38))),
    told: '1 error terminal 10.2', marks: '37', says: /refused BUYLOG records 37, and the terminal went on with 38 in exchange 2/,
    right: (story) => story.say(sales(37, sale(37)), reply('save post data error\n')).say(sales(37, sale(37))).say(sales(38, sale(38))),
  },
  {
    code: 'stamp-backwards', what: 'a StampId below the last',
    wrong: (story) => story.say(sales(40, sale(40))).say(sales(39, sale(41))),
    told: '2 warning terminal 10.2', marks: '39', says: /StampId of BUYLOG goes back from 40 \(exchange 1\) to 39/,
    right: (story) => story.say(sales(40, sale(40))).say(poll, command('C:1:SYNC POSLOG START=30\tEND=31\t\n')).say(sales(31, sale(30), sale(31))),
  },
  {
    code: 'told-stamp-backwards', what: 'a server that forgot',
    wrong: (story) => story.say(sales(40, sale(40))).say(init, options('PosLogStampId=12')),
    told: '2 warning server 6', marks: '12', says: /PosLogStampId tells 12, but the server took BUYLOG records up to 40/,
    right: (story) => story.say(sales(40, sale(40))).say(init, options('PosLogStampId=40', 'FullLogStampId=0')),
  },
  {
    code: 'told-stamp-backwards', what: 'less than it told before',
    wrong: (story) => story.say(init, options('PosLogStampId=40')).say(init, options('Delay=30')).say(init, options('PosLogStampId=20')).say(init, options('PosLogStampId=20')),
    told: '3 warning server 6', marks: '20', says: /PosLogStampId tells 20, but told 40 before, and no BUYLOG records were taken in between/,
    right: (story) => story.say(init, options('PosLogStampId=40')).say(init, options('PosLogStampId=40')).say(poll, command('C:1:CLEAR DATA\n')).say(init, options('PosLogStampId=0'))
      .say(init, options('PosLogStampId=40')).say(sales(20, sale(20))).say(init, options('PosLogStampId=20')),
  },
  {
    code: 'record-gap', what: 'a number left out',
    wrong: (story) => story.say(sales(37, sale(37))).say(sales(40, sale(39), sale(40))),
    told: '2 warning terminal 10.2', marks: '39', says: /Record 38 of BUYLOG is missing before this one/,
    right: (story) => story.say(sales(37, sale(37))).say(sales(38, sale(38))).say(sales(37, sale(37))),
  },
  {
    code: 'record-gap', what: 'a hole in the first upload of all',
    wrong: (story) => story.say(sales(40, sale(37), sale(38), sale(40))),
    told: '1 warning terminal 10.2', marks: '40', says: /Record 39 of BUYLOG is missing before this one/,
    right: (story) => story.say(sales(9, sale(9))).say(sales(12, sale(12), sale(11), sale(10))),
  },
  {
    code: 'record-gap', what: 'a first upload beyond what the server told',
    wrong: (story) => story.say(init, options('PosLogStampId=36')).say(sales(40, sale(40))),
    told: '2 warning terminal 10.2', marks: '40', says: /3 records of BUYLOG are missing before this one: 37-39/,
    right: (story) => story.say(init, options('PosLogStampId=36')).say(sales(1, sale(1))).say(init, options('PosLogStampId=2018-11-02T09:47:44')).say(sales(37, sale(37))),
  },
  {
    code: 'records-repeated', what: 'one record twice in an upload',
    wrong: (story) => story.say(sales(38, sale(37), sale(37))),
    told: '1 note terminal 10.2', marks: sale(37).trim(), says: /Record 37 of BUYLOG stands twice in this upload/,
    right: (story) => story.say(sales(38, sale(37), sale(38))),
  },
  {
    code: 'records-changed', what: 'one number for two sales of an upload',
    wrong: (story) => story.say(sales(38, sale(37), sale(37, 900))),
    told: '1 error terminal 10.2', marks: sale(37, 900).trim(), says: /stands twice in this upload, with two contents/,
    right: (story) => story.say(sales(38, sale(37), sale(38, 900))),
  },
  {
    code: 'records-repeated', what: 'records unasked, long after others were asked for',
    wrong: (story) => {
      story.say(sales(40, sale(37), sale(38), sale(39), sale(40))).say(poll, command('C:1:SYNC POSLOG START=37\tEND=38\t\n'));
      for (let recNo = 41; recNo < 46; recNo++) story.wait(300).say(sales(recNo, sale(recNo)));
      return story.say(sales(45, sale(37)));
    },
    told: '8 note terminal 10.2', marks: sale(37).trim(), says: /Record 37 of BUYLOG was taken before/,
    right: (story) => story.say(sales(38, sale(37), sale(38))).say(poll, command('C:1:SYNC POSLOG START=37\tEND=38\t\n'))
      .wait(500).say(sales(37, sale(37))).wait(500).say(sales(38, sale(38))),
  },
  {
    code: 'records-repeated', what: 'records that the server wanted again, and then no more',
    wrong: (story) => story.say(sales(38, sale(37), sale(38))).say(init, options('PosLogStampId=36')).say(init, options('PosLogStampId=38')).say(sales(38, sale(37))),
    told: '4 note terminal 10.2', marks: sale(37).trim(), says: /Record 37 of BUYLOG was taken before/,
    right: (story) => story.say(sales(38, sale(37), sale(38))).say(init, options('PosLogStampId=38')).say(init, options('PosLogStampId=36')).say(sales(38, sale(37))),
  },
  {
    code: 'records-repeated', what: 'after a CLEAR that broke off',
    wrong: (story) => story.say(sales(37, sale(37))).say(poll, command('C:1:CLEAR POSLOG\n'), 'server-aborted').say(sales(37, sale(37))),
    told: '3 note terminal 10.2', marks: sale(37).trim(), says: /Record 37 of BUYLOG was taken before/,
    right: (story) => story.say(sales(37, sale(37))).say(poll, command('C:1:CLEAR POSLOG\n')).say(sales(37, sale(37))),
  },
  {
    code: 'upload-dropped', what: 'part of a refused upload',
    wrong: (story) => story.say(sales(39, sale(37), sale(38), sale(39)), reply('save post data error\n')).say(sales(37, sale(37))).say(sales(36, sale(30))).say(sales(40, sale(40))),
    told: '1 error terminal 10.2', marks: '39', says: /refused BUYLOG records 38-39, and the terminal went on with 40 in exchange 4/,
    right: (story) => story.say(sales(38, sale(37), sale(38)), reply('save post data error\n')).say(sales(37, sale(37))).say(sales(38, sale(38))).say(sales(39, sale(39))),
  },
  {
    code: 'stamp-backwards', what: 'a StampId below the last, an hour later',
    wrong: (story) => story.say(sales(40, sale(40))).wait(3_600).say(sales(39, sale(41))),
    told: '2 warning terminal 10.2', marks: '39', says: /goes back from 40 \(exchange 1\) to 39/,
    right: (story) => story.say(sales(40, sale(40))).say(poll, command('C:1:CLEAR POSLOG\n')).wait(3_600).say(sales(1, sale(1))),
  },
  {
    code: 'command-id-reused', what: 'a command whose first letters are those of the one before',
    wrong: (story) => story.say(poll, command(`C:7:UPDATE USERINFO SysID=1\tName=${'x'.repeat(40)}1\n`)).say(poll, command(`C:7:UPDATE USERINFO SysID=1\tName=${'x'.repeat(40)}2\n`)),
    told: '2 warning server 11', marks: '7', says: /Id 7 was that of “UPDATE USERINFO/,
    // The mask of the password stands where texts were once cut.
    right: (story) => again(story, 3, poll, command('C:7:UPDATE USERINFO SysID=1\tPIN=1\tPassWord=471100\tName=y\n')),
  },
  {
    code: 'acknowledgement-unknown', what: 'an id beside those of blanks and of length',
    wrong: (story) => story.say(poll, command('C: 7:INFO\n')).wait(601).say(done(8)),
    told: '2 warning terminal 13', marks: '8', says: /answers command 8/,
    right: (story) => story.say(poll, command(`C: 7:INFO\nC:${'9'.repeat(70)}:INFO\n`)).wait(601).say(done('7 ', '9'.repeat(70))),
  },
  {
    code: 'records-repeated', what: 'the same record unasked',
    wrong: (story) => story.say(sales(38, sale(37), sale(38))).say(sales(38, sale(37), sale(38))),
    told: '2 note terminal 10.2', marks: `${sale(37)}${sale(38).trim()}`, says: /2 records of BUYLOG \(RecNo 37-38\) were taken before/,
    right: (story) => story.say(sales(37, sale(37)), reply('save post data error\n')).say(sales(37, sale(37)))
      .say(init, options('PosLogStampId=36')).say(sales(37, sale(37))),
  },
  {
    code: 'records-changed', what: 'another sale under the same number',
    wrong: (story) => story.say(sales(37, sale(37))).say(sales(37, sale(37, 900))),
    told: '2 error terminal 10.2', marks: sale(37, 900).trim(), says: /Record 37 of BUYLOG was taken before, with another content/,
    right: (story) => story.say(sales(37, sale(37))).say(poll, command('C:1:CLEAR DATA\n')).say(sales(37, sale(37, 900))).say(sales(37, `${sale(37, 900).trim()}\t\n`)),
  },
  {
    code: 'detail-without-sale', what: 'details ahead of their sale',
    wrong: (story) => story.say(sales(37, sale(37))).say(upload('38\t3\t500\t1\n38\t4\t100\t2\n', 'storedetail')),
    told: '2 warning terminal observed', marks: '38', says: /Sale 38 has not come yet; the newest is 37/,
    right: (story) => story.say(sales(38, sale(38))).say(upload('38\t3\t500\t1\n', 'storedetail')),
  },
  {
    code: 'upload-before-init', what: 'records first',
    wrong: (story) => story.say(sales(37, sale(37))).say(sales(38, sale(38))),
    told: '1 note document 5', marks: 'BUYLOG', says: /its initialisation was not seen/,
    right: (story) => story.say(init, options('Delay=30')).say(sales(37, sale(37))),
  },
  {
    code: 'poll-interval', what: 'polls that come seldom',
    wrong: (story) => [...Array(40)].reduce<Story>((so) => so.wait(60).say(poll), story.say(init, options('Delay=5'))),
    told: '17 warning terminal 6', marks: '', says: /polls every 60\.0 s; the server told it 5\.0 s/,
    right: (story) => [...Array(40)].reduce<Story>((so) => so.wait(12).say(poll), story.say(init, options('Delay=5'))),
  },
  {
    code: 'poll-interval', what: 'polls that come often',
    wrong: (story) => story.say(init, options('Delay=30')).idle(40),
    told: '17 note terminal 6', marks: '', says: /polls every 1\.0 s; the server told it 30\.0 s/,
    right: (story) => story.say(init, options('Delay=1')).idle(40),
  },
  {
    code: 'server-clock', what: 'a Date that is two minutes ahead',
    wrong: (story) => story.say(poll, dated('OK', 'Fri, 02 Nov 2018 09:07:37 GMT')).say(poll, dated('OK', 'Fri, 02 Nov 2018 09:07:38 GMT')),
    told: '1 warning server 11', marks: 'Fri, 02 Nov 2018 09:07:37 GMT', says: /is 2 min 1 s ahead of the clock of this machine/,
    right: (story) => story.say(poll, dated('OK', 'Fri, 02 Nov 2018 09:06:30 GMT')).say(poll, dated('OK', 'never')),
  },
  {
    code: 'terminal-clock', what: 'a record of the next hour',
    wrong: (story) => story.say(init, options('TimeZone=8')).say(sales(37, sale(37, 850, '18:05:36'))),
    told: '2 warning terminal 9', marks: '2018-11-02 18:05:36', says: /lies 1 h ahead of the server's clock/,
    right: (story) => story.say(init, options('TimeZone=8')).say(sales(37, sale(37, 850, '17:06:36'))).say(sales(38, sale(38, 850, '03:00:00'))),
  },
  {
    code: 'terminal-clock', what: 'a clock that began anew',
    wrong: (story) => story.say(sales(37, sale(37))).say(sales(39, aged(38), aged(39))).say(sales(40, aged(40))),
    told: '2 warning terminal 9', marks: '2000-01-01 12:01:07', says: /A new record is dated 2000-01-01 12:01:07: the clock of the terminal was reset/,
    right: (story) => story.say(sales(40, sale(40))).say(sales(39, aged(39))).say(sales(41, sale(41).replace('2018-11-02', '2010-01-01'))),
  },
  {
    code: 'time-zone-changed', what: 'another zone at the next start',
    wrong: (story) => story.say(init, options('TimeZone=8')).say(init, options('TimeZone=7')),
    told: '2 warning server observed', marks: '7', says: /TimeZone was 8 and is 7 now/,
    right: (story) => story.say(init, options('TimeZone=8')).say(init, options('TimeZone=8')).say(init, options('Delay=30')),
  },
  {
    code: 'version-rule', what: 'keys in spite of the lower version',
    wrong: (story) => story.say(initOf('pushver=4.0.1'), options('Delay=30')).say(sample('a09-exchange-publickey-request.http'), sample('a09-exchange-publickey-response.http')),
    told: '2 error terminal appendix 3', marks: '/iclock/exchange', says: /agreed on 2\.2\.14; encryption begins with 2\.4\.0/,
    right: encrypted,
  },
  {
    code: 'keys-refused', what: 'OK in place of a key',
    wrong: (story) => story.say(initOf('pushver=4.0.1'), options('PushProtVer=2.4.0')).say(sample('a09-exchange-publickey-request.http'), reply('OK')),
    told: '2 error server appendix 4', marks: 'OK', says: /agreed on 2\.4\.0, but the server answers the exchange with “OK”/,
    right: encrypted,
  },
  {
    code: 'cipher-unagreed', what: 'a cipher out of the blue',
    wrong: (story) => story.say(initOf('pushver=4.0.1'), options('Delay=30')).say(upload(NOISE)),
    told: '2 error terminal appendix 4', marks: NOISE, says: /agreed on version 2\.2\.14 without encryption/,
    right: (story) => encrypted(story).say(upload(NOISE)),
  },
  {
    code: 'plain-though-agreed', what: 'plain records after the keys',
    wrong: (story) => encrypted(story).say(sales(37, sale(37))),
    told: '4 warning terminal appendix 4', marks: sale(37).trim(), says: /plain text, though keys and factors were exchanged/,
    right: (story) => story.say(initOf('pushver=4.0.1'), options('Delay=30')).say(sales(37, sale(37))),
  },
  {
    code: 'plain-though-agreed', what: 'plain records after Encrypt=1',
    wrong: (story) => story.say(init, options('Encrypt=1')).say(sales(37, sale(37))).say(sales(38, sale(38))),
    told: '2 warning terminal 6', marks: sale(37).trim(), says: /though the server told Encrypt=1/,
    right: (story) => story.say(init, options('Encrypt=1')).say(init, options('Encrypt=0')).say(sales(37, sale(37))),
  },
  {
    code: 'serial-shared', what: 'two addresses in turn',
    wrong: (story) => story.say(poll).from('192.168.1.51').say(poll).from('192.168.1.50').say(poll).from('192.168.1.51').say(poll).from('192.168.1.50').say(poll),
    told: '5 warning terminal 6', marks: SN, says: /from 192\.168\.1\.51 and 192\.168\.1\.50 in turn/,
    right: (story) => story.say(poll).from('192.168.1.51').say(poll).say(poll).from('192.168.1.52').say(poll).from('192.168.1.53').say(poll).from('192.168.1.54').say(poll),
  },
  {
    code: 'reply-missing', what: 'a server that hangs up',
    wrong: (story) => story.say(sales(37, sale(37)), null, 'server-aborted'),
    told: '1 error server observed', marks: '', says: /The server ended the connection without a reply/,
    right: (story) => story.say(sales(37, sale(37)), reply('OK'), 'server-aborted').say(get('favicon.ico'), null, 'server-aborted'),
  },
  {
    code: 'reply-missing', what: 'a terminal that did not wait',
    wrong: (story) => story.say(poll, null, 'terminal-aborted'),
    told: '1 warning terminal observed', marks: '', says: /The terminal ended the connection before a reply came/,
    right: (story) => story.say({ ...sales(37, sale(37)), incomplete: true }, null, 'terminal-aborted').say(poll, reply('O'), 'terminal-aborted'),
  },
  {
    code: 'reply-missing', what: 'a server that is not there',
    wrong: (story) => story.say(poll, null, 'refused'),
    told: '1 error network observed', marks: '', says: /could not be reached, so there was no reply/,
    right: (story) => story.say(poll, OURS, 'refused'),
  },
  {
    code: 'reply-missing', what: 'a server that is too slow',
    wrong: (story) => story.say(poll, null, 'timeout'),
    told: '1 error network observed', marks: '', says: /No reply of the server came in time/,
    right: (story) => story.say(poll, OURS, 'timeout').say(poll, null, 'malformed'),
  },
  {
    code: 'init-repeated', what: 'five starts in ten minutes',
    wrong: (story) => again(story, 5, init, options('Delay=30')),
    told: '5 warning terminal 5', marks: '/iclock/cpos', says: /initialisation 5 within 1 min/,
    right: (story) => again(story, 4, init, options('Delay=30')).wait(700).say(init, options('Delay=30')),
  },
  {
    code: 'name-charset', what: 'UTF-8 for a Chinese terminal',
    wrong: (story) => story.say(init, options('Delay=30')).say(poll, command(NAME_UTF8)),
    told: '2 warning server 2.1', marks: NAME_UTF8.slice(0, -1), says: /is UTF-8, and a terminal of language 83 reads GB18030/,
    right: (story) => story.say(init, options('Delay=30')).say(poll, command(NAME_GB)),
  },
  {
    code: 'name-charset', what: 'GB18030 for an English terminal',
    wrong: (story) => story.say(initOf('language=69'), options('Delay=30')).say(poll, command(NAME_GB)),
    told: '2 warning server 2.1', marks: NAME_GB.slice(0, -1), says: /is GB18030, and a terminal of language 69 reads UTF-8/,
    right: (story) => story.say(initOf('language=69'), options('Delay=30')).say(poll, command(NAME_UTF8)),
  },
  {
    code: 'chunked-unseen', what: 'chunks for the first time',
    wrong: (story) => story.say(poll).say(poll, CHUNKED).say(poll, CHUNKED),
    told: '2 note server 6', marks: 'chunked', says: /has not been seen to take before/,
    right: (story) => story.say(poll),
  },
];

describe.each(CASES)('$code: $what', ({ code, wrong, told, marks, says, right }) => {
  const found = wrong(new Story()).findings.filter((each) => each.code === code);

  test('is found once, with its bytes', () => {
    expect(found.map((each) => `${each.n} ${each.severity} ${each.fault} ${each.section}`)).toEqual(
      [told],
    );
    expect(found[0]?.marks).toBe(marks);
    expect(found[0]?.message).toMatch(says);
  });

  test('is said in Chinese too', () => {
    const [zh] = wrong(new Story('zh')).findings.filter((each) => each.code === code);
    expect(zh?.message).toMatch(/\p{Script=Han}.*。$/u);
    expect(zh?.remedy).toMatch(/\p{Script=Han}.*。$/u);
  });

  test('what is right is left alone', () => {
    const codes = right(new Story()).findings.map((each) => each.code);
    expect(codes).not.toContain(code);
  });
});

test('a Chinese answer to the keys is quoted in its own charset', () => {
  const story = new Story()
    .say(initOf('pushver=4.0.1'), options('PushProtVer=2.4.0'))
    .say(sample('a09-exchange-publickey-request.http'), reply('\xb1\xa3\xb4\xe6\xca\xa7\xb0\xdc'));
  const found = story.findings.find(({ code }) => code === 'keys-refused');
  expect(found?.message).toContain('answers the exchange with “保存失败”');
});

test('a clock that is reset again after it was set is told again', () => {
  const story = new Story();
  for (const body of [aged(1), aged(2), sale(3), aged(4)]) story.say(sales(1, body));
  const told = story.findings.filter(({ code }) => code === 'terminal-clock');
  expect(told.map(({ n }) => n)).toEqual([1, 4]);
});

test.each([
  ['Fri, 02 Nov 2018 17:05:36 GMT', 'is 8 h ahead of'],
  ['Thu, 01 Nov 2018 09:05:36 GMT', 'is 1 day behind'],
  ['Wed, 01 Jan 1975 00:00:00 GMT', 'is 16011 days behind'],
])('a server whose Date is %s %s the clock of this machine', (date, says) => {
  const story = new Story().say(poll, dated('OK', date));
  expect(story.findings.map(({ message }) => message)).toEqual([
    `The Date of the server ${says} the clock of this machine.`,
  ]);
});

test('every rule over a course has its cases', () => {
  const cased = new Set(CASES.map(({ code }) => code));
  expect(COURSE_RULES.map(({ code }) => code).filter((code) => !cased.has(code))).toEqual([]);
});

test('there are forty rules at least, and no two codes alike', () => {
  const codes = [...RULES, ...COURSE_RULES].map(({ code }) => code);
  expect(codes.filter((code) => !/^[a-z]+(-[a-z]+)*$/.test(code))).toEqual([]);
  expect(new Set(codes).size).toBe(codes.length);
  expect(codes.length).toBeGreaterThanOrEqual(40);
});

test('a batch that is repeated for hours is told now and then', () => {
  const story = again(new Story(), 150, poll, command('C:7:INFO\n'));
  const resent = story.findings.filter(({ code }) => code === 'command-resent');
  expect(resent.map(({ n, severity }) => `${n} ${severity}`)).toEqual([
    '2 note',
    '4 warning',
    '11 warning',
    '31 warning',
    '101 warning',
  ]);
  // What comes again is waited for anew.
  expect(story.findings.map(({ code }) => code)).not.toContain('command-unanswered');
});

test('records that were asked for may come again, and change nothing', () => {
  const story = new Story()
    .say(sales(38, sale(37), sale(38)))
    .say(poll, command('C:1:COLL POSLOG START=2018-11-02 00:00:00\tEND=2018-11-03 00:00:00\t\n'))
    .say(sales(38, sale(37), sale(38)));
  expect(story.findings.map(({ code }) => code)).toEqual(['upload-before-init']);
});

test('details of many sales are remembered side by side', () => {
  const details = (from: number) =>
    Array.from({ length: 900 }, (_, at) => `${from + Math.floor(at / 3)}\t3\t500\t${(at % 3) + 1}`);
  const upload = (lines: readonly string[]) =>
    post(
      `cpos?SN=${SN}&table=STOREDETAIL&Stamp=2018-11-02T12:01:10&StampId=9`,
      `${lines.join('\n')}\n`,
    );
  const story = new Story().say(upload(details(1)));
  expect(story.courses.forgotten.records).toBe(0);
  story.say(upload(details(1).map((line) => line.replace(/^1\t3\t500\t2$/, '1\t3\t501\t2'))));
  const again = story.findings.filter(({ n }) => n === 2);
  expect(again.map(({ code, marks }) => `${code} ${marks.split('\n').length}`)).toContain(
    'records-changed 1',
  );
  expect(again.find(({ code }) => code === 'records-changed')?.marks).toContain('\t501\t2');
  expect(again.find(({ code }) => code === 'records-repeated')?.message).toContain('899 records');
});

test('what is remembered is bounded, and what was forgotten is counted', () => {
  const story = new Story('en', 1).say(sales(37, sale(37)));
  for (let from = 38; from < 5_038; from += 1_000) {
    const body = Array.from({ length: 1_000 }, (_, at) => sale(from + at));
    story.say(sales(from + 999, ...body));
  }
  expect(story.courses.forgotten.records).toBe(5_001 - 4_096);
  expect(story.courses.forgotten.terminals).toBe(0);
  story.say(get('posrequest?SN=5158181900099&type=pos&devno=1'));
  expect(story.courses.forgotten).toEqual({ terminals: 1, records: 5_001 - 4_096 });
});
