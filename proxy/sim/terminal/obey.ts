/** What a terminal does on each command of the vendor's document section 11, a row each. */

import { stampText } from '../local-time.ts';
import { readRange, readTableArguments, type Command } from './commands.ts';
import type { Files } from './files.ts';
import { LOGS, type Log, type LogRecord, type RecordLog } from './logs.ts';
import type { Result } from './results.ts';
import type { TerminalTables } from './tables.ts';

/** Return codes of the vendor's document, appendix 1, and field observations. */
export const RETURN = {
  done: 0,
  wrongArgument: -1,
  noFile: -2,
  unsupported: -1002,
  unknownTable: -1004,
  serverSilent: -1008,
} as const;

/** What the commands may use of their terminal. */
export interface Obeying {
  readonly tables: TerminalTables;
  readonly options: Map<string, string>;
  readonly files: Files;
  logOf(log: Log): RecordLog;
  /** Fetches the options again; whether the server answered. */
  initialise(): Promise<boolean>;
  /** Uploads what is new in these logs, or just these records; whether the server took all. */
  uploadNew(logs: readonly Log[]): Promise<boolean>;
  uploadAgain(log: Log, records: readonly LogRecord[]): Promise<boolean>;
  /** A file below the server's /iclock/; null when it is not to be had. */
  download(url: string): Promise<Uint8Array | null>;
  restartSoon(): void;
}

type Handler = (terminal: Obeying, command: Command) => Promise<Result> | Result;

const done = ({ id }: Command, cmd: string, returned: number = RETURN.done): Result => ({
  form: 'line',
  id,
  returned,
  cmd,
});

const logNamed = (name: string): Log | undefined => LOGS.find((log) => log.name === name);

const afterUpload = (taken: boolean): number => (taken ? RETURN.done : RETURN.serverSilent);

const restart: Handler = (terminal, command) => {
  terminal.restartSoon();
  return done(command, command.verb);
};

/** CHECK's word → the logs whose new records go up at once. */
const CHECKED: ReadonlyMap<string, readonly Log[]> = new Map<string, readonly Log[]>([
  ['OPTION', []],
  ['ALL', LOGS],
  ['ALLLOG', LOGS],
  ...LOGS.map((log) => [log.name, [log]] as const),
]);

async function check(terminal: Obeying, command: Command): Promise<Result> {
  const what = command.rest.trim();
  const logs = CHECKED.get(what);
  if (logs === undefined) return done(command, 'CHECK', RETURN.wrongArgument);
  const asked = what === 'OPTION' || what === 'ALL' ? await terminal.initialise() : true;
  return done(command, 'CHECK', afterUpload((await terminal.uploadNew(logs)) && asked));
}

function clear(terminal: Obeying, command: Command): Result {
  const { what, named } = readRange(command.rest);
  if (what === 'ONRESPOSLOG') {
    // DATE=YYYYMMDD: records before that day go (the print says YYMMDD, its example has four digits for the year).
    const day = named.get('DATE') ?? '';
    const [pos] = LOGS;
    if (pos === undefined || !/^\d{8}$/.test(day))
      return done(command, 'CLEAR', RETURN.wrongArgument);
    terminal.logOf(pos).clear(({ at }) => stampText(at).slice(0, 10).replaceAll('-', '') >= day);
    return done(command, 'CLEAR');
  }
  const logs = what === 'DATA' ? LOGS : LOGS.filter(({ cleared }) => cleared === what);
  if (logs.length === 0) return done(command, 'CLEAR', RETURN.wrongArgument);
  for (const log of logs) terminal.logOf(log).clear();
  if (what === 'DATA') terminal.tables.clear();
  return done(command, 'CLEAR');
}

async function sync(terminal: Obeying, command: Command): Promise<Result> {
  const { what, named } = readRange(command.rest);
  const log = logNamed(what);
  const [start, end] = [Number(named.get('START')), Number(named.get('END'))];
  if (log === undefined || !(start <= end)) return done(command, 'SYNC', RETURN.wrongArgument);
  const wanted = terminal.logOf(log).records.filter(({ recNo }) => recNo >= start && recNo <= end);
  return done(command, 'SYNC', afterUpload(await terminal.uploadAgain(log, wanted)));
}

