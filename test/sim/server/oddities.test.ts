/** Where a real ZKECO was seen to differ from the vendor's document, the built-in one differs too. */

import { describe, expect, test } from 'vitest';
import { bodyOf, openServer, sample } from '../canteen.ts';

const SN = '5158181900025';
const upload = (table: string, more = '&Stamp=2018-11-02T12:01:07&StampId=37') =>
  `/iclock/cpos?SN=${SN}&table=${table}${more}`;
const results = `/iclock/posdevicecmd?SN=${SN}`;

test.each(['cpos?SN=1&options=all', 'posrequest?SN=1&devno=0', 'posdevicecmd?SN=1'])(
  '%s of an unknown serial: UNKNOWNDEVICE, which only the end of the connection ends',
  async (target) => {
    const server = await openServer({ autoRegister: false });
    const reply = await server.say(
      `GET /iclock/${target} HTTP/1.1\r\nHost: zkeco\r\nConnection: close\r\n\r\n`,
    );
    expect(reply.toString()).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(reply.toString()).not.toMatch(/content-length|transfer-encoding/i);
    expect(bodyOf(reply)).toBe('UNKNOWNDEVICE');
  },
);

test('serials of six characters and more are taken in, paused ones are not', async () => {
  const server = await openServer({ paused: ['123456'] });
  expect(await server.get('/iclock/cpos?SN=12345&options=all')).toBe('UNKNOWNDEVICE');
  expect(await server.get('/iclock/cpos?SN=123456&options=all')).toBe('UNKNOWNDEVICE');
  expect(await server.get('/iclock/cpos?SN=1234567&options=all')).toMatch(/^GET OPTION FROM: /);
});

describe('uploads', () => {
  test('without Stamp: UNKNOWN, and nothing is kept', async () => {
    const server = await openServer();
    const reply = await server.say(sample('b14-storedetail-without-stamp-request'));
    expect(bodyOf(reply)).toBe('UNKNOWN');
    expect(server.state.tables.size).toBe(0);
  });

  test('of a table that nobody knows: the name as Python prints it', async () => {
    const server = await openServer();
    expect(await server.post(upload('ZhiWeiLog'), '')).toBe("ERROR: u'ZhiWeiLog'");
    expect(await server.post(upload('%E5%8D%A1'), '')).toBe("ERROR: u'\\u5361'");
    expect(await server.post(upload('constructor'), '')).toBe("ERROR: u'constructor'");
  });

  test('are answered OK before they are read: bad rows only stand in the errors', async () => {
    const server = await openServer();
    expect(await server.post(upload('BUYLOG'), 'no\trow\n')).toBe('OK');
    expect(server.state.errors).toMatchObject([{ table: 'BUYLOG', row: 'no\trow' }]);
    expect(await server.post(upload('BUYLOG', '&Stamp=0'), 'no\trow\n')).toBe('OK');
    expect(server.state.errors).toHaveLength(1);
  });

  test('that come twice are kept once', async () => {
    const server = await openServer();
    await server.say(sample('b02-buylog-batch-request'));
    await server.say(sample('b03-buylog-batch-no-final-lf-request'));
    expect(server.state.tables.get('BUYLOG')).toHaveLength(4);
    expect(server.state.repeated).toBe(4);
  });

  test('of details need the BUYLOG record they belong to', async () => {
    const server = await openServer();
    const detail = sample('b13-storedetail-with-stamp-request');
    expect(bodyOf(await server.say(detail))).toBe('OK');
    expect(server.state.tables.has('storedetail')).toBe(false);
    expect(server.state.errors[0]?.reason).toBe('no BUYLOG record 37');
    await server.say(sample('b01-buylog-single-request'));
    await server.say(detail);
    expect(server.state.tables.get('storedetail')?.length).toBeGreaterThan(0);
  });

  test('meet a queue that fails: to be sent again', async () => {
    const server = await openServer({ queueFailureRate: 1 });
    expect(await server.post(upload('BUYLOG'), '')).toBe('save post data error\n');
  });

  test('never lower the record number, and keep the last Stamp', async () => {
    const server = await openServer();
    await server.post(upload('BUYLOG', '&Stamp=2018-11-02T12:00:00&StampId=40'), '');
    await server.post(upload('BUYLOG', '&Stamp=2018-11-02T11:00:00&StampId=39'), '');
    const known = server.state.terminals.get(SN);
    expect(known?.stampIds['PosLog']).toBe('40');
    expect(known?.stamps['PosLog']).toBe('2018-11-02T11:00:00');
  });
});

