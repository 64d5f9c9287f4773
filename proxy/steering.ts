/** What goes to a window of text: what terminals, captures and file names say must not steer it. */

/** Control characters except TAB, LF and CR, and marks that turn the direction of what follows. */
const STEERING =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** They become escapes such as `\u001b`, which within JSON say the same as they do. */
export const unsteered = (text: string): string =>
  text.replace(
    STEERING,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
