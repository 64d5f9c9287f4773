/** What shows on the wire of the Python that a real ZKECO is written in: its texts, its `int()`, its exceptions. */

/** The text of a Python unicode string as `repr` prints it. */
export const pythonRepr = (text: string): string =>
  `u'${[...text]
    .map((character) => {
      const code = character.codePointAt(0) ?? 0;
      if (code >= 0x20 && code < 0x7f)
        return /['\\]/.test(character) ? `\\${character}` : character;
      return code < 0x100
        ? `\\x${code.toString(16).padStart(2, '0')}`
        : `\\u${code.toString(16).padStart(4, '0')}`;
    })
    .join('')}'`;

/** What a poll without `devno` is answered (observed: the exception's text, with status 200). */
export const NO_DEVNO = "int() argument must be a string or a number, not 'NoneType'";

export class PythonError extends Error {}

/** `int()` of Python 2: blanks around and a sign are fine, letters are not. */
export function int(text: string): string {
  if (!/^\s*[+-]?\d+\s*$/.test(text)) {
    throw new PythonError(`invalid literal for int() with base 10: '${text}'`);
  }
  return BigInt(text.trim()).toString();
}
