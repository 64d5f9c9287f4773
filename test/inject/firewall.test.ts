/** Our results are taken out of what terminals say, and only ours; the server sees the rest byte for byte. */

import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sortResults, type Sorted } from '../../proxy/inject/firewall.ts';
import { nextId } from '../../proxy/inject/ids.ts';
import { isCutFrom, plainId } from '../../shared/codec/commands/injected-id.ts';
import { parseResults } from '../../proxy/sim/server/results.ts';
import { sample } from '../kit/samples.ts';

const OURS = '9001795501840123';
const OTHER = '9001795501840124';
const known = [OURS, OTHER];

const recognise = (echoed: string): string | null => {
  const id = plainId(echoed);
  return known.find((each) => each === id || isCutFrom(each, id)) ?? null;
};

const sort = (body: string): Sorted => sortResults(Buffer.from(body, 'latin1'), recognise);
const restOf = (body: string): string => sort(body).rest.toString('latin1');

const info = (id: string): string => `ID=${id}&Return=0&CMD=INFO\n~DeviceName=CM102\nPosLog=12\n`;
const ack = (id: string, cmd = 'UPDATE'): string => `ID=${id}&Return=0&CMD=${cmd}\n`;

describe('nothing of ours', () => {
  test.each([
    'd01-ack-spec-literal-request.http',
    'd03-ack-batch-request.http',
    'd09-ack-shell-request.http',
    'd10-ack-putfile-request.http',
  ])('%s is left as it is', (file) => {
    const body = Buffer.from(sample(file).body);
    const { ours, rest } = sortResults(body, recognise);
    expect(ours).toEqual([]);
    expect(rest).toBe(body);
  });
});

describe('a result of ours is cut out whole', () => {
  test.each([
    ['alone', ack(OURS), ''],
    ['without final LF', `ID=${OURS}&Return=0&CMD=INFO`, ''],
    ['before the server’s', ack(OURS) + ack('7'), ack('7')],
    ['behind the server’s', ack('7') + ack(OURS), ack('7')],
    ['between the server’s', ack('7') + ack(OURS) + ack('8'), ack('7') + ack('8')],
    ['last without LF', `${ack('7')}ID=${OURS}&Return=0&CMD=INFO`, ack('7')],
    [
      'lines end in CR LF',
      `ID=7&Return=0&CMD=A\r\nID=${OURS}&Return=0&CMD=B\r\n`,
      'ID=7&Return=0&CMD=A\r\n',
    ],
    [
      'blank lines behind it go too',
      `${ack('7')}\n${ack(OURS)}\n\n${ack('8')}`,
      `${ack('7')}\n${ack('8')}`,
    ],
    ['leading zeros and blanks', ack(` 000${OURS} `) + ack('7'), ack('7')],
    ['a sign', ack(`+${OURS}`) + ack('7'), ack('7')],
    ['cut by the terminal', ack(OURS.slice(0, 14)) + ack('7'), ack('7')],
    ['keys in another order and case', `cmd=UPDATE&RETURN=0&id=${OURS}\n${ack('7')}`, ack('7')],
    ['without CMD', `ID=${OURS}&Return=0\n${ack('7')}`, ack('7')],
    ['INFO first, then the server’s', info(OURS) + ack('7'), ack('7')],
    ['INFO in the middle', ack('7') + info(OURS) + ack('8'), ack('7') + ack('8')],
    ['behind the INFO of the server', info('7') + ack(OURS), info('7')],
    ['before the INFO of the server', ack(OURS) + info('7'), info('7')],
    ['text behind an & line', `${ack(OURS, 'SHELL')}total 4\nls\n${ack('7')}`, ack('7')],
    ['PutFile, a key a line', `ID=${OURS}\nReturn=335064\nCMD=PutFile\n`, ''],
    [
      'PutFile before the server’s',
      `ID=${OURS}\nReturn=335064\nCMD=PutFile\n${ack('7')}`,
      ack('7'),
    ],
    ['PutFile behind the server’s', `${ack('7')}ID=${OURS}\nReturn=5\nCMD=PutFile\n`, ack('7')],
    [
      'two of a key a line',
      `ID=${OURS}\nReturn=5\nCMD=PutFile\nID=7\nReturn=5\nCMD=PutFile\n`,
      'ID=7\nReturn=5\nCMD=PutFile\n',
    ],
    [
      'keys a line in another order',
      `SN=51\nReturn=5\nCMD=PutFile\nID=${OURS}\n${ack('7')}`,
      ack('7'),
    ],
    ['broken off behind its id', `${ack('7')}ID=${OURS}&Ret`, ack('7')],
    ['broken off within its id', `${ack('7')}ID=${OURS.slice(0, 14)}`, ack('7')],
    ['only a serial is left', `SN=5158181900025\n${ack(OURS)}`, ''],
    ['nothing but blank lines is left', `\n\n${ack(OURS)}\n`, ''],
  ])('%s', (_name, body, rest) => {
    expect(sort(body).ours.map(({ id }) => id)).toEqual([OURS]);
    expect(restOf(body)).toBe(rest);
  });
});

