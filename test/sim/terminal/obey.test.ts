/** Each command of the vendor's document section 11: what the terminal does, what it uploads, what it answers. */

import { describe, expect, test } from 'vitest';
import { leapingClock, openServer, openTerminals, people, type Server } from '../canteen.ts';

/** A canteen with one CM102 whose log holds some records; `tell` gives a command and awaits its fate. */
async function open(setting: { readonly forgetfulness?: number } = {}) {
  const clock = leapingClock();
  const server = await openServer({ holders: people }, clock);
  const { first, ears, stop } = openTerminals(server.address.port, { clock, ...setting });
  await ears.until(() => (first.records['BUYLOG'] ?? []).length >= 3);
  const settled = (id: string) =>
    !['queued', 'sent'].includes(server.state.commands.get(id)?.state ?? 'queued');
  const tell = async (text: string) => {
    const id = server.enqueue(first.sn, text);
    await server.ears.until(() => settled(id));
    return server.state.commands.get(id);
  };
  const uploads = (table: string) =>
    server.ears.events.filter((each) => each.kind === 'upload' && each.table === table).length;
  const inits = () => server.ears.events.filter(({ kind }) => kind === 'init').length;
  return { server, first, ears, stop, tell, uploads, inits };
}

const kept = (server: Server) => server.state.tables.get('BUYLOG')?.length ?? 0;

describe('data commands', () => {
  test('UPDATE keeps a row, DELETE takes it away, QUERY says whether there is one', async () => {
    const { first, tell } = await open();
    const row = 'SysID=10044\tUserID=10044\tName=欧阳 娜\tUserType=0';
    expect(await tell(`UPDATE USERINFO ${row}`)).toMatchObject({ returned: '0' });
    expect(first.tables.rows('USERINFO').map((each) => each.get('Name'))).toEqual(['欧阳 娜']);
    expect(await tell('QUERY USERINFO SysID=10044')).toMatchObject({ returned: '0' });
    expect(await tell('DELETE USERINFO SysID=10044')).toMatchObject({ returned: '0' });
    expect(first.tables.rows('USERINFO')).toEqual([]);
    expect(await tell('QUERY USERINFO SysID=10044')).toMatchObject({ returned: '-1' });
  });

  test('a table that the firmware does not have is refused', async () => {
    const { tell } = await open();
    expect(await tell('UPDATE NOTABLE A=1')).toMatchObject({ returned: '-1004', state: 'failed' });
  });

  test('who is on the black list buys no more', async () => {
    const { server, first, ears, stop, tell } = await open();
    for (const { sysId } of people.slice(1)) {
      await tell(`UPDATE USERINFO SysID=${sysId}\tUserType=1`);
    }
    const [allowed] = people;
    const before = (first.records['BUYLOG'] ?? []).length;
    await ears.until(() => (first.records['BUYLOG'] ?? []).length > before + 3);
    await stop();
    const buyers = (first.records['BUYLOG'] ?? []).slice(before + 1).map(({ sysId }) => sysId);
    expect(new Set(buyers)).toEqual(new Set([allowed?.sysId]));
    expect(server.state.errors).toEqual([]);
  });
});

describe('CHECK, SYNC and COLL are answered by uploads', () => {
  test('CHECK OPTION initialises again', async () => {
    const { tell, inits } = await open();
    expect(await tell('CHECK OPTION')).toMatchObject({ returned: '0' });
    expect(inits()).toBe(2);
  });

  test('CHECK POSLOG uploads what waits', async () => {
    const { server, first, tell } = await open();
    await tell('SET OPTION Realtime=0\tTransInterval=100000\t');
    const before = (first.records['BUYLOG'] ?? []).length;
    await server.ears.until(() => (first.records['BUYLOG'] ?? []).length > before + 3);
    expect(kept(server)).toBeLessThan((first.records['BUYLOG'] ?? []).length);
    expect(await tell('CHECK POSLOG')).toMatchObject({ returned: '0' });
    expect(kept(server)).toBeGreaterThan(before + 3);
  });

  test('SYNC uploads the records asked for, and the server keeps each once', async () => {
    const { server, tell, uploads } = await open();
    const before = { uploads: uploads('BUYLOG'), repeated: server.state.repeated };
    expect(await tell('SYNC POSLOG START=1\tEND=2\t')).toMatchObject({ returned: '0' });
    expect(uploads('BUYLOG')).toBeGreaterThan(before.uploads);
    expect(server.state.repeated).toBeGreaterThanOrEqual(before.repeated + 2);
  });

  test('COLL uploads by time, though its dates hold the blank that separates', async () => {
    const { server, tell } = await open();
    const range = 'START=2018-11-02 00:00:00 END=2099-01-01 00:00:00 CARDNO=0';
    expect(await tell(`COLL POSLOG ${range}`)).toMatchObject({ returned: '0' });
    expect(server.state.repeated).toBeGreaterThanOrEqual(3);
  });

  test.each([
    'CHECK constructor',
    'CHECK',
    'SYNC POSLOG START=9\tEND=1',
    'COLL POSLOG',
    'CLEAR ALL',
  ])('%s: wrong argument', async (text) => {
    const { tell } = await open();
    expect(await tell(text)).toMatchObject({ returned: '-1' });
  });
});

