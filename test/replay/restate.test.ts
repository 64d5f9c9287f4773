import { describe, expect, test } from 'vitest';
import { restated, timeNow } from '../../proxy/replay/restate.ts';
import { get, exchangeOf, reply } from './day.ts';

const NOW = Date.UTC(2026, 10, 24, 10, 20, 30);
const recordedAt = Date.UTC(2018, 10, 2, 4, 5, 36);

test.each([
  // Field notes, c02 and c03: a server eight hours ahead of its Date.
  ['20181102120536', recordedAt, '20261124182030'],
  ['2018-11-02T12:05:36+0800', recordedAt, '2026-11-24T18:20:30+0800'],
  ['2018-11-02 12:05:36', recordedAt, '2026-11-24 18:20:30'],
  ['2018-11-02T09:35:37', recordedAt, '2026-11-24T15:50:30'],
])('%s is told of now in the zone of the recorded server', (recorded, dateMs, told) => {
  expect(timeNow(recorded, NOW, dateMs)).toBe(told);
});

test('without a Date, or with a clock that was wrong by days, it is the zone of this machine', () => {
  const here = new Date(NOW - new Date(NOW).getTimezoneOffset() * 60_000);
  const local = here.toISOString().slice(0, 19).replaceAll(/[-T:]/g, '');
  expect(timeNow('20181102120536', NOW)).toBe(local);
  expect(timeNow('20181105120536', NOW, recordedAt)).toBe(local);
});

describe('the serial of who asks', () => {
  const asked = (body: string, asking: string): string => {
    const { response } = exchangeOf([get('/iclock/cpos?SN=1&options=all'), reply(body)], 1);
    const said = response && restated(response, { nowMs: NOW, serial: ['1', asking], isTimeReply: false }); // prettier-ignore
    return Buffer.from(said?.body ?? []).toString('latin1');
  };

  test.each(['5158181900026', "$'$&$1$$"])('%s is told as it is', (serial) => {
    expect(asked('GET OPTION FROM: 1\nDelay=30\n', serial)).toBe(
      `GET OPTION FROM: ${serial}\nDelay=30\n`,
    );
  });

  test('where a server told none there is none', () => {
    expect(asked('GET OPTION FROM: \nDelay=30\n', '2')).toBe('GET OPTION FROM: \nDelay=30\n');
  });

  test('many blanks cost no time', { timeout: 1500 }, () => {
    const blanks = `GET OPTION FROM${' '.repeat(100_000)}`;
    expect(asked(blanks, '2')).toBe(blanks);
  });
});
