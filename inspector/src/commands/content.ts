/** The bytes of a file for eyes: whether they are text, and in hexadecimal. */

const ROW = 16;

/** Looks at the beginning alone. */
export const isText = (bytes: Uint8Array): boolean =>
  bytes.subarray(0, 1_024).every((byte) => byte >= 0x20 || [0x09, 0x0a, 0x0d].includes(byte));

/** Rows of 16: place, bytes, and what of them is ASCII. */
export function hexOf(bytes: Uint8Array): string {
  const rows: string[] = [];
  for (let at = 0; at < bytes.length; at += ROW) {
    const row = [...bytes.subarray(at, at + ROW)];
    const digits = row.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    const ascii = row.map((byte) =>
      byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.',
    );
    rows.push(`${at.toString(16).padStart(6, '0')}  ${digits.padEnd(ROW * 3)} ${ascii.join('')}`);
  }
  return rows.join('\n');
}