async function coll(terminal: Obeying, command: Command): Promise<Result> {
  const { what, named } = readRange(command.rest);
  const log = logNamed(what);
  const [start, end] = [named.get('START'), named.get('END')];
  if (log === undefined || start === undefined || end === undefined) {
    return done(command, 'COLL', RETURN.wrongArgument);
  }
  const card = Number(named.get('CARDNO') ?? 0);
  const wanted = terminal.logOf(log).records.filter(({ at, sysId }) => {
    const time = stampText(at).replace('T', ' ');
    return time >= start && time <= end && (card === 0 || card === sysId);
  });
  return done(command, 'COLL', afterUpload(await terminal.uploadAgain(log, wanted)));
}

const MEMORY_BYTES = { FlashSize: 131_072, FreeSize: 98_304 } as const;

const info: Handler = (terminal, { id }) => {
  const { black, white } = terminal.tables.listSizes();
  return {
    form: 'info',
    id,
    values: [
      ['BlackUserCount', black],
      ['WhiteUserCount', white],
      ['FPCount', 0],
      ...Object.entries(MEMORY_BYTES),
      ['PUSHVersion', terminal.options.get('PushVersion') ?? ''],
      ...LOGS.map((log) => [log.counted, terminal.logOf(log).records.length] as const),
    ],
  };
};

const onTable = (
  act: (tables: TerminalTables, table: string, command: Command) => number,
): Handler => {
  return (terminal, command) => {
    const { table } = readTableArguments(command.rest);
    if (!terminal.tables.knows(table)) return done(command, command.verb, RETURN.unknownTable);
    return done(command, command.verb, act(terminal.tables, table, command));
  };
};

async function putFile(terminal: Obeying, { id, rest }: Command): Promise<Result> {
  const [url = '', path = ''] = rest.trim().split(/[\t ]+/);
  const content = await terminal.download(url);
  if (content === null) return { form: 'put-file', id, returned: RETURN.serverSilent };
  terminal.files.put(path === '' ? (url.split('/').at(-1) ?? url) : path, content);
  return { form: 'put-file', id, returned: content.length };
}

const HANDLERS: ReadonlyMap<string, Handler> = new Map(
  Object.entries<Handler>({
    UPDATE: onTable((tables, table, { rest }) => {
      tables.update(table, readTableArguments(rest).row);
      return RETURN.done;
    }),
    DELETE: onTable((tables, table, { rest }) => {
      tables.delete(table, readTableArguments(rest).row);
      return RETURN.done;
    }),
    QUERY: onTable((tables, table, { rest }) =>
      tables.matching(table, readTableArguments(rest).row).length > 0
        ? RETURN.done
        : RETURN.wrongArgument,
    ),
    SET: (terminal, command) => {
      const { table: what, row } = readTableArguments(command.rest);
      if (what !== 'OPTION' || row.size === 0)
        return done(command, 'SET OPTION', RETURN.wrongArgument);
      for (const [key, value] of row) terminal.options.set(key, value);
      return done(command, 'SET OPTION');
    },
    INFO: info,
    CHECK: check,
    CLEAR: clear,
    SYNC: sync,
    COLL: coll,
    RELOAD: (_terminal, command) => done(command, 'RELOAD OPTIONS'),
    REBOOT: restart,
    RESTART: restart,
    SHELL: (terminal, { id, rest }) => ({ form: 'shell', id, ...terminal.files.shell(rest) }),
    GETFILE: (terminal, { id, rest }) => {
      const path = rest.trim();
      const content = terminal.files.get(path);
      return {
        form: 'get-file',
        id,
        fileName: path.split('/').at(-1) ?? path,
        returned: content?.length ?? RETURN.noFile,
        content: content ?? new Uint8Array(),
      };
    },
    PUTFILE: putFile,
  }),
);

/** Obeys one command; one that no row knows is refused as unsupported. */
export async function obey(terminal: Obeying, command: Command): Promise<Result> {
  const handler = HANDLERS.get(command.verb);
  return handler === undefined
    ? done(command, command.spelling, RETURN.unsupported)
    : handler(terminal, command);
}
