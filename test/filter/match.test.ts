/** What a filter finds: each row is a text and the exchanges that it leaves. */

import { describe, expect, test } from 'vitest';
import { matchFrame, matchRow, parseFilter, type Filter } from '../../shared/filter/index.ts';
import { ALL } from './subjects.ts';

function read(text: string): Filter {
  const parsed = parseFilter(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.error.message}`);
  return parsed.filter;
}

const found = (text: string) => {
  const filter = read(text);
  return Object.entries(ALL).flatMap(([name, subject]) =>
    matchFrame(filter, subject) ? [name] : [],
  );
};

const everyone = ['upload', 'idlePoll', 'commands', 'refused'];

const CASES: readonly (readonly [string, readonly string[]])[] = [
  ['', everyone],
  ['   ', everyone],
  // Bare words: summaries, fields, serial, kind; heads are left out, save the path.
  ['RecNo', ['upload', 'idlePoll']],
  ['recno 38', ['upload']],
  ['5158', ['upload', 'idlePoll', 'commands']],
  ['张三', ['commands']],
  ['"SET OPTION"', []],
  ['"2 consumption records"', ['upload']],
  ['reboot', ['commands']],
  ['cpos', ['upload']],
  ['Proxy/1.09', []],
  ['OK', ['upload', 'idlePoll']],
  ['61.00', ['upload']],
  ['USER*', ['commands']],
  ['ERINFO*', []],
  // The row.
  ['kind:upload', ['upload']],
  ['KIND:Upload', ['upload']],
  ['kind=poll', ['idlePoll', 'commands']],
  ['kind!=poll', ['upload', 'refused']],
  ['kind:up…', ['upload']],
  ['sn:5158…', ['upload', 'idlePoll', 'commands']],
  ['sn:900025', ['upload', 'idlePoll', 'commands']],
  ['sn:900025*', []],
  ['sn=5158', []],
  ['n:18', ['idlePoll']],
  ['n>=19', ['commands', 'refused']],
  ['n!=18', ['upload', 'commands', 'refused']],
  ['dur>200', ['commands']],
  ['size>100', []],
  ['size<=62', everyone],
  ['outcome:refused', ['refused']],
  ['peer:192.168.1', everyone],
  ['severity>=warning', ['upload', 'refused']],
  ['severity>warning', ['refused']],
  ['severity<=note', []],
  ['not severity:*', ['idlePoll', 'commands']],
  ['changed', ['commands']],
  ['-changed idle', ['idlePoll']],
  ['idle:no', ['upload', 'commands', 'refused']],
  ['idle=yes', ['idlePoll']],
  ['"idle"', []],
  ['table:BUYLOG', ['upload']],
  ['table:buylog', ['upload']],
  ['table:BUY', []],
  ['table:BUY*', ['upload']],
  ['table:USERINFO', ['commands']],
  ['finding:stamp-missing', ['upload']],
  ['finding:stamp…', ['upload']],
  ['reply:OK', ['upload', 'idlePoll']],
  ['status:200', ['upload', 'idlePoll', 'commands']],
  ['status>=400', []],
  ['body:张三', ['commands']],
  ['body~"^C:\\d+:REBOOT$"', ['commands']],
  ['summary:records', ['upload']],
  // Times: a day is a span, and stands on this machine's clock.
  ['at>2018-11-02T12:00', everyone],
  ['at:2018-11-02', everyone],
  ['at>2018-11-02', []],
  ['at>=2018-11-02', everyone],
  ['at<2018-11-02T12:01:10', []],
  ['at:2018-11', everyone],
  ['at:"2018-11-02 12:01"', everyone],
  ['at:2018-11-02T12:02', []],
  // Fields, by our name or the vendor's, at any depth.
  ['posMoney>5000', ['upload']],
  ['posMoney>5250', []],
  ['posmoney>50.00', ['upload']],
  ['PosMoney:8.50', ['upload']],
  ['posMoney:85', []],
  ['posMoney:8*', ['upload']],
  ['posMoney=850', ['upload']],
  ['posMoney!=1', ['upload']],
  ['posMoney!=850', []],
  ['posMoney:*', ['upload']],
  ['recNo>37 recNo<38', ['upload']],
  ['posTime>2018-11-02T12:01:08', ['upload']],
  ['posTime:2018-11-02', ['upload']],
  ['posTime:12:01:07', ['upload']],
  ['posTime<2018-11-02', []],
  ['state:2', ['upload']],
  ['state:amount', ['upload']],
  ['state:1', []],
  ['devno:36', ['idlePoll']],
  ['devNo>=36', ['idlePoll']],
  ['fireVer:6.60', ['refused']],
  ['firmware:"Apr 18"', ['refused']],
  ['language:chinese', ['refused']],
  ['language:83', ['refused']],
  ['name:张', ['commands']],
  ['Name=张三', ['commands']],
  ['field.Foo-Bar:7', ['refused']],
  ['field.foobar>6', ['refused']],
  ['userAgent:iclock', ['upload']],
  ['User-Agent:iclock', ['upload']],
  ['cmd.verb:reboot', ['commands']],
  ['cmd.id:1202', ['commands']],
  ['cmd.id:120', []],
  ['cmd.state:delivered', ['commands']],
  ['cmd.state:failed', []],
  ['cmd.verb~"^(update|set)"', ['commands']],
  // Joining.
  ['kind:upload or kind:init', ['upload', 'refused']],
  ['kind:poll and not idle', ['commands']],
  ['kind:poll -idle', ['commands']],
  ['-(kind:poll or kind:init)', ['upload']],
  ['kind:init or kind:poll idle', ['idlePoll', 'refused']],
  ['(kind:init or kind:poll) idle', ['idlePoll']],
  ['not not idle', ['idlePoll']],
];

describe('finds', () => {
  test.each(CASES)('%s', (text, names) => {
    expect(found(text)).toEqual(names);
  });
});

describe('a row alone', () => {
  test.each(CASES)('says the same as the frame, or that it cannot tell: %s', (text) => {
    const filter = read(text);
    for (const subject of Object.values(ALL)) {
      const answer = matchRow(filter, subject);
      if (answer !== 'unknown') expect(answer).toBe(matchFrame(filter, subject));
    }
  });

  test.each([
    ['kind:upload posMoney>5000', 'unknown', false, false],
    ['kind:upload or posMoney>5000', true, false, 'unknown'],
    ['posMoney>5000', 'unknown', false, 'unknown'],
    ['not (kind:poll body:x)', true, 'unknown', true],
    ['upload', true, 'unknown', 'unknown'],
    ['finding:stamp-missing', 'unknown', false, 'unknown'],
    ['cmd.verb:REBOOT', false, false, false],
    ['idle', false, true, false],
  ])('%s: upload %s, idle poll %s, refused %s', (text, upload, idlePoll, refused) => {
    const filter = read(text);
    expect(matchRow(filter, ALL.upload)).toBe(upload);
    expect(matchRow(filter, ALL.idlePoll)).toBe(idlePoll);
    expect(matchRow(filter, ALL.refused)).toBe(refused);
  });
});
