/** Command results as a ZKECO parses them: strictly, and all or nothing. */

import type { CommandResult } from './command-queue.ts';
import { int, PythonError } from './python.ts';

export type ParsedResults =
  | { readonly parsed: true; readonly results: readonly CommandResult[] }
  /** The parser raised an exception: the server answers an empty 200 and acknowledges nothing. */
  | { readonly parsed: false; readonly exception: string };

function pairs(parts: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    parts.map((part) => {
      const at = part.indexOf('=');
      return at === -1 ? ([part, ''] as const) : ([part.slice(0, at), part.slice(at + 1)] as const);
    }),
  );
}

function wanted(values: ReadonlyMap<string, string>, key: string): string {
  const value = values.get(key);
  if (value === undefined) throw new PythonError(`KeyError: '${key}'`);
  return value;
}

const result = (values: ReadonlyMap<string, string>, content: string | null): CommandResult => ({
  id: int(wanted(values, 'ID')),
  returned: wanted(values, 'Return').trim(),
  cmd: wanted(values, 'CMD'),
  content,
});

const CONTENT = '\nContent=';

function parse(body: string): readonly CommandResult[] {
  const [first = '', ...others] = body.split('\n');
  const fields = first.split('&');
  if (fields.length < 2) {
    // The form of GetFile, Shell and PutFile: a key a line, then the content to the end.
    const contentAt = body.indexOf(CONTENT);
    const head = contentAt === -1 ? body : body.slice(0, contentAt);
    const content = contentAt === -1 ? null : body.slice(contentAt + CONTENT.length);
    return [result(pairs(head.split('\n')), content)];
  }
  if (pairs(fields).get('CMD')?.trim() === 'INFO') {
    return [result(pairs(fields), others.join('\n'))];
  }
  return [first, ...others]
    .filter((line) => line.trim() !== '')
    .map((line) => result(pairs(line.trimEnd().split('&')), null));
}

export function parseResults(body: string): ParsedResults {
  try {
    return { parsed: true, results: parse(body) };
  } catch (error) {
    if (error instanceof PythonError) return { parsed: false, exception: error.message };
    throw error;
  }
}

/** Observed: a result whose address names no serial may carry it in the body. */
export const serialInBody = (body: string): string | null =>
  /(?:^|[\n&])SN=([^\n&]*)/.exec(body)?.[1]?.trim() ?? null;
