/** Each rule finds its breach, marks its bytes, and leaves the like that is right alone. */

import { describe, expect, test } from 'vitest';
import type { RawMessage } from '../../shared/codec/message.ts';
import { RULES, worstOf } from '../../shared/findings/index.ts';
import { wire } from '../kit/samples.ts';
import {
  findings,
  get,
  init,
  marked,
  OURS,
  poll,
  post,
  RECORD,
  reply,
  results,
  SN,
  upload,
} from './exchange.ts';

type Exchange = readonly [request: RawMessage, response?: RawMessage | null];

interface Case {
  readonly code: string;
  readonly what: string;
  readonly wrong: Exchange;
  /** `severity fault section` */
  readonly told: string;
  /** The bytes that it marks. */
  readonly marks: string;
  readonly says: RegExp;
  readonly right: Exchange;
}

const RIGHT_OPTIONS = reply(`GET OPTION FROM: ${SN}\nDelay=30\n\n`);
const command = (text: string) => reply(text);
const EMPTY = new Uint8Array(0);
const NOTHING_ASKED: RawMessage = { head: EMPTY, body: EMPTY, incomplete: true };
/** 数据库 in GB18030, as it is recorded of a server that counts characters. */
const LEFT_OVER: RawMessage = {
  head: Buffer.from('\xca\xfd\xbe\xdd\xbf\xe2', 'latin1'),
  body: EMPTY,
};

