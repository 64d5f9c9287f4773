/** The built-in ZKECO says, byte for byte, what the samples of real servers say. */

import { expect, test } from 'vitest';
import { dataCommand } from '../../../proxy/sim/server/command-text.ts';
import { bodyOf, openServer, people, sample, type Server } from '../canteen.ts';

const SN = '5158181900025';
const CARD_HOLDER = {
  sysId: 10023,
  pin: '000000123',
  name: '张三',
  password: '123456',
  management: false,
};
const OPERATOR = { ...CARD_HOLDER, sysId: 90001, management: true };

const text = (bytes: Buffer) => bytes.toString('latin1');

async function expectReply(server: Server, request: string, reply: string): Promise<void> {
  expect(text(await server.say(sample(request)))).toBe(text(sample(reply)));
}

test('options: the stamps of what was uploaded, LF LF at the end, no card sectors after first contact', async () => {
  const server = await openServer();
  const first = bodyOf(await server.say(sample('a01-init-request')));
  expect(first).toContain('\nUseSection=1\nBackSection=2\nCardPass=');
  expect(first).not.toContain('CardPass=123456');
  await server.post(`/iclock/cpos?SN=${SN}&table=BUYLOG&Stamp=2018-11-02T10:16:58&StampId=36`, '');
  await server.post(
    `/iclock/cpos?SN=${SN}&table=BUYLOGBAK&Stamp=0&StampId=2018-11-02T09:47:44`,
    '',
  );
  await expectReply(server, 'a01-init-request', 'a01-init-response');
});

test('uploads and polls: OK', async () => {
  const server = await openServer();
  await expectReply(server, 'b02-buylog-batch-request', 'b01-upload-response-ok');
  await expectReply(server, 'b03-buylog-batch-no-final-lf-request', 'b01-upload-response-ok');
  await expectReply(server, 'b08-fulllog-request-spec-order', 'b01-upload-response-ok');
  await expectReply(server, 'b11-allowlog-request', 'b01-upload-response-ok');
  await expectReply(server, 'c01-poll-request', 'c01-poll-response-ok');
  await expectReply(server, 'c02-poll-full-request', 'c01-poll-response-ok');
});

test('commands: blank lines after those whose generator ends them in LF, names in GB18030', async () => {
  const server = await openServer({ firstCommandId: 1350 });
  for (const [table, ...values] of [
    ['USERINFO', ['SysID', 10044]],
    [
      'USERINFO',
      ['SysID', 10023],
      ['UserID', 10023],
      ['PIN', '000000123'],
      ['CardNo', 10023],
      ['Name', '张三'],
      ['PassWord', '123456'],
      ['UserType', 1],
      ['Privage', 0],
    ],
    ['STOREINFO', ['StoreNo', 3]],
    ['MEALTYPE', ['Mlid', 1]],
    ['PRESSKEY', ['KeyID', 1]],
    ['CARDTYPE', ['SortID', 1]],
    ['TIMESEG', ['SegID', 1], ['TsID', 1], ['Start', '0600'], ['End', '0900']],
    ['FIXED', ['TsID', 1], ['Start', '1100'], ['End', '1330'], ['Price', 850]],
  ] as const) {
    server.enqueue(SN, dataCommand('DELETE', table, values));
  }
  await expectReply(server, 'c01-poll-request', 'c17-poll-response-delete');
});

test('a batch ends after CLEAR DATA, CHECK POSLOG and REBOOT', async () => {
  const clearing = await openServer({ firstCommandId: 1201 });
  clearing.enqueue(SN, 'CLEAR DATA');
  clearing.enqueue(SN, 'INFO');
  await expectReply(clearing, 'c01-poll-request', 'c06-poll-response-clear-data');

  const checking = await openServer({ firstCommandId: 1321 });
  checking.enqueue(SN, 'CHECK POSLOG');
  checking.enqueue(SN, 'CLEAR POSLOG');
  await expectReply(checking, 'c01-poll-request', 'c12-poll-response-check-poslog');

  const rebooting = await openServer({ firstCommandId: 1330 });
  rebooting.enqueue(SN, 'UPDATE PRESSKEY KeyID=2\tPrice=1200');
  rebooting.enqueue(SN, 'REBOOT');
  rebooting.enqueue(SN, 'INFO');
  await expectReply(rebooting, 'c01-poll-request', 'c14-poll-response-reboot-last');
});

test('a card is reported lost, restored, and its password changed', async () => {
  const server = await openServer({ holders: [CARD_HOLDER, OPERATOR] });
  const [ok, no] = ['e05-reptype-response-ok', 'e05-reptype-response-no'];
  await server.say(sample('a01-init-request'));
  await expectReply(server, 'e02-unloss-request', no); // not lost
  await expectReply(server, 'e01-loss-request', ok);
  await expectReply(server, 'e01-loss-request', no); // lost already
  await expectReply(server, 'e03-pwd-check-request', no); // wrong state
  await expectReply(server, 'e02-unloss-request', ok);
  await expectReply(server, 'e03-pwd-check-request', ok);
  await expectReply(server, 'e03-pwd-check-request', ok); // checking changed nothing
  await expectReply(server, 'e04-pwd-done-request', ok);
  await expectReply(server, 'e03-pwd-check-request', no); // the old password is old
  const blackList = text(await server.say(sample('c01-poll-request')));
  expect(blackList).toMatch(/C:1201:UPDATE USERINFO SysID=10023\t.*\tUserType=1\tPrivage=0\n\n/);
  expect(blackList).toMatch(/C:1202:DELETE USERINFO SysID=10023\t.*\tUserType=1\tPrivage=0\n\n$/);
});

test('card requests are refused for unknown cards, wrong passwords and management cards', async () => {
  const server = await openServer({ holders: [...people, OPERATOR] });
  const asked = (query: string) => server.get(`/iclock/posrequest?SN=${SN}&${query}`);
  expect(await asked('RepType=2&Card=77&Pwd=123456')).toBe('NO');
  expect(await asked('RepType=2&Card=10021&Pwd=000000')).toBe('NO');
  expect(await asked('RepType=2&Card=90001&Pwd=123456')).toBe('NO');
  expect(await asked('RepType=4&Card=90001&OldPwd=123456&NewPwd=1')).toBe('NO');
});

test('a subsidy is asked for online', async () => {
  const due = { sysId: 10021, batch: '1811', cents: 30_000, allowDate: 7099 };
  const server = await openServer({ holders: people, subsidies: [due] });
  const asked = (card: number) =>
    server.get(`/iclock/posrequest?SN=${SN}&RepType=10&Card=${card}&Batch=1811`);
  expect(await asked(10021)).toBe('RET=OK\n10021\t10021\t1811\t30000\t7099\n');
  const refused = await asked(10022);
  expect(Buffer.from(refused, 'latin1').toString('hex')).toBe(
    Buffer.from('RET=NO\tRESON=').toString('hex') + 'c3bbd3d0b2b9ccf9', // 没有补贴
  );
});

test('the time is told to anybody, in compact local form', async () => {
  const server = await openServer({ autoRegister: false });
  expect(bodyOf(await server.say(sample('a07-time-request')))).toBe('Time=20181102170536\n');
});
