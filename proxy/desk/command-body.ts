/** The body of POST /api/commands, checked: types here, what the protocol allows where commands are queued. */

import type { Charset } from '../../shared/codec/charset.ts';
import type { CommandInput } from '../../shared/codec/commands/compose.ts';
import type { InjectionRequest, Redelivery } from '../../shared/link/injection.ts';
import { Refused } from './answer.ts';

type Json = Readonly<Record<string, unknown>>;

export const badCommand = (fact = ''): Refused =>
  new Refused(
    400,
    'BODY',
    `${fact === '' ? '' : `${fact} `}Send {"sn":"…","command":"…"} or {"sn":"…","verb":"…","table":"…","values":{…}} as application/json.`,
  );

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function textOf(body: Json, name: string): string | undefined {
  const value = body[name];
  if (value === undefined || typeof value === 'string') return value;
  throw badCommand(`"${name}" is no text.`);
}

const isValue = (value: unknown): value is string | number | boolean =>
  ['string', 'number', 'boolean'].includes(typeof value);

function valuesOf(value: unknown): Readonly<Record<string, string | number | boolean>> {
  if (!isObject(value)) throw badCommand('"values" is no object.');
  const entries = Object.entries(value).map(([name, each]) => {
    if (!isValue(each)) throw badCommand(`The value of "${name}" is no text, number or boolean.`);
    return [name, each] as const;
  });
  return Object.fromEntries(entries);
}

function commandOf(given: unknown): CommandInput {
  if (typeof given === 'string') return { text: given };
  if (!isObject(given)) throw badCommand('A command is a text or an object.');
  const text = textOf(given, 'command');
  if (text !== undefined) return { text };
  const verb = textOf(given, 'verb');
  if (verb === undefined) throw badCommand('There is neither "command" nor "verb".');
  const table = textOf(given, 'table');
  const { values } = given;
  return {
    verb,
    ...(table !== undefined && { table }),
    ...(values !== undefined && {
      values: Array.isArray(values) ? values.map(valuesOf) : valuesOf(values),
    }),
  };
}

function redeliveryOf(value: unknown): Redelivery | undefined {
  if (value === undefined) return undefined;
  const { afterMs, times } = isObject(value) ? value : {};
  if (typeof afterMs !== 'number' || typeof times !== 'number') {
    throw badCommand('"redeliver" wants {"afterMs":…,"times":…}.');
  }
  return { afterMs, times };
}

/** What was asked for, and whether it was a batch. `charset` is the terminal's own. Throws Refused. */
export function readCommandBody(
  body: unknown,
  charset: (sn: string) => Charset,
): { readonly request: InjectionRequest; readonly isBatch: boolean } {
  if (!isObject(body)) throw badCommand();
  const sn = textOf(body, 'sn');
  if (sn === undefined) throw badCommand('There is no "sn".');
  const { commands, raw, expiresAfterMs } = body;
  if (raw !== undefined && typeof raw !== 'boolean') throw badCommand('"raw" is no boolean.');
  if (expiresAfterMs !== undefined && typeof expiresAfterMs !== 'number') {
    throw badCommand('"expiresAfterMs" is no number.');
  }
  if (commands !== undefined && (!Array.isArray(commands) || commands.length === 0)) {
    throw badCommand('"commands" is no list, or an empty one.');
  }
  const confirm = textOf(body, 'confirm');
  const redeliver = redeliveryOf(body['redeliver']);
  return {
    isBatch: commands !== undefined,
    request: {
      sn,
      commands: Array.isArray(commands) ? commands.map(commandOf) : [commandOf(body)],
      charset: charset(sn),
      ...(confirm !== undefined && { confirm }),
      ...(raw !== undefined && { raw }),
      ...(expiresAfterMs !== undefined && { expiresAfterMs }),
      ...(redeliver !== undefined && { redeliver }),
    },
  };
}