const CASES: readonly Case[] = [
  {
    code: 'unreadable-message', what: 'TLS on the plain port',
    wrong: [wire('\x16\x03\x01\x02\x00\x01'), null], told: 'error terminal 2.2', marks: '\x16\x03\x01\x02\x00\x01', says: /TLS on the plain port/,
    right: [poll],
  },
  {
    code: 'unreadable-message', what: 'noise for a reply',
    wrong: [poll, wire('hello\r\n\r\n')], told: 'error server 2.2', marks: 'hello\r\n\r\n', says: /no HTTP reply/,
    right: [poll, reply('OK')],
  },
  {
    code: 'content-length-mismatch', what: 'bytes behind the end',
    wrong: [poll, wire('HTTP/1.1 200 OK\r\nDate: Fri, 02 Nov 2018 09:05:36 GMT\r\nContent-Length: 2\r\n\r\nOK\n\n')], told: 'warning server 2.2', marks: '2', says: /2 bytes follow/,
    right: [poll, wire('HTTP/1.1 200 OK\r\nDate: Fri, 02 Nov 2018 09:05:36 GMT\r\n\r\nOK\n\n')],
  },
  {
    code: 'content-length-mismatch', what: 'a message that broke off',
    wrong: [{ ...wire(`POST /iclock/cpos?SN=${SN}&table=BUYLOG&Stamp=0 HTTP/1.1\r\nContent-Length: 90\r\n\r\n${RECORD}`), incomplete: true }, null], told: 'warning network 2.2', marks: '90', says: /58 bytes of its body came of 90/,
    right: [upload(`${RECORD}\n`)],
  },
  {
    code: 'content-length-mismatch', what: 'two lengths',
    wrong: [poll, { ...reply('OK', 'Content-Length: 5\r\n'), incomplete: true }], told: 'warning server 2.2', marks: '2', says: /two Content-Length fields, 5 and 2/,
    right: [poll, reply('OK', 'content-length: 2\r\n')],
  },
  {
    code: 'serial-missing', what: 'a poll without SN',
    wrong: [get('posrequest?type=pos')], told: 'error terminal 6', marks: '/iclock/posrequest', says: /carries no SN/,
    right: [wire(`POST /iclock/posdevicecmd HTTP/1.1\r\nContent-Length: 37\r\n\r\nID=1\nSN=${SN}\nReturn=0\nCMD=X`)],
  },
  {
    code: 'stamp-missing', what: 'an upload without Stamp that was refused',
    wrong: [post(`cpos?SN=${SN}&table=BUYLOG`, RECORD), reply('UNKNOWN')], told: 'error terminal 10.2', marks: 'BUYLOG', says: /BUYLOG carries no Stamp/,
    right: [upload(RECORD)],
  },
  {
    code: 'stamp-missing', what: 'an upload as the document prints it',
    wrong: [post(`cpos?SN=${SN}&table=keydetail`, '38\t1\t600\t1')], told: 'warning document 10.4', marks: 'keydetail', says: /keydetail carries no Stamp/,
    right: [upload('38\t1\t600\t1', 'keydetail')],
  },
  {
    code: 'unknown-table', what: 'a table of nobody',
    wrong: [upload('1\t2', 'ODDLOG')], told: 'warning terminal 10', marks: 'ODDLOG', says: /No table “ODDLOG” is known/,
    right: [upload('38\t1\t600\t1', 'KEYDETAIL')],
  },
  {
    code: 'unknown-parameter', what: 'a parameter of newer firmware',
    wrong: [get(`posrequest?SN=${SN}&type=pos&mood=7`)], told: 'note document 6', marks: '7', says: /no parameter “mood”/,
    right: [get(`posrequest?sn=${SN}&TYPE=pos&devno=1`)],
  },
  {
    code: 'column-count', what: 'too few columns',
    wrong: [upload(`${RECORD}\n1\t2\t3\n`)], told: 'error terminal 10.2', marks: '1\t2\t3', says: /has 11 or 14 columns, this one has 3/,
    right: [upload(`${RECORD}\t\n${RECORD}\t350\t2650\t123\n`)],
  },
  {
    code: 'column-count', what: 'too many columns',
    wrong: [upload('38\t1\t600\t1\t9', 'keydetail')], told: 'note terminal 10.4', marks: '38\t1\t600\t1\t9', says: /has 4 columns, this one has 5/,
    right: [upload('38\t1\t600\t1', 'keydetail')],
  },
  {
    code: 'unreadable-value', what: 'an amount that is no number',
    wrong: [upload(RECORD.replace('\t850\t', '\tlots\t'))], told: 'warning terminal 10.2', marks: 'lots', says: /PosMoney “lots” cannot be read/,
    right: [upload(RECORD.replace('\t850\t', '\t-850\t'))],
  },
  {
    code: 'unreadable-value', what: 'an option that is no number',
    wrong: [init, reply(`GET OPTION FROM: ${SN}\nDelay=often\n`)], told: 'warning server observed', marks: 'often', says: /Delay “often” cannot be read/,
    right: [init, RIGHT_OPTIONS],
  },
  {
    code: 'command-id-form', what: 'an id with letters on its way out',
    wrong: [poll, command('C:data:INFO\n')], told: 'note document 11', marks: 'data', says: /The id “data” is no number/,
    right: [poll, command('C:1201:INFO\n')],
  },
  {
    code: 'command-id-form', what: 'no id at all',
    wrong: [poll, command('C::CHECK OPTION\n')], told: 'warning server 11', marks: 'C::CHECK OPTION', says: /“C::CHECK OPTION” has no id/,
    right: [poll, command('C: 7 :CHECK OPTION\n')],
  },
  {
    code: 'command-id-form', what: 'a result with an empty ID',
    wrong: [results('ID=&Return=0&CMD=DATA\n'), reply('')], told: 'error document 13', marks: 'ID=&Return=0&CMD=DATA', says: /has an ID that is empty/,
    right: [results('Return=0&CMD=DATA\n'), reply('')],
  },
  {
    code: 'command-id-form', what: 'an id that is too long',
    wrong: [poll, command('C:12345678901234567:INFO\n')], told: 'warning server 11', marks: '12345678901234567', says: /17 characters/,
    right: [poll, command('C:1234567890123456:INFO\n')],
  },
  {
    code: 'command-id-form', what: 'an id with letters that the server could not take',
    wrong: [results('ID=fp1&Return=0&CMD=DATA\n'), reply('')], told: 'error document 13', marks: 'fp1', says: /drops the whole message/,
    right: [results('ID=1&Return=0&CMD=DATA\n'), reply('')],
  },
  {
    code: 'return-failed', what: 'a command that failed',
    wrong: [results('ID=7&Return=-1002&CMD=DATA\n')], told: 'warning terminal appendix 1', marks: '-1002', says: /Command 7 failed with -1002: not supported/,
    right: [results('ID=7&Return=335064&CMD=PutFile\n')],
  },
  {
    code: 'not-a-success-status', what: 'a server in trouble',
    wrong: [poll, reply('', '', '503 Service Unavailable')], told: 'error server observed', marks: '503', says: /The server answered 503/,
    right: [poll, reply('OK')],
  },
  {
    code: 'server-unreachable', what: 'a server that is down',
    wrong: [poll, OURS], told: 'error network observed', marks: '502', says: /^The server gave no reply \(ECONNREFUSED\); pushscope answered 502 in its place\.$/,
    right: [poll, reply('', '', '502 Bad Gateway')],
  },
  {
    code: 'redirect', what: 'a redirect to HTTPS',
    wrong: [poll, reply('', 'Location: https://192.168.1.201/\r\n', '302 Found')], told: 'error server observed', marks: 'https://192.168.1.201/', says: /redirects to https/,
    right: [poll, reply('', '', '304 Not Modified')],
  },
  {
    code: 'compressed-reply', what: 'gzip',
    wrong: [poll, reply('\x1f\x8b\x08', 'Date: Fri, 02 Nov 2018 09:05:36 GMT\r\nContent-Encoding: gzip\r\n')], told: 'error server observed', marks: 'gzip', says: /packed \(gzip\)/,
    right: [poll, reply('OK', 'Date: Fri, 02 Nov 2018 09:05:36 GMT\r\nContent-Encoding: identity\r\n')],
  },
  {
    code: 'date-missing', what: 'a poll reply without Date',
    wrong: [poll, reply('OK', '')], told: 'warning server 11', marks: '', says: /no Date/,
    right: [upload(RECORD), reply('OK', '')],
  },
  {
    code: 'date-not-gmt', what: 'a local date',
    wrong: [poll, reply('OK', 'Date: 2018-11-02 17:05:36\r\n')], told: 'error server 11', marks: '2018-11-02 17:05:36', says: /not a GMT date/,
    right: [poll, reply('OK')],
  },
  {
    code: 'device-unknown', what: 'a terminal that nobody registered',
    wrong: [poll, reply('UNKNOWNDEVICE')], told: 'error server observed', marks: 'UNKNOWNDEVICE', says: new RegExp(`does not know ${SN}`),
    right: [poll, reply('OK')],
  },
  {
    code: 'upload-refused', what: 'an error with status 200',
    wrong: [upload(RECORD), reply('save post data error\n')], told: 'error server 10.2', marks: 'save post data error\n', says: /“save post data error” instead of OK/,
    right: [upload(RECORD), reply('OK\n')],
  },
  {
    code: 'upload-refused', what: 'an empty answer',
    wrong: [upload(RECORD), reply('')], told: 'error server 10.2', marks: '', says: /answered nothing/,
    right: [upload(RECORD), reply('UNKNOWNDEVICE')],
  },
  {
    code: 'acknowledgement-lost', what: 'an empty answer to results',
    wrong: [results('ID=1&Return=0&CMD=DATA\nID=x&Return=0&CMD=DATA\n'), reply('')], told: 'error server 13', marks: '', says: /none of the 2 results/,
    right: [results('ID=1&Return=0&CMD=DATA\n')],
  },
  {
    code: 'acknowledgement-lost', what: 'an empty answer to a result that no server can read',
    wrong: [results('ID=1&Return=0&CMD=DATA\nID=2&CMD=DATA\n'), reply('')], told: 'error terminal 13', marks: '', says: /none of the 2 results was taken; one has no Return\.$/,
    right: [results('ID=1&Return=0&CMD=DATA\nID=2&CMD=DATA\n'), reply('OK')],
  },
  {
    code: 'acknowledgement-form', what: 'a result without Return',
    wrong: [results('ID=1&Return=0&CMD=DATA\nID=2&CMD=DATA\n'), reply('')], told: 'error terminal 13', marks: 'ID=2&CMD=DATA', says: /has no Return: ZKECO drops the whole message/,
    right: [results(`SN=${SN}\nID=1&Return=0&CMD=DATA\n\nID=2&Return=0&CMD=SET OPTION`)],
  },
  {
    code: 'acknowledgement-form', what: 'a result without ID behind another',
    wrong: [results('ID=1&Return=0&CMD=DATA\nReturn=0&CMD=DATA\nID=3&Return=0&CMD=DATA\n')], told: 'note terminal 13', marks: 'Return=0&CMD=DATA', says: /has no ID/,
    right: [results('ID=1&Return=9&CMD=GetFile\nReturn=0&CMD=DATA\n')],
  },
  {
    code: 'acknowledgement-form', what: 'a result with its ID alone',
    wrong: [results('ID=1&x=2\n')], told: 'note terminal 13', marks: 'ID=1&x=2', says: /has no Return and no CMD/,
    right: [results('ID=1&Return=0&CMD=INFO\n~DeviceName=CM102\nFlashSize=9\n')],
  },
  {
    code: 'acknowledgement-form', what: 'keys a line, and none is CMD',
    wrong: [results('ID=1\nReturn=0\nFILENAME=a\n')], told: 'note terminal 13', marks: 'ID=1', says: /has no CMD/,
    right: [results(`ID=1\nSN=${SN}\nReturn=0\nCMD=Shell\nContent=ID=5&CMD=x\n`)],
  },
  {
    code: 'content-length-mismatch', what: 'what a server says behind the end of its reply',
    wrong: [NOTHING_ASKED, LEFT_OVER], told: 'error server 2.2', marks: '\xca\xfd\xbe\xdd\xbf\xe2', says: /6 bytes of the server came behind the end of its reply/,
    right: [get(`posrequest?SN=${SN}`), reply('OK')],
  },
  {
    code: 'options-missing', what: 'an initialisation that brings no options',
    wrong: [init, reply('OK')], told: 'error server 6', marks: 'OK', says: /no options/,
    right: [init, RIGHT_OPTIONS],
  },
  {
    code: 'options-missing', what: 'options of another terminal',
    wrong: [init, reply('GET OPTION FROM: 999\nDelay=30\n')], told: 'error server 6', marks: '999', says: /for 999, not for 5158181900025/,
    right: [init, reply('UNKNOWNDEVICE')],
  },
  {
    code: 'command-after-last', what: 'a command after REBOOT',
    wrong: [poll, command('C:1:REBOOT\nC:2:INFO\n')], told: 'warning server 11.5', marks: 'C:2:INFO', says: /After REBOOT come 1 more/,
    right: [poll, command('C:1:INFO\nC:2:REBOOT\n')],
  },
  {
    code: 'command-after-last', what: 'a command after CLEAR DATA',
    wrong: [poll, command('C:1:CLEAR DATA\nC:2:INFO\nC:3:INFO\n')], told: 'note server observed', marks: 'C:2:INFO', says: /After CLEAR DATA come 2 more/,
    right: [poll, command('C:1:CLEAR ONRESPOSLOG DATE=20181201\nC:2:INFO\n')],
  },
  {
    code: 'encrypt-asked', what: 'Encrypt=1',
    wrong: [init, reply(`GET OPTION FROM: ${SN}\nEncrypt=1\n`)], told: 'warning server 6', marks: '1', says: /tells Encrypt=1; the document asks for 0/,
    right: [init, reply(`GET OPTION FROM: ${SN}\nEncrypt=None\n`)],
  },
  {
    code: 'option-form', what: 'eleven times',
    wrong: [init, reply(`GET OPTION FROM: ${SN}\nTransTimes=${'00:00;'.repeat(10)}14:05\n`)], told: 'warning server 6', marks: `${'00:00;'.repeat(10)}14:05`, says: /names 11 times/,
    right: [init, reply(`GET OPTION FROM: ${SN}\nTransTimes=00:00;14:05\nDelay=30\n`)],
  },
  {
    code: 'option-form', what: 'times that are none',
    wrong: [init, reply(`GET OPTION FROM: ${SN}\nTransTimes=noon\n`)], told: 'warning server 6', marks: 'noon', says: /is no list of HH:MM/,
    right: [init, reply(`GET OPTION FROM: ${SN}\nTransTimes=\n`)],
  },
  {
    code: 'option-form', what: 'no pause at all',
    wrong: [init, reply(`GET OPTION FROM: ${SN}\nDelay=0\n`)], told: 'warning server 6', marks: '0', says: /without pause/,
    right: [init, reply(`GET OPTION FROM: ${SN}\nDelay=10\n`)],
  },
  {
    code: 'option-form', what: 'a TransFlag that is too long',
    wrong: [init, reply(`GET OPTION FROM: ${SN}\nTransFlag=${'1'.repeat(91)}\n`)], told: 'warning server 6', marks: '1'.repeat(91), says: /has 91 characters/,
    right: [init, reply(`GET OPTION FROM: ${SN}\nTransFlag=${'1'.repeat(90)}\n`)],
  },
  {
    code: 'option-form', what: 'a time zone in minutes',
    wrong: [init, reply(`GET OPTION FROM: ${SN}\nTimeZone=480\n`)], told: 'warning server 6', marks: '480', says: /TimeZone is 480; zones lie between -12 and 14 hours/,
    right: [init, reply(`GET OPTION FROM: ${SN}\nTimeZone=-12\n`)],
  },
  {
    code: 'option-form', what: 'a time zone that is nowhere',
    wrong: [init, reply(`GET OPTION FROM: ${SN}\nTimeZone=-13\n`)], told: 'warning server 6', marks: '-13', says: /TimeZone is -13/,
    right: [init, reply(`GET OPTION FROM: ${SN}\nTimeZone=14\n`)],
  },
  {
    code: 'record-time-form', what: 'a time with a T',
    wrong: [upload(RECORD.replace('2018-11-02 12', '2018-11-02T12'))], told: 'warning document 10.2', marks: '2018-11-02T12:01:07', says: /not of the form YYYY-MM-DD HH:MM:SS/,
    right: [upload(RECORD.replace('2018-11-02 12', '2018-1-2 9'))],
  },
  {
    code: 'length-missing', what: 'an upload without a length',
    wrong: [wire(`POST /iclock/cpos?SN=${SN}&table=BUYLOG&Stamp=1&StampId=38 HTTP/1.1\r\nHost: a\r\n\r\n`)], told: 'warning terminal 10.2', marks: '', says: /The request declares no length/,
    right: [upload(RECORD)],
  },
  {
    code: 'length-missing', what: 'a reply that ends with its connection',
    wrong: [poll, wire('HTTP/1.1 200 OK\r\nDate: Fri, 02 Nov 2018 09:05:36 GMT\r\n\r\nOK')], told: 'note server 6', marks: '', says: /ends with its connection/,
    right: [poll, wire('HTTP/1.1 200 OK\r\nDate: Fri, 02 Nov 2018 09:05:36 GMT\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nOK\r\n0\r\n\r\n')],
  },
  {
    code: 'host-missing', what: 'a poll without Host',
    wrong: [wire(`GET /iclock/posrequest?SN=${SN}&type=pos&devno=1 HTTP/1.1\r\n\r\n`)], told: 'note terminal 6', marks: '', says: /no Host/,
    right: [poll],
  },
  {
    code: 'batch-too-large', what: 'twenty-one commands',
    wrong: [poll, command([...Array(21).keys()].map((id) => `C:${id + 1}:INFO\n`).join(''))], told: 'warning server observed', marks: 'C:21:INFO', says: /21 commands/,
    right: [poll, command([...Array(20).keys()].map((id) => `C:${id + 1}:INFO\n`).join(''))],
  },
  {
    code: 'unknown-command', what: 'a command of another kind of device',
    wrong: [poll, command('C:1:ENROLL_FP PIN=1\n')], told: 'note server 11', marks: 'ENROLL_FP', says: /no command “ENROLL_FP”/,
    right: [poll, command('C:1:Shell ls\n')],
  },
  {
    code: 'encrypted', what: 'an upload that is no text',
    wrong: [upload('\x00\x01\x02\xff\xfe\x00\x81\x00')], told: 'note document appendix 4', marks: '\x00\x01\x02\xff\xfe\x00\x81\x00', says: /no text/,
    right: [upload(RECORD)],
  },
]; // prettier-ignore

