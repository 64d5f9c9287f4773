/** Whether what somebody wants to send may be queued, and as which lines. */

import type { Charset, TextCodec } from '../../shared/codec/charset.ts';
import { readCommands } from '../../shared/codec/commands/read.ts';
import {
  composeCommand,
  type CommandInput,
  type ComposedCommand,
} from '../../shared/codec/commands/compose.ts';
import type { Values } from '../../shared/codec/commands/check-values.ts';
import type { CommandProblem } from '../../shared/codec/commands/problem.ts';
import { words, type Words } from '../../shared/spec/field.ts';
import type {
  InjectionRefusal,
  InjectionRefusalCode,
  InjectionRequest,
} from '../../shared/link/injection.ts';
import { nextId } from './ids.ts';
import type { Command, PutFile } from './life.ts';

export type PlacedProblem = CommandProblem & { readonly command: number };

export type Prepared =
  | {
      readonly ok: true;
      readonly commands: readonly Command[];
      readonly warnings: readonly PlacedProblem[];
    }
  | InjectionRefusal;

export interface PrepareOptions {
  readonly text: TextCodec;
  readonly nowMs: number;
  readonly lastId: string;
  readonly file?: PutFile;
}

const MOST_BYTES = 40 * 1024;
const MOST_COMMANDS = 1_000;
const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
const LONGEST_WAIT = 30 * 24 * HOUR;
const DEFAULT_WAIT = HOUR;
const MOST_REDELIVERIES = 10;

const SERIAL = /^[!-~]{1,64}$/;
const CHARSETS: readonly unknown[] = ['gb18030', 'utf-8', 'ascii'];

const SENTENCES: Readonly<Record<InjectionRefusalCode, Words>> = {
  BAD_SERIAL: words('A serial number is 1 to 64 characters without blanks.', '序列号为 1 至 64 个字符，不含空格。'),
  BAD_COMMAND: words('The command cannot be sent.', '命令无法发送。'),
  BAD_OPTION: words('Waiting times are 1 s to 30 days; a redelivery is 1 to 10 times.', '等待时间为 1 秒至 30 天；重发次数为 1 至 10。'),
  BATCH_TOO_LONG: words('The batch is too long: 1000 commands and 40 KB at most.', '批次过长：最多 1000 条命令、40 KB。'),
  CONFIRM: words('This can destroy, reconfigure or restart the terminal: confirm it by naming the serial number.', '该操作可能清除数据、更改设置或重启终端：请填写序列号确认。'),
  FILE_TOO_LONG: words('A file may have 64 MB at most.', '文件最大 64 MB。'),
  REDELIVERY: words('A command that must not run twice cannot be sent again by itself.', '不能重复执行的命令不可自动重发。'),
  TOO_MANY: words('Too many commands wait for this terminal already.', '等待该终端的命令过多。'),
  JOURNAL: words('The command cannot be journalled, so it is not queued.', '命令无法写入日志文件，因此未排队。'),
  UNKNOWN_COMMAND: words('There is no such command.', '没有此命令。'),
  NOT_QUEUED: words('Only a command that still waits can be cancelled.', '只能取消仍在等待的命令。'),
}; // prettier-ignore

export function refusal(
  code: InjectionRefusalCode,
  language: 'en' | 'zh' = 'en',
  more: Partial<Omit<InjectionRefusal, 'ok' | 'code'>> = {},
): InjectionRefusal {
  return { ok: false, code, message: SENTENCES[code][language], ...more };
}

