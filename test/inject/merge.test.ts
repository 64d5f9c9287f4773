/** Our commands in the reply to a poll: behind the server's own, before one that must stand last. */

import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { textCodec } from '../../proxy/charset.ts';
import { mergeCommands, type Waiting } from '../../proxy/inject/merge.ts';
import { readCommands } from '../../shared/codec/commands/read.ts';
import { sample } from '../kit/samples.ts';

const waiting = (line: string, last = false): Waiting => ({
  bytes: Buffer.from(line, 'latin1'),
  last,
});
const INFO = waiting('C:9001795501840123:INFO');
const SET = waiting('C:9001795501840124:SET OPTION Delay=10');
const REBOOT = waiting('C:9001795501840125:REBOOT', true);

const merge = (body: string | Uint8Array, ...ours: Waiting[]): string => {
  const bytes = typeof body === 'string' ? Buffer.from(body, 'latin1') : body;
  const merged = mergeCommands(bytes, ours);
  return merged.ok ? merged.body.toString('latin1') : `refused: ${merged.reason.code}`;
};

const text = ({ bytes }: Waiting): string => Buffer.from(bytes).toString('latin1');
const line = (command: Waiting): string => `${text(command)}\n`;

describe('where ours go', () => {
  const reboot = Buffer.from(sample('c14-poll-response-reboot-last.http').body).toString('latin1');
  const clear = Buffer.from(sample('c06-poll-response-clear-data.http').body).toString('latin1');
  const spec = Buffer.from(sample('c18-poll-response-spec-control.http').body).toString('latin1');
  const many = Buffer.from(sample('c17-poll-response-delete.http').body).toString('latin1');

  test.each([
    ['in place of OK', 'OK', [INFO, SET], line(INFO) + line(SET)],
    ['in place of OK with a line end', 'OK\r\n', [INFO], `${text(INFO)}\r\n`],
    ['behind the server’s', 'C:1:INFO\n', [INFO], `C:1:INFO\n${line(INFO)}`],
    ['behind blank lines', many, [INFO], many + line(INFO)],
    ['joined by LF', spec, [INFO, SET], `${spec}\n${text(INFO)}\n${text(SET)}`],
    ['joined by CR LF', 'C:1:INFO\r\nC:2:INFO', [INFO], `C:1:INFO\r\nC:2:INFO\r\n${text(INFO)}`],
    [
      'before the server’s REBOOT',
      reboot,
      [INFO, SET],
      reboot.replace('C:1331', `${line(INFO)}${line(SET)}C:1331`),
    ],
    ['before CLEAR DATA', clear, [INFO], line(INFO) + clear],
    [
      'rows of one command are not torn',
      'C:1:UPDATE PRESSKEY KeyID=2\tPrice=1\nKeyID=3\tPrice=2\nC:2:REBOOT\n',
      [INFO],
      `C:1:UPDATE PRESSKEY KeyID=2\tPrice=1\nKeyID=3\tPrice=2\n${line(INFO)}C:2:REBOOT\n`,
    ],
    [
      'one of ours that must stand last ends it',
      'OK',
      [INFO, REBOOT, SET],
      line(INFO) + line(REBOOT),
    ],
    ['and goes behind the server’s', 'C:1:INFO\n', [REBOOT], `C:1:INFO\n${line(REBOOT)}`],
    [
      'but never beside one of the server’s',
      reboot,
      [INFO, REBOOT],
      reboot.replace('C:1331', `${line(INFO)}C:1331`),
    ],
  ])('%s', (_name, body, ours, merged) => {
    expect(merge(body, ...ours)).toBe(merged);
  });
});

test.each([
  ['', 'EMPTY_REPLY'],
  ['UNKNOWNDEVICE', 'UNKNOWN_DEVICE'],
  ['UNKNOWN DEVICE\n', 'UNKNOWN_DEVICE'],
  ["invalid literal for int() with base 10: ''", 'NOT_UNDERSTOOD'],
  ['<html>', 'NOT_UNDERSTOOD'],
  ['RET=OK\n', 'NOT_UNDERSTOOD'],
  ['C:1:INFO\n<html>', 'NOT_UNDERSTOOD'],
  ['C:1:INFO\nKeyID=2', 'NOT_UNDERSTOOD'],
  ['\x1f\x8b\x08\0\0\0', 'NOT_TEXT'],
  ['C:1:INFO\n'.repeat(20), 'BATCH_FULL'],
  [`C:1:SET OPTION A=${'x'.repeat(40 * 1024)}\n`, 'BATCH_FULL'],
])('%j takes none', (body, code) => {
  expect(merge(body, INFO)).toBe(`refused: ${code}`);
});

test('REBOOT of the server keeps ours that must stand last for later', () => {
  expect(merge('C:1:REBOOT\n', REBOOT)).toBe('refused: SERVER_HAS_LAST');
});

test('20 commands and 40 KB at most', () => {
  const body = 'C:1:INFO\n'.repeat(18);
  expect(merge(body, INFO, SET, INFO)).toBe(body + line(INFO) + line(SET));
  const long = waiting(`C:9:SHELL ${'x'.repeat(30 * 1024)}`);
  expect(merge('OK', long, long)).toBe(line(long));
});

test('any batch: the server’s commands and ours are all read, in lawful order', () => {
  const servers = fc.array(
    fc.tuple(
      fc.constantFrom(
        'INFO',
        'UPDATE PRESSKEY KeyID=2\tPrice=1200',
        'SET OPTION Delay=3\t',
        'QUERY USERINFO PIN=1',
      ),
      fc.constantFrom('\n', '\n\n'),
    ),
    { maxLength: 12 },
  );
  const end = fc.constantFrom('', 'REBOOT', 'CHECK ALL', 'CLEAR DATA', 'RELOAD OPTIONS');
  const ours = fc.array(fc.constantFrom('INFO', 'SHELL ls', 'REBOOT', 'DELETE USERINFO SysID=1'), {
    minLength: 1,
    maxLength: 12,
  });
  fc.assert(
    fc.property(servers, end, ours, fc.boolean(), (batch, last, mine, isOpen) => {
      const lines = [
        ...batch.map(([each, lf], index) => `C:${index + 1}:${each}${lf}`),
        ...(last === '' ? [] : [`C:99:${last}\n`]),
      ];
      let body = lines.join('') || 'OK';
      if (isOpen) body = body.trimEnd();
      const wanted = mine.map((each, index) =>
        waiting(`C:${9001795501840000 + index}:${each}`, each === 'REBOOT'),
      );
      const merged = mergeCommands(Buffer.from(body, 'latin1'), wanted);
      if (!merged.ok) return (expect(last !== '' && mine[0] === 'REBOOT').toBe(true), undefined);

      const ids = readCommands(merged.body, 0, merged.body.length, {
        text: textCodec,
        language: 'en',
        charset: 'ascii',
      }).map(({ fields }) => fields?.find(({ key }) => key === 'cmdId')?.raw);
      const taken = merged.taken.map((each) => text(each).split(':')[1]);
      expect(merged.taken).toEqual(wanted.slice(0, taken.length));
      expect(ids).toEqual([
        ...batch.map((_, index) => String(index + 1)),
        ...taken,
        ...(last === '' ? [] : ['99']),
      ]);
      expect(ids.length).toBeLessThanOrEqual(20);
      if (last !== '') expect(merged.taken.some((each) => each.last)).toBe(false);
      return undefined;
    }),
  );
});