describe.each(CASES)('$code: $what', ({ code, wrong, told, marks, says, right }) => {
  const [request, response = reply('OK')] = wrong;
  const found = findings(request, response).filter((each) => each.code === code);

  test('is found once, with its bytes', () => {
    expect(found.map((each) => `${each.severity} ${each.fault ?? ''} ${each.section}`)).toEqual([
      told,
    ]);
    expect(found.map((each) => marked(each, request, response))).toEqual([marks]);
    expect(found[0]?.message).toMatch(says);
  });

  test('is said in Chinese too', () => {
    const [zh] = findings(request, response, 'zh').filter((each) => each.code === code);
    expect(zh?.message).toMatch(/\p{Script=Han}.*。$/u);
    expect(zh?.remedy).toMatch(/\p{Script=Han}.*。$/u);
  });

  test('what is right is left alone', () => {
    const codes = findings(right[0], right[1] === undefined ? reply('OK') : right[1]).map(
      (each) => each.code,
    );
    expect(codes).not.toContain(code);
  });
});

test('every rule has its cases', () => {
  const cased = new Set(CASES.map(({ code }) => code));
  expect(RULES.map(({ code }) => code).filter((code) => !cased.has(code))).toEqual([]);
});

test('codes are kebab-case and no two alike', () => {
  const codes = RULES.map(({ code }) => code);
  expect(codes.filter((code) => !/^[a-z]+(-[a-z]+)*$/.test(code))).toEqual([]);
  expect(new Set(codes).size).toBe(codes.length);
});