export function prepare(request: InjectionRequest, options: PrepareOptions): Prepared {
  const { sn, commands, confirm, charset = 'gb18030', language = 'en' } = request;
  const { expiresAfterMs = DEFAULT_WAIT, redeliver = null } = request;
  const no = (code: InjectionRefusalCode) => refusal(code, language);
  if (!SERIAL.test(sn)) return no('BAD_SERIAL');
  if (commands.length > MOST_COMMANDS) return no('BATCH_TOO_LONG');
  if (!isWait(expiresAfterMs) || !CHARSETS.includes(charset)) return no('BAD_OPTION');
  if (redeliver !== null && !(isWait(redeliver.afterMs) && isTimes(redeliver.times)))
    return no('BAD_OPTION');

  const made: { readonly id: string; readonly composed: ComposedCommand }[] = [];
  const problems: PlacedProblem[] = [];
  const warnings: PlacedProblem[] = [];
  let lastId = options.lastId;
  for (const [command, input] of commands.entries()) {
    const id = (lastId = nextId(options.nowMs, lastId));
    const found = compose(input, id, request, options.text);
    problems.push(...found.problems.map((each) => ({ ...each, command })));
    warnings.push(...found.warnings.map((each) => ({ ...each, command })));
    if (found.composed !== null) made.push({ id, composed: found.composed });
  }
  const [first] = problems;
  if (first !== undefined || commands.length === 0)
    return refusal('BAD_COMMAND', language, first && { message: first.message, problems });

  const bytes = made.reduce((sum, { composed }) => sum + composed.bytes.length + 1, 0);
  if (made.length > 1 && bytes > MOST_BYTES) return no('BATCH_TOO_LONG');
  // Nobody knows what an undeclared verb does.
  const isDangerous = ({ dangerous, command }: ComposedCommand) =>
    dangerous || command === undefined;
  if (made.some(({ composed }) => isDangerous(composed)) && confirm !== sn) return no('CONFIRM');
  if (redeliver !== null && !made.every(({ composed }) => composed.repeatable))
    return no('REDELIVERY');

  return {
    ok: true,
    warnings,
    commands: made.map(({ id, composed }) => ({
      id,
      sn,
      line: composed.line,
      charset,
      verb: composed.command?.verb ?? verbOf(composed.line),
      dangerous: isDangerous(composed),
      last: composed.last,
      repeatable: composed.repeatable,
      answeredBy: composed.command?.result ?? 'plain',
      expiresAfterMs,
      redeliver,
      file: fileOf(options.file),
    })),
  };
}

const fileOf = (file: PutFile | undefined): PutFile | null =>
  file === undefined ? null : { token: file.token, name: file.name, size: file.size };

const isWait = (ms: number): boolean => ms >= SECOND && ms <= LONGEST_WAIT;
const isTimes = (times: number): boolean =>
  Number.isInteger(times) && times >= 1 && times <= MOST_REDELIVERIES;

const verbOf = (line: string): string => /^C:[^:]*:\s*(\S*)/.exec(line)?.[1] ?? '';

interface Found {
  readonly composed: ComposedCommand | null;
  readonly problems: readonly CommandProblem[];
  readonly warnings: readonly CommandProblem[];
}

/** What only a raw line may do. */
const UNKNOWN: ReadonlySet<string> = new Set(['unknown-verb', 'unknown-table', 'missing-table']);
/** What is wrong with values however they were given. */
const OF_VALUES: ReadonlySet<string> = new Set(['missing-value', 'value-too-long', 'wrong-value']);

function compose(
  input: CommandInput,
  id: string,
  { charset = 'gb18030', language = 'en', raw = false }: InjectionRequest,
  text: TextCodec,
): Found {
  const options = { id, charset, text, language };
  const composed = composeCommand(input, options);
  if (!composed.ok) return { composed: null, problems: composed.problems, warnings: [] };
  const { warnings } = composed;
  if (raw || !('text' in input)) return { composed, problems: [], warnings };
  const unknown = warnings.filter(({ code }) => UNKNOWN.has(code));
  if (unknown.length > 0) return { composed: null, problems: unknown, warnings: [] };
  const meant = partsIn(composed, charset, text);
  const checked = meant === null ? null : composeCommand(meant, options);
  const problems =
    checked?.ok === false ? checked.problems.filter(({ code }) => OF_VALUES.has(code)) : [];
  return { composed: problems.length === 0 ? composed : null, problems, warnings };
}

/** What a line says, as verb, table and values. */
function partsIn(
  { bytes, command }: ComposedCommand,
  charset: Charset,
  text: TextCodec,
): CommandInput | null {
  if (command === undefined) return null;
  const [field] = readCommands(bytes, 0, bytes.length, { text, language: 'en', charset });
  const values: Record<string, string> = {};
  let table: string | undefined;
  for (const { key, wire, raw } of field?.fields ?? []) {
    if (key === 'cmdId' || key === 'verb') continue;
    if (key === 'table') table = raw;
    else if (!Object.hasOwn(values, wire)) values[wire] = raw;
  }
  return { verb: command.verb, ...(table !== undefined && { table }), values: values as Values };
}
