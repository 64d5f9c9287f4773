/** Text for a person's screen: what terminals send must not steer it. */

// eslint-disable-next-line no-control-regex
const STEERING = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

const NAMES: Readonly<Record<string, string>> = { '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** Control characters and marks of direction become escapes such as `\t` and `\u001b`. */
export const printable = (text: string): string =>
  text.replace(
    STEERING,
    (character) =>
      NAMES[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
