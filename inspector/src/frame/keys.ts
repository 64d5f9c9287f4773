/** Keys without a modifier, anywhere on the page but where people write. */

export type Keys = Readonly<Record<string, (event: KeyboardEvent) => void>>;

const isWriting = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('input, textarea, select'));

/** Buttons and links do by Enter what a click does. */
const isPressed = ({ key, target }: KeyboardEvent) =>
  key === 'Enter' && target instanceof HTMLElement && target.matches('button, a[href]');

/** Ctrl+K, wherever people write too; not over another dialog. */
export const isPaletteKey = (event: KeyboardEvent): boolean =>
  (event.ctrlKey || event.metaKey) &&
  !event.altKey &&
  event.key.toLowerCase() === 'k' &&
  document.querySelector('dialog[open]') === null;

/** A `keydown` listener; letters are given in lower case. */
export const pageKeys =
  (keys: Keys) =>
  (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (
      isPressed(event) ||
      isWriting(event.target) ||
      document.querySelector('dialog[open]') !== null
    )
      return;
    const name = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const act = Object.hasOwn(keys, name) ? keys[name] : undefined;
    if (act === undefined) return;
    event.preventDefault();
    act(event);
  };