describe('a content reaches to the end, whatever it looks like', () => {
  const shell = (id: string) =>
    `ID=${id}\nSN=5158181900025\nReturn=0\nCMD=Shell\nFILENAME=shellout.txt\nContent=`;

  test('ours: lines in it that look like results do not reach the server', () => {
    const body = `${ack('7')}${shell(OURS)}ID=5&Return=0&CMD=UPDATE\n\0\xff\nID=6\n`;
    const { ours, rest } = sort(body);
    expect(rest.toString('latin1')).toBe(ack('7'));
    expect(ours[0]?.content?.toString('latin1')).toBe('ID=5&Return=0&CMD=UPDATE\n\0\xff\nID=6\n');
  });

  test('the server’s: lines in it that look like ours stay', () => {
    const body = `${shell('7')}${ack(OURS)}\n`;
    expect(sort(body).ours).toEqual([]);
    expect(restOf(body)).toBe(body);
  });

  test('an & line may bring it too', () => {
    const body = `${ack('7')}ID=${OURS}&Return=0&CMD=Shell&Content=a\nID=5&Return=0&CMD=UPDATE\n`;
    expect(restOf(body)).toBe(ack('7'));
  });

  test('a file whose bytes are counted ends there, when whole & lines follow', () => {
    const file = `ab\n${ack('9')}`;
    const head = `ID=${OURS}\nCMD=GetFile\nReturn=${file.length}\nContent=`;
    expect(restOf(`${head}${file}\n${ack('7')}`)).toBe(ack('7'));
    expect(sort(`${head}${file}\n${ack('7')}`).ours[0]?.content?.toString()).toBe(file);
    expect(restOf(`${head}${file}\n${ack('7')}rest`)).toBe('');
  });
});

test('what comes with a result is kept', () => {
  const [result] = sort(info(OURS) + ack('7')).ours;
  expect(result).toMatchObject({ id: OURS, returned: '0', cmd: 'INFO' });
  expect(result?.lines.map(String)).toEqual(['~DeviceName=CM102', 'PosLog=12']);
  expect(result?.bytes.toString()).toBe(info(OURS));
});

describe('for any batch', () => {
  const id = (mine: boolean) =>
    mine ? fc.constantFrom(...known) : fc.integer({ min: 1, max: 10 ** 9 }).map(String);
  const code = fc.constantFrom('0', '-1', '-1002', '12');
  const cmd = fc.constantFrom('UPDATE', 'SET OPTION', 'DATA', 'CLEAR');
  const end = fc.constantFrom('\n', '\r\n', '\n\n');
  const line = (mine: boolean) =>
    fc.tuple(id(mine), code, cmd, end).map(([each, returned, name, lf]) => ({
      mine,
      text: `ID=${each}&Return=${returned}&CMD=${name}${lf}`,
    }));
  const infoResult = (mine: boolean) => id(mine).map((each) => ({ mine, text: info(each) }));
  const batch = (server: fc.Arbitrary<{ mine: boolean; text: string }>) =>
    fc.array(fc.oneof(server, line(true), infoResult(true)), { maxLength: 12 });

  /** Bytes of a file, with what could be taken for a result in them. */
  const binary = fc
    .array(
      fc.oneof(
        fc.string({
          unit: fc.integer({ min: 0, max: 255 }).map((octet) => String.fromCharCode(octet)),
          maxLength: 20,
        }),
        fc.constantFrom(
          '\n',
          `\n${ack('7')}`,
          `\n${ack(OURS)}`,
          '\nID=7\nReturn=0\n',
          '\nContent=',
          '\n\n',
        ),
      ),
    )
    .map((parts) => parts.join(''));
  const withContent = fc
    .tuple(fc.boolean(), binary, fc.constantFrom('Shell', 'GetFile'))
    .chain(([mine, content, name]) =>
      id(mine).map((each) => ({
        mine,
        text: `ID=${each}\nSN=5158181900025\nFILENAME=a.txt\nCMD=${name}\nReturn=${name === 'Shell' ? 0 : Math.max(1, content.length)}\nContent=${content}`,
      })),
    );

  test('the rest is the body without exactly our results', () => {
    const bodies = fc.tuple(
      batch(fc.oneof(line(false), infoResult(false))),
      fc.option(withContent, { nil: null }),
    );
    fc.assert(
      fc.property(bodies, ([results, content]) => {
        const all = content === null ? results : [...results, content];
        const { ours, rest } = sort(all.map(({ text }) => text).join(''));
        expect(ours).toHaveLength(all.filter(({ mine }) => mine).length);
        expect(rest.toString('latin1')).toBe(
          all
            .filter(({ mine }) => !mine)
            .map(({ text }) => text)
            .join(''),
        );
      }),
    );
  });

  test('a real server reads every result of its own in what is left', () => {
    fc.assert(
      fc.property(batch(line(false)), (results) => {
        const rest = restOf(results.map(({ text }) => text).join(''));
        const servers = results.filter(({ mine }) => !mine);
        const parsed = parseResults(rest);
        if (servers.length === 0) expect(rest).toBe('');
        else expect(parsed.parsed && parsed.results).toHaveLength(servers.length);
      }),
    );
  });

  test('any bytes at all: what is cut and what is left are the body, and nothing throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const body = Buffer.from(bytes);
        expect(sortResults(body, recognise).rest).toBe(body);
      }),
    );
  });
});

describe('ids', () => {
  test('have 16 digits, can be told from a database’s, and grow', () => {
    const first = nextId(1_795_501_840_123, '');
    expect(first).toBe(OURS);
    expect(nextId(1_795_501_840_123, first)).toBe(OTHER);
    expect(nextId(0, first)).toBe(OTHER);
    expect(Number.isSafeInteger(Number(first))).toBe(true);
  });
});
