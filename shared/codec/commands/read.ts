/**
 * The commands in a poll reply (vendor's document section 11): `C:id:text`, a line each.
 *
 *   C:1330:UPDATE PRESSKEY KeyID=2⇥Price=1200
 *   KeyID=3⇥Price=600                            a further row of the same command
 *                                                observed: blank lines between commands
 *   C:1331:REBOOT
 */

import type { Field, Span } from '../frame.ts';
import { boundedLines } from '../bounded-lines.ts';
import { decodeText, type Reading } from '../read-field.ts';
import { PUNCTUATION } from '../punctuation.ts';
import { readArguments, readRow, type Placed } from './arguments.ts';
import { partsOf, type CommandParts, type Range } from './parts.ts';
import { say } from './say.ts';

const HEAD = /^[ \t]*C:([^:]*):/i;
/** Of many rows, so many are told in words. */
const ROWS_SAID = 3;

const WORDS = {
  en: {
    notACommand: 'not a command',
    unknownCommand: 'unknown command',
    unknownTable: 'unknown table',
    more: (count: number) => `+${count} more`,
  },
  zh: {
    notACommand: '不是命令',
    unknownCommand: '未知命令',
    unknownTable: '未知数据表',
    more: (count: number) => `另有 ${count} 行`,
  },
} as const;

/** The lines of bytes[from, to), one field each; rows that continue a command belong to its field. */
export function readCommands(
  bytes: Uint8Array,
  from: number,
  to: number,
  reading: Reading,
): Field[] {
  const fields: Field[] = [];
  let open: OpenCommand | null = null;
  const close = () => {
    if (open !== null) fields.push(commandField(open));
    open = null;
  };
  const { lines, rest } = boundedLines(bytes, from, to, reading);
  for (const [begin, end] of lines) {
    const line = reading.text.decode(bytes, begin, end, 'latin1');
    const head = HEAD.exec(line);
    if (head !== null) {
      close();
      open = openCommand({ bytes, text: line, base: begin, reading }, head);
    } else if (begin === end) {
      close();
    } else if (open !== null && continues(open, line)) {
      (open as OpenCommand).rows.push([begin, end]);
    } else {
      close();
      fields.push(otherLine(bytes, begin, end, reading));
    }
  }
  close();
  return rest === null ? fields : [...fields, rest];
}

interface OpenCommand {
  /** Its text behind `C:id:`. */
  readonly placed: Placed;
  readonly parts: CommandParts;
  /** Of its first line and its id in the body. */
  readonly line: Range;
  readonly id: Range;
  /** Further rows in the body. */
  readonly rows: Range[];
}

function openCommand({ bytes, text, base, reading }: Placed, head: RegExpExecArray): OpenCommand {
  const [{ length }, id = ''] = head;
  const idEnd = base + length - 1;
  const placed = { bytes, text: text.slice(length), base: base + length, reading };
  return {
    placed,
    parts: partsOf(placed.text),
    line: [base, base + text.length],
    id: [idEnd - id.length, idEnd],
    rows: [],
  };
}

/** Several rows of one command are joined by LF (sections 11.6.1 and 11.6.2). */
const continues = ({ parts }: OpenCommand, line: string): boolean =>
  parts.command?.form.kind === 'subject' && line.includes('=');

const spanOf = ([from, to]: Range): Span => ({ part: 'body', from, to });

function commandField({ placed, parts, line, id, rows }: OpenCommand): Field {
  const { bytes, base, reading } = placed;
  const { language } = reading;
  const words = WORDS[language];
  const { command, subjectSpec: subject } = parts;
  const textOf = ([from, to]: Range) => decodeText(bytes, from, to, reading);
  const inBody = ([from, to]: Range): Range => [base + from, base + to];

  const idText = textOf(id);
  const verbAt = inBody(parts.verb);
  const verb = textOf(verbAt);
  const fields: Field[] = [
    { key: 'cmdId', wire: 'CmdID', raw: idText, value: idText, text: idText, span: spanOf(id) },
    {
      key: 'verb',
      wire: 'verb',
      raw: verb,
      value: command?.verb ?? verb,
      text: command?.label[language] ?? verb,
      span: spanOf(verbAt),
      ...(command === undefined ? { note: words.unknownCommand } : {}),
    },
  ];
  let table = '';
  if (parts.subject !== null) {
    const at = inBody(parts.subject);
    table = textOf(at);
    fields.push({
      key: 'table',
      wire: 'table',
      raw: table,
      value: subject?.name ?? table,
      text: subject?.label[language] ?? table,
      span: spanOf(at),
      ...(command !== undefined && subject === undefined ? { note: words.unknownTable } : {}),
    });
  }
  const given = readArguments(placed, parts);
  const sayOf = (row: readonly Field[]) =>
    say({ command, subject, verb, table, arguments: row }, language);

  const records = rows.map((at): Field => {
    const text = reading.text.decode(bytes, at[0], at[1], 'latin1');
    const row = readRow({ bytes, text, base: at[0], reading }, parts);
    const raw = textOf(at);
    return {
      key: 'record',
      wire: table,
      raw,
      value: raw,
      text: sayOf(row),
      span: spanOf(at),
      fields: row,
    };
  });
  const whole: Range = [line[0], rows.at(-1)?.[1] ?? line[1]];
  const raw = textOf(whole);
  // A command may name its table alone and bring all rows on lines of their own.
  const said = [
    ...(given.length === 0 && records.length > 0 ? [] : [sayOf(given)]),
    ...records.map(({ text }) => text),
  ];
  const { semicolon } = PUNCTUATION[language];
  const unsaid = said.length - ROWS_SAID;
  const text =
    said.slice(0, ROWS_SAID).join(semicolon) + (unsaid > 0 ? semicolon + words.more(unsaid) : '');
  return {
    key: 'command',
    wire: 'C',
    raw,
    value: raw,
    text,
    span: spanOf(whole),
    fields: [...fields, ...given, ...records],
  };
}

function otherLine(bytes: Uint8Array, from: number, to: number, reading: Reading): Field {
  const raw = decodeText(bytes, from, to, reading);
  const note = WORDS[reading.language].notACommand;
  return { key: 'line', wire: '', raw, value: null, text: raw, span: spanOf([from, to]), note };
}