describe('control commands', () => {
  test('INFO tells its numbers', async () => {
    const { tell } = await open();
    const told = await tell('INFO');
    expect(told).toMatchObject({ returned: '0', state: 'acknowledged' });
    expect(told?.content).toMatch(
      /^BlackUserCount=0\nWhiteUserCount=0\nFPCount=0\nFlashSize=\d+\nFreeSize=\d+\nPUSHVersion=4\.0\.1\nPosLog=\d+\nFullLog=0\nAllowLog=0\n$/,
    );
  });

  test('SET OPTION sets several at once', async () => {
    const { first, tell } = await open();
    await tell('SET OPTION CardWitdh=8\tConsmod=2\t');
    expect(first.options.get('CardWitdh')).toBe('8');
    expect(first.options.get('Consmod')).toBe('2');
  });

  test('CLEAR POSLOG empties the log; the numbers go on', async () => {
    const { first, ears, tell } = await open();
    const last = (first.records['BUYLOG'] ?? []).at(-1)?.recNo ?? 0;
    await tell('CLEAR POSLOG');
    await ears.until(() => (first.records['BUYLOG'] ?? []).length > 0);
    expect(first.records['BUYLOG']?.[0]?.recNo).toBeGreaterThan(last);
  });

  test('REBOOT is answered, then the terminal initialises again and forgets nothing', async () => {
    const { server, tell, inits } = await open();
    expect(await tell('REBOOT')).toMatchObject({ returned: '0' });
    await server.ears.until(() => inits() === 2);
    expect(server.state.repeated).toBe(0);
  });

  test('what follows a REBOOT in the same reply is not obeyed', async () => {
    const { server, first, ears, inits } = await open();
    // With a text that does not end the batch, as another server may write it.
    const reboot = server.enqueue(first.sn, 'REBOOT now');
    const after = server.enqueue(first.sn, 'INFO');
    await server.ears.until(() => inits() === 2);
    expect(server.state.commands.get(reboot)?.state).toBe('acknowledged');
    expect(server.state.commands.get(after)?.state).toBe('unanswered');
    expect(ears.events.filter((each) => each.kind === 'command' && each.verb === 'INFO')).toEqual(
      [],
    );
  });

  test('a verb that it does not know is refused', async () => {
    const { tell } = await open();
    expect(await tell('CONSTRUCTOR x')).toMatchObject({ returned: '-1002', state: 'failed' });
  });
});

describe('files', () => {
  test('PutFile fetches from the server, Shell moves, GetFile gives back the same bytes', async () => {
    const { tell } = await open();
    const put = await tell('PutFile file/fw/CM102/ssruser.dat\tuser.tmp');
    expect(put?.returned).toBe('32');
    expect(await tell('Shell mv user.tmp user.dat')).toMatchObject({ returned: '0', content: '' });
    expect(await tell('GetFile user.dat')).toMatchObject({
      returned: '32',
      content: '10021\t000000101\n10022\t000000102\n',
    });
    expect((await tell('SHELL ls -l /mnt/mtdblock'))?.content).toMatch(
      / 32 Nov {2}2 09:00 user\.dat\n/,
    );
  });

  test('a file that is not there', async () => {
    const { tell } = await open();
    expect(await tell('GetFile nothing.dat')).toMatchObject({ returned: '-2', content: '' });
    expect(await tell('PutFile file/nothing nothing')).toMatchObject({ returned: '-1008' });
    expect(await tell('PutFile http://192.0.2.1/fw main.tgz')).toMatchObject({ returned: '-1008' });
    expect(await tell('SHELL reboot')).toMatchObject({ returned: '127' });
  });
});

test('a batch that comes again is obeyed again, and acknowledged in the end', async () => {
  const { server, first, ears } = await open({ forgetfulness: 0.7 });
  const ids = ['UPDATE PRESSKEY KeyID=1\tPrice=600', 'SYNC POSLOG START=1\tEND=1\t'].map((text) =>
    server.enqueue(first.sn, text),
  );
  const commands = () => ids.map((id) => server.state.commands.get(id));
  await server.ears.until(() => commands().every((each) => each?.state === 'acknowledged'));
  const sends = commands()[0]?.sends ?? 0;
  expect(sends).toBe(ears.events.filter(({ kind }) => kind === 'forgot').length + 1);
  expect(sends).toBeGreaterThan(1);
  const obeyed = ears.events.filter((each) => each.kind === 'command' && each.verb === 'UPDATE');
  expect(obeyed).toHaveLength(sends);
  // SYNC went up as often, and the server still has the record once.
  expect(server.state.repeated).toBeGreaterThanOrEqual(sends);
});

test('card requests: a loss is reported, reaches every terminal, and is lifted again', async () => {
  const clock = leapingClock();
  const server = await openServer({ holders: people }, clock);
  const { first, ears } = openTerminals(server.address.port, { clock });
  const listed = () => first.tables.listSizes().black;
  await ears.until(() => listed() === 1);
  await ears.until(() => listed() === 0);
  const replies = server.ears.events.filter(({ kind }) => kind === 'card-request');
  expect(replies.length).toBeGreaterThanOrEqual(2);
});
