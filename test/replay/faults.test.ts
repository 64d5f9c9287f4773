/** What is said of commands that are each as recorded, and yet wrong: in the words of either language. */

import { expect, test } from 'vitest';
import { differenceLine } from '../../proxy/replay/report.ts';
import { Verification } from '../../proxy/replay/verify.ts';
import { RawServer } from '../kit/sockets.ts';
import { SERIAL, exchangeOf, get, reply } from './day.ts';
import { fastAt } from './play-options.ts';

const POLL = get(`/iclock/posrequest?SN=${SERIAL}&type=pos`);

/** The differences between two servers, poll by poll. */
async function told(
  recorded: readonly string[],
  observed: readonly string[],
  language: 'en' | 'zh',
) {
  let asked = 0;
  const server = await RawServer.start(async (line) => {
    await line.until('\r\n\r\n');
    await line.send(reply(observed[asked++] ?? 'OK'));
    line.socket.end();
  });
  const day = recorded.map((text, at) => exchangeOf([POLL, reply(text)], at + 1));
  const report = await new Verification({ ...fastAt(server.port), rules: [], language }).run(day);
  await server.stop();
  return report.differences.map(differenceLine);
}

const [A, B] = ['SET OPTION Delay=30', 'UPDATE USERINFO SysID=10'];

test.each([
  [
    'one that overtook another',
    [
      [`C:1:${A}\n`, `C:2:${B}\n`, 'OK'],
      [`C:72:${B}\n`, `C:71:${A}\n`, 'OK'],
    ],
    'response, UPDATE USERINFO SysID=10: order after the commands of exchange 1 → before the commands of exchange 1',
    'response, UPDATE USERINFO SysID=10: order 晚于交换 1 的命令 → 早于交换 1 的命令',
  ],
  [
    'a number that two of them have',
    [
      [`C:1:${A}\n`, `C:2:${B}\n`, 'OK'],
      [`C:71:${A}\n`, `C:71:${B}\n`, 'OK'],
    ],
    'response, UPDATE USERINFO SysID=10: CmdID a number of its own → the number of another command too: 71',
    'response, UPDATE USERINFO SysID=10: CmdID 独有的编号 → 同时是另一条命令的编号：71',
  ],
] as const)('%s', async (_what, [recorded, observed], en, zh) => {
  expect(await told(recorded, observed, 'en')).toEqual([en]);
  expect(await told(recorded, observed, 'zh')).toEqual([zh]);
});
