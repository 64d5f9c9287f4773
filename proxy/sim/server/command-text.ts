/** The text of commands as a ZKECO's generators write them, and which of them end a batch. */

export type Encode = (text: string) => Uint8Array;

/** Observed: after one of these, compared as exact text, the batch ends; `SET OPTION x=…` does not end it. */
const LAST_OF_BATCH: ReadonlySet<string> = new Set([
  'CHECK OPTION',
  'CHECK POSLOG',
  'CHECK FULLLOG',
  'CHECK ALLOWLOG',
  'CHECK ALL',
  'CLEAR DATA',
  'CLEAR POSLOG',
  'CLEAR FULLVALUE',
  'CLEAR SIDYLOG',
  'RELOAD OPTIONS',
  'REBOOT',
  'RESTART',
]);

/** Observed: the generators of these end their text in LF themselves, hence blank lines between commands. */
const ENDS_IN_LF = /^(?:UPDATE (?!SUBSIDYLOG )|DELETE |SET OPTION .*\t|SYNC )/;

export const endsBatch = (text: string): boolean => LAST_OF_BATCH.has(text.trim());

export function commandBytes(id: string, text: string, encode: Encode): Uint8Array {
  const bare = text.replace(/\n+$/, '');
  return encode(`C:${id}:${bare}\n${ENDS_IN_LF.test(bare) ? '\n' : ''}`);
}

export type Arguments = readonly (readonly [key: string, value: string | number])[];

/** `UPDATE USERINFO SysID=1⇥UserID=1…`: verb, table and TAB separated pairs. */
export const dataCommand = (verb: 'UPDATE' | 'DELETE', table: string, values: Arguments): string =>
  `${verb} ${table} ${values.map(([key, value]) => `${key}=${value}`).join('\t')}`;

/** Observed: several options in one command, a TAB after each. */
export const setOption = (values: Arguments): string =>
  `SET OPTION ${values.map(([key, value]) => `${key}=${value}\t`).join('')}`;