describe('commands', () => {
  const poll = `/iclock/posrequest?SN=${SN}&type=pos&devno=0`;

  test('come again, the same batch with the same ids, until one POST with an acknowledgement', async () => {
    const server = await openServer();
    const ids = ['INFO', 'CHECK OPTION'].map((text) => server.enqueue(SN, text));
    const first = await server.get(poll);
    expect(await server.get(poll)).toBe(first);
    server.enqueue(SN, 'REBOOT');
    expect(await server.get(poll)).toBe(first);
    expect(await server.post(results, `ID=${ids[0]}&Return=0&CMD=INFO\n`)).toBe('OK');
    expect(server.state.commands.get(ids[0] ?? '')).toMatchObject({
      state: 'acknowledged',
      sends: 3,
    });
    expect(server.state.commands.get(ids[1] ?? '')).toMatchObject({ state: 'unanswered' });
    expect(await server.get(poll)).toBe('C:1203:REBOOT\n');
  });

  test('count as done at the next poll with the workaround setting', async () => {
    const server = await openServer({ resend: 'once' });
    server.enqueue(SN, 'INFO');
    expect(await server.get(poll)).toBe('C:1201:INFO\n');
    expect(await server.get(poll)).toBe('OK');
  });

  test('are at most 20 a poll', async () => {
    const server = await openServer();
    for (let n = 0; n < 25; n++) server.enqueue(SN, 'INFO');
    expect((await server.get(poll)).match(/C:/g)).toHaveLength(20);
    await server.post(results, 'ID=1201&Return=0&CMD=INFO\n');
    expect((await server.get(poll)).match(/C:/g)).toHaveLength(5);
  });

  test('are at most 40 KB a poll', async () => {
    const server = await openServer();
    for (let n = 0; n < 3; n++) server.enqueue(SN, `SHELL ${'x'.repeat(15_000)}`);
    expect((await server.get(poll)).match(/C:/g)).toHaveLength(2);
  });

  test('one result that int() cannot read: an empty 200, and nothing is acknowledged', async () => {
    const server = await openServer();
    const id = server.enqueue(SN, 'INFO');
    const batch = await server.get(poll);
    const body = `ID=${id}&Return=0&CMD=INFO2\nID=info8487&Return=0&CMD=DATA\n`;
    expect(await server.post(results, body)).toBe('');
    expect(server.state.commands.get(id)?.state).toBe('sent');
    expect(await server.get(poll)).toBe(batch);
  });

  test('a result for an id that nobody gave is answered OK', async () => {
    const server = await openServer();
    expect(await server.post(results, 'ID=9000000000000001&Return=0&CMD=INFO\n')).toBe('OK');
  });

  test('the serial may stand in the body of a result', async () => {
    const server = await openServer();
    const id = server.enqueue(SN, 'GetFile options.cfg');
    await server.get(poll);
    const body = `ID=${id}\nSN=${SN}\nFILENAME=options.cfg\nCMD=GetFile\nReturn=5\nContent=a=1\nb`;
    expect(await server.post('/iclock/posdevicecmd', body)).toBe('OK');
    expect(server.state.commands.get(id)).toMatchObject({ returned: '5', content: 'a=1\nb' });
  });

  test('a poll without devno: the text of an exception', async () => {
    const server = await openServer();
    expect(await server.get(`/iclock/posrequest?SN=${SN}`)).toMatch(/^int\(\) argument/);
  });

  test('names go to terminals of other languages as UTF-8 where the server minds the language', async () => {
    for (const [names, bytes] of [
      ['by-language', Buffer.from('José')],
      ['gb18030', Buffer.from([0x4a, 0x6f, 0x73, 0xa8, 0xa6])],
    ] as const) {
      const server = await openServer({ names });
      await server.get(`/iclock/cpos?SN=${SN}&options=all&language=97`);
      server.enqueue(SN, 'UPDATE USERINFO SysID=1\tName=José');
      expect(Buffer.from(await server.get(poll), 'latin1').includes(bytes)).toBe(true);
    }
  });
});

describe('what is not there', () => {
  test.each(['/iclock/exchange?SN=1&type=publickey', '/iclock/file/constructor', '/nowhere'])(
    '%s: 404',
    async (target) => {
      const server = await openServer();
      const reply = await server.say(
        `GET ${target} HTTP/1.1\r\nHost: zkeco\r\nConnection: close\r\n\r\n`,
      );
      expect(reply.toString()).toMatch(/^HTTP\/1\.1 404 /);
    },
  );

  test('a Host that no Location can carry costs one connection, not the server', async () => {
    const server = await openServer();
    const odd = Buffer.from(
      'GET / HTTP/1.1\r\nHost: zk\x01eco\r\nConnection: close\r\n\r\n',
      'latin1',
    );
    await server.say(odd);
    expect(await server.get('/iclock/cpos?type=time')).toMatch(/^Time=/);
  });

  test('people log in and see the terminals', async () => {
    const server = await openServer();
    await server.say(sample('a01-init-request'));
    const page = (more: string) =>
      server.say(
        `GET /iclock/data/ HTTP/1.1\r\nHost: zkeco:8088\r\nConnection: close\r\n${more}\r\n`,
      );
    expect((await page('')).toString()).toMatch(
      /^HTTP\/1\.1 302 [\s\S]*\r\nLocation: http:\/\/zkeco:8088\/iclock\/accounts\/login\/\?next=\/iclock\/data\/\r\n/,
    );
    expect((await page('Cookie: sessionid=demonstration\r\n')).toString()).toContain(SN);
  });
});
