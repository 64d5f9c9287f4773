/** Two days aligned: what stands for what, what is missing, and what is most like it. */

import { describe, expect, test } from 'vitest';
import { align, alignKeyOf, type AlignKey } from '../../shared/compare/index.ts';
import { decoded, sample, wire } from '../kit/samples.ts';

const row = `10023\t10023\t2018-11-02 12:01:07\t850\t14150\t26\t2\t2\t7039\t`;

const upload = (n: number, recNo: number, sn = 'A'): AlignKey => {
  const body = `${row}${recNo}\t0\n`;
  const head = `POST /iclock/cpos?SN=${sn}&table=BUYLOG&Stamp=1&StampId=${recNo} HTTP/1.1\r\nContent-Length: ${body.length}\r\n\r\n`;
  return alignKeyOf(n, decoded(wire(head + body), sample('b01-upload-response-ok.http')));
};
const poll = (n: number, reply = 'OK'): AlignKey =>
  alignKeyOf(
    n,
    decoded(
      wire('GET /iclock/posrequest?SN=A HTTP/1.1\r\n\r\n'),
      wire(`HTTP/1.1 200 OK\r\nContent-Length: ${reply.length}\r\n\r\n${reply}`),
    ),
  );

describe('exchanges are aligned', () => {
  test('by record number, whatever their order', () => {
    const { pairs, missing, extra } = align(
      [upload(1, 37), upload(2, 38)],
      [upload(1, 38), upload(2, 37)],
    );
    expect({ pairs, missing, extra }).toEqual({
      pairs: [
        [0, 1],
        [1, 0],
      ],
      missing: [],
      extra: [],
    });
  });

  test('by command text, whatever the number', () => {
    const { pairs } = align(
      [poll(1, 'C:7:REBOOT'), poll(2, 'C:8:INFO')],
      [poll(1), poll(2, 'C:901:INFO'), poll(3, 'C:900:REBOOT')],
    );
    expect(pairs).toEqual([
      [0, 2],
      [1, 1],
    ]);
  });

  test('a changed command stays with its own', () => {
    const { pairs } = align(
      [poll(1), poll(2, 'C:7:UPDATE PRESSKEY KeyID=2\tPrice=1200')],
      [poll(1, 'C:7:UPDATE PRESSKEY KeyID=2\tPrice=1201'), poll(2)],
    );
    expect(pairs).toEqual([
      [0, 1],
      [1, 0],
    ]);
  });

  test('terminals under other serials', () => {
    const serial = (sn: string) => (sn === 'A' ? 'B' : sn);
    expect(align([upload(1, 37)], [upload(1, 37, 'B')], { serial }).pairs).toEqual([[0, 0]]);
  });
});

describe('what one side alone has', () => {
  test('comes with what is most like it', () => {
    const { pairs, missing } = align(
      [upload(1, 37), upload(2, 38), upload(3, 39)],
      [upload(1, 37), upload(2, 39)],
    );
    expect(pairs).toEqual([
      [0, 0],
      [2, 1],
    ]);
    expect(missing.map((each) => ({ ...each, closest: each.closest() }))).toEqual([{ at: 1, closest: 1, noise: null }]); // prettier-ignore
  });

  test('idle polls are told, and say nothing', () => {
    const { missing, extra } = align([poll(1), poll(2)], [poll(1)]);
    expect(extra).toEqual([]);
    expect(missing).toMatchObject([{ at: 1, noise: expect.stringContaining('matter of time') }]);
  });
});
