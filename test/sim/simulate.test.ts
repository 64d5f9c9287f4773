/** `pushscope simulate`: server and terminals as two commands, each with its ready line and its summary. */

import { expect, test } from 'vitest';
import { CommanderError } from 'commander';
import { RunError, UsageError, type CommandIo } from '../../proxy/commands/io.ts';
import { simulateCommand } from '../../proxy/commands/simulate.ts';
import { Ears } from './canteen.ts';

/** Runs the command in this process; what it printed, line by line, and a promise of its end. */
function simulate(...args: string[]) {
  const printed = new Ears<string>();
  const io: CommandIo = {
    stdout: async (text) => printed.hear(text),
    stderr: () => {},
    exit: () => {},
  };
  const command = simulateCommand(io);
  for (const each of [command, ...command.commands]) {
    each.exitOverride().configureOutput({ writeErr: () => {} });
  }
  const ended = command.parseAsync(args, { from: 'user' });
  ended.catch(() => {});
  return { printed, ended };
}

test('terminals against the server: both say when they are ready and what came of it', async () => {
  const server = simulate('server', '--listen', '127.0.0.1:0', '--json', '--for', '4');
  await server.printed.until(() => server.printed.events.length === 1);
  const ready = JSON.parse(server.printed.events[0] ?? '') as { event: string; listen: string };
  expect(ready.event).toBe('ready');

  const to = `http://${ready.listen}`;
  const terminals = simulate(
    'terminals',
    '--to',
    to,
    '--json',
    '--count',
    '3',
    '--pace',
    '200',
    '--for',
    '2',
  );
  await terminals.ended;
  await server.ended;
  const [first, last] = terminals.printed.events.map((line) => JSON.parse(line) as object);
  expect(first).toMatchObject({ event: 'ready', to });
  expect(last).toMatchObject({ event: 'summary', boot: 3, init: 3 });
  const summary = JSON.parse(server.printed.events[1] ?? '') as object;
  expect(summary).toMatchObject({ event: 'summary', terminals: 3, requests: { init: 3 } });
});

test('without --json it says the same to people', async () => {
  const server = simulate('server', '--listen', '127.0.0.1:0', '--for', '0.1');
  await server.ended;
  expect(server.printed.events).toEqual([
    expect.stringMatching(/^simulate ready: a built-in ZKECO on http:\/\/127\.0\.0\.1:\d+\n$/),
    expect.stringMatching(
      /^simulated: 0 terminals; requests: none; 0 of 0 commands acknowledged\n$/,
    ),
  ]);
});

test('where nobody answers, the run failed', async () => {
  const { ended } = simulate(
    'terminals',
    '--to',
    'http://127.0.0.1:9',
    '--count',
    '1',
    '--for',
    '0.2',
  );
  await expect(ended).rejects.toThrow(RunError);
  await expect(ended).rejects.toThrow(/no terminal could initialise at http:\/\/127\.0\.0\.1:9;/);
});

test.each([
  [['terminals'], CommanderError, /--to/],
  [['terminals', '--to', 'zkeco'], UsageError, /--to zkeco is not the address of a server/],
  [['terminals', '--to', 'https://zkeco:8088'], UsageError, /plain HTTP/],
  [['terminals', '--to', 'http://zkeco:8088/iclock/'], UsageError, /write http:\/\/HOST:PORT/],
  [['terminals', '--to', 'http://zkeco:8088/?a=1'], UsageError, /write http:\/\/HOST:PORT/],
  [['terminals', '--to', 'http://a:b@zkeco:8088'], UsageError, /write http:\/\/HOST:PORT/],
  [['terminals', '--to', 'http://zkeco', '--count', '0'], CommanderError, /from 1 to 500/],
  [['terminals', '--to', 'http://zkeco', '--count', 'many'], CommanderError, /whole number/],
  [['terminals', '--to', 'http://zkeco', '--pace', '0'], CommanderError, /from 0\.1 to 1000/],
  [['terminals', '--to', 'http://zkeco', '--for', '-1'], CommanderError, /number from 0/],
  [['terminals', '--to', 'http://zkeco', '--seed', '1.5'], CommanderError, /whole number/],
  [['server', '--listen', 'nowhere'], UsageError, /--listen nowhere is not an address/],
  [['server', '--listen', '127.0.0.1:0', 'more'], CommanderError, /too many arguments/],
] as const)('simulate %j is refused', async (args, kind, sentence) => {
  const { printed, ended } = simulate(...args);
  await expect(ended).rejects.toThrow(sentence);
  await expect(ended).rejects.toBeInstanceOf(kind);
  expect(printed.events).toEqual([]);
});

test('a port in use is named, with the next step', async () => {
  const first = simulate('server', '--listen', '127.0.0.1:0', '--json', '--for', '1');
  await first.printed.until(() => first.printed.events.length === 1);
  const { listen } = JSON.parse(first.printed.events[0] ?? '') as { listen: string };
  const second = simulate('server', '--listen', listen);
  await expect(second.ended).rejects.toThrow(`${listen} is in use by another program`);
  await first.ended;
});
