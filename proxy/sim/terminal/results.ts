/** Command results as terminals write them: `&` lines, INFO with its values, and the LF form of files. */

export type Result =
  | { readonly form: 'line'; readonly id: string; readonly returned: number; readonly cmd: string }
  | {
      readonly form: 'info';
      readonly id: string;
      readonly values: readonly (readonly [string, string | number])[];
    }
  | {
      readonly form: 'get-file';
      readonly id: string;
      readonly fileName: string;
      readonly returned: number;
      readonly content: Uint8Array;
    }
  | {
      readonly form: 'shell';
      readonly id: string;
      readonly returned: number;
      readonly output: string;
    }
  | { readonly form: 'put-file'; readonly id: string; readonly returned: number };

const ascii = (text: string): Buffer => Buffer.from(text, 'latin1');

const line = (id: string, returned: number, cmd: string): string =>
  `ID=${id}&Return=${returned}&CMD=${cmd}\n`;

const lines = (...rows: readonly (readonly [string, string | number])[]): string =>
  rows.map(([key, value]) => `${key}=${value}\n`).join('');

/** A result that a server reads to the end of the body stands in a POST of its own. */
function ownBody(result: Exclude<Result, { form: 'line' }>, sn: string): Buffer {
  switch (result.form) {
    case 'info':
      return ascii(line(result.id, 0, 'INFO') + lines(...result.values));
    case 'get-file':
      return Buffer.concat([
        ascii(
          lines(
            ['ID', result.id],
            ['SN', sn],
            ['FILENAME', result.fileName],
            ['CMD', 'GetFile'],
            ['Return', result.returned],
          ),
        ),
        ascii('Content='),
        result.content,
      ]);
    case 'shell':
      return ascii(
        `${lines(
          ['ID', result.id],
          ['SN', sn],
          ['Return', result.returned],
          ['CMD', 'Shell'],
          ['FILENAME', 'shellout.txt'],
        )}Content=${result.output}`,
      );
    case 'put-file':
      return ascii(lines(['ID', result.id], ['Return', result.returned], ['CMD', 'PutFile']));
  }
}

/** The bodies of the POSTs that carry these results: neighbouring `&` lines share one. */
export function resultBodies(results: readonly Result[], sn: string): readonly Buffer[] {
  const bodies: Buffer[] = [];
  let shared = '';
  const closeShared = () => {
    if (shared !== '') bodies.push(ascii(shared));
    shared = '';
  };
  for (const result of results) {
    if (result.form === 'line') shared += line(result.id, result.returned, result.cmd);
    else {
      closeShared();
      bodies.push(ownBody(result, sn));
    }
  }
  closeShared();
  return bodies;
}
