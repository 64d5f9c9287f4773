/** What leaves at the end of a turn: requests first, then the record, then replies. */

import { expect, test } from 'vitest';
import { Turn } from '../../proxy/wire/turn.ts';
import { RawServer } from '../kit/sockets.ts';
import { startTestWire } from '../kit/wire.ts';

const unexpected = (error: unknown) => {
  throw error;
};
const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

const POLL = 'GET /iclock/cpos?SN=1&type=pos&devno=1 HTTP/1.1\r\nHost: a\r\n\r\n';
const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK';

test('everything leaves in order, with one commit for all', async () => {
  const seen: string[] = [];
  const turn = new Turn(() => void seen.push('commit'), unexpected);
  for (const name of ['a', 'b']) {
    turn.join({
      leaveForServer: () => seen.push(`${name} to the server`),
      leaveForTerminal: () => seen.push(`${name} to the terminal`),
    });
  }
  expect(seen).toEqual([]);
  await nextTurn();
  const order = [
    ...['a to the server', 'b to the server', 'commit'],
    ...['a to the terminal', 'b to the terminal'],
  ];
  expect(seen).toEqual(order);
  await nextTurn();
  expect(seen).toEqual(order);
});

test('ended at once, it does not end a second time', async () => {
  const seen: string[] = [];
  const turn = new Turn(() => void seen.push('commit'), unexpected);
  turn.recorded();
  turn.end();
  await nextTurn();
  expect(seen).toEqual(['commit']);
  turn.recorded();
  await nextTurn();
  expect(seen).toEqual(['commit', 'commit']);
});

test('one that throws holds nobody else up', async () => {
  const seen: string[] = [];
  const turn = new Turn(
    () => {
      throw new Error('no disk');
    },
    (error) => seen.push((error as Error).message),
  );
  const broken = () => {
    throw new Error('broken');
  };
  turn.join({ leaveForServer: broken, leaveForTerminal: broken });
  turn.join({
    leaveForServer: () => seen.push('to the server'),
    leaveForTerminal: () => seen.push('to the terminal'),
  });
  await nextTurn();
  expect(seen).toEqual(['broken', 'to the server', 'no disk', 'broken', 'to the terminal']);
});

test('a commit that throws holds no reply back', async () => {
  const server = await RawServer.start((line) => void line.until(POLL).then(() => line.send(OK)));
  const wire = await startTestWire(server.port, {
    record: () => 1,
    commit: () => {
      throw new Error('no disk');
    },
  });
  const terminal = await wire.dial();
  await terminal.send(POLL);
  await terminal.until(OK);
  expect(wire.logged.map(({ message }) => message)).toContain(
    'A turn did not end as it should; forwarding goes on.',
  );
  terminal.socket.destroy();
  await wire.stop(100);
  await server.stop();
});

test('what nobody could read reaches the server, though the terminal ends before the server is there', async () => {
  const server = await RawServer.start((line) => void line.until(POLL).then(() => line.send(OK)));
  const wire = await startTestWire(server.port, {
    isTerminalRequest: () => {
      throw new Error('unreadable');
    },
  });
  const terminal = await wire.dial();
  terminal.socket.end(POLL);
  await terminal.until(OK);
  expect((await server.line(0)).text).toBe(POLL);
  terminal.socket.destroy();
  await wire.stop(100);
  await server.stop();
});