test('an answer of pushscope is no fault of the server', () => {
  const found = findings(poll, OURS);
  expect(found.map(({ code, severity, fault }) => ({ code, severity, fault }))).toEqual([
    { code: 'server-unreachable', severity: 'error', fault: 'network' },
  ]);
});

test.each(['truncated', 'incomplete'] as const)('what was %s is not blamed on anybody', (fault) => {
  const torn = `${RECORD}\n1\t2\t2018-11`;
  const codes = (body: string, response: RawMessage = reply('OK')) =>
    findings({ ...upload(body), [fault]: true }, response)
      .map(({ code }) => code)
      .filter((code) => code !== 'content-length-mismatch');
  expect(codes(torn)).toEqual([]);
  // What stands before the end is judged as ever.
  expect(codes(`1\t2\t3\n${torn}`)).toEqual(['column-count', 'unreadable-value']);
  expect(codes(RECORD, { ...reply('O'), truncated: true })).toEqual([]);
});

test('the last result of a message that was cut may have had all of it', () => {
  const codes = (body: string) =>
    findings({ ...results(body), truncated: true }).map(({ code }) => code);
  expect(codes('ID=1&Return=0&CMD=DATA\nID=2&Ret')).toEqual([]);
  expect(codes('ID=1\nReturn=0\n')).toEqual([]);
  expect(codes('ID=1&CMD=DATA\nID=2&Ret')).toEqual(['acknowledgement-form']);
});

