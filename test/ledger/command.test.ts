/** `ledger` tells in words, JSON and CSV whether the money of a capture adds up. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ledgerCommand } from '../../proxy/commands/ledger.ts';
import { lineTools } from '../../proxy/record/line-tools.ts';
import { exchangeLine, headerLine } from '../../shared/capture/line.ts';
import type { RawMessage } from '../../shared/codec/message.ts';
import { exchangeOf } from '../capture/exchanges.ts';
import { runCommand } from '../commands/run-command.ts';
import { init, poll, RECORD, reply, SN, upload } from '../findings/exchange.ts';
import { temporaryFolder } from '../kit/product.ts';

const message = (raw: RawMessage) =>
  ({ ...raw, size: raw.body.length, framing: { kind: 'length' } }) as const;

/** A capture of requests with their replies. */
function captureOf(...exchanges: readonly (readonly [RawMessage, RawMessage])[]): string {
  const path = join(temporaryFolder(), 'lunch.jsonl');
  const lines = exchanges.map(([asked, told], at) => {
    const response = { ...message(told), by: 'server' as const };
    return exchangeLine(exchangeOf({ n: at + 1, request: message(asked), response }), lineTools);
  });
  const header = headerLine({ createdAt: '', upstream: '', host: '' }, lineTools);
  writeFileSync(path, header + lines.join(''));
  return path;
}

/** A capture of one upload of those records. */
const capture = (...records: readonly string[]): string =>
  captureOf([upload(records.map((record) => `${record}\n`).join('')), reply('OK')]);

/** The next sale on the card: 8.50, with that balance. */
const next = (balance: number) =>
  RECORD.replace('\t14150\t26\t', `\t${balance}\t27\t`).replace('\t37\t', '\t38\t');

test('money that adds up is told in one line', async () => {
  const { stdout } = await runCommand(ledgerCommand, [capture(RECORD, next(13_300))]);
  expect(stdout).toBe(
    '2 bookings on 1 card, 0 uploaded again: 0 breaks on 0 cards, 0.00 at stake, 0 sales unlike the details, 0 holes in the record numbers\n',
  );
});

test('a break is told with what was expected, and in JSON in cents', async () => {
  const path = capture(RECORD, next(13_000));
  const { stdout } = await runCommand(ledgerCommand, [path]);
  expect(stdout).toContain(
    `card 10023: booking 27: balance 130.00, expected 133.00 (2018-11-02 12:01:07, ${SN} BUYLOG 38, exchange 1; 1 booking rests on it)`,
  );
  const json = await runCommand(ledgerCommand, ['--json', path]);
  expect(JSON.parse(json.stdout)).toMatchObject({
    breaks: [{ card: '10023', kind: 'balance', expected: 13_300, actual: 13_000, difference: -300 }], // prettier-ignore
    atStake: 300,
    terminals: { [SN]: { bookings: 2, in: 0, out: 1_700 } },
    days: { '2018-11-02': { bookings: 2 } },
  });
});

test('CSV has every booking in the order of the card', async () => {
  const { stdout } = await runCommand(ledgerCommand, ['--csv', capture(next(13_000), RECORD)]);
  expect(stdout).toBe(
    'card,sequence,time,terminal,table,record,amount,balance,second amount,second balance,exchange,break\n' +
      `10023,26,2018-11-02 12:01:07,${SN},BUYLOG,37,-8.50,141.50,,,1,\n` +
      `10023,27,2018-11-02 12:01:07,${SN},BUYLOG,38,-8.50,130.00,,,1,balance -3.00\n`,
  );
});

test('CSV tells each break at its own booking, one of each wallet, and money in one form', async () => {
  // A terminal that gives its records no numbers.
  const unnumbered = (count: number, balance: number, ...second: readonly (number | string)[]) =>
    ['7', '7', '2018-11-02 12:01:07', 100, balance, count, 2, 2, 7039, 0, 0, ...second].join('\t');
  const card = '000000101';
  const path = capture(
    unnumbered(1, 200),
    unnumbered(2, 100, 50, 400, card),
    unnumbered(3, 10, 50, 360, card),
    unnumbered(4, -90, 0, 360, card),
  );
  const { stdout } = await runCommand(ledgerCommand, ['--csv', path]);
  const cells = stdout
    .trim()
    .split('\n')
    .map((line) => line.split(',').slice(6).join(','));
  expect(cells.slice(1)).toEqual([
    '-1.00,2.00,,,1,',
    '-1.00,1.00,-0.50,4.00,1,',
    '-1.00,0.10,-0.50,3.60,1,balance 0.10; second wallet: balance 0.10',
    '-1.00,-0.90,0.00,3.60,1,',
  ]);
});

test('what was said of encryption is heard, and a filter that keeps all uploads changes nothing', async () => {
  const packed = upload('\xd5\x01\xc8\xfd\xff\n');
  const path = captureOf(
    [init, reply(`GET OPTION FROM: ${SN}\nEncrypt=0\n`)],
    [upload(`${RECORD}\n`), reply('OK')],
    [poll, reply('OK')],
    [init, reply(`GET OPTION FROM: ${SN}\nEncrypt=1\n`)],
    // With encryption on, bytes that are no text are no records; they would have been one else.
    [upload(`${next(13_000)}\xff\n`), reply('OK')],
    [packed, reply('OK')],
    [upload('37\t3\t500\t1\n', 'STOREDETAIL'), reply('OK')],
  );
  const plain = await runCommand(ledgerCommand, ['--json', path]);
  expect(JSON.parse(plain.stdout)).toMatchObject({ bookings: 1, details: [{ sale: 850, details: 500 }] }); // prettier-ignore
  const filtered = await runCommand(ledgerCommand, ['--json', '--filter', 'kind=upload', path]);
  expect(filtered).toEqual(plain);
});