test('a thousand breaches of one rule are told as twenty and their number', () => {
  const bad = `${'1\t2\t3\n'.repeat(1_000)}`;
  const found = findings(upload(bad)).filter(({ code }) => code === 'column-count');
  expect(found).toHaveLength(21);
  expect(found.at(-1)?.message).toBe('980 more like this.');
});

test('texts of peers are shortened and lose their control characters', () => {
  const found = findings(upload(RECORD), reply(`bad\x07\n${'x'.repeat(500)}`));
  expect(found.map(({ message }) => message)).toEqual([
    `The server answered “bad ${'x'.repeat(56)}…” instead of OK.`,
  ]);
});

/** 保存失败 as servers write it: GB18030 mostly, UTF-8 from newer ones. */
const SAVE_FAILED = [
  '\xb1\xa3\xb4\xe6\xca\xa7\xb0\xdc',
  '\xe4\xbf\x9d\xe5\xad\x98\xe5\xa4\xb1\xe8\xb4\xa5',
];

test.each(SAVE_FAILED)('a Chinese answer is quoted in its own charset: %j', (answer) => {
  const quoted = (request: RawMessage) => findings(request, reply(answer)).map(({ message }) => message); // prettier-ignore
  expect(quoted(upload(RECORD))).toEqual(['The server answered “保存失败” instead of OK.']);
  expect(quoted(results('ID=1&Return=0&CMD=DATA\n'))).toEqual([
    'The server answered “保存失败” instead of OK: the 1 results may be lost.',
  ]);
});

test('an answer in no charset that we know is quoted byte by byte', () => {
  const [found] = findings(upload(RECORD), reply('gr\xfc\xdf: \xff'));
  expect(found?.message).toBe('The server answered “grüß: ÿ” instead of OK.');
});

test('the worst finding is told', () => {
  expect(worstOf([])).toBeNull();
  expect(worstOf(findings(get(`posrequest?SN=${SN}&mood=7`)))).toBe('note');
  expect(worstOf(findings(get(`posrequest?SN=${SN}&mood=7`), reply('OK', '')))).toBe('warning');
});
