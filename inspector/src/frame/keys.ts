/** Keys without a modifier, anywhere on the page but where people write. */

export type Keys = Readonly<Record<string, (event: KeyboardEvent) => void>>;

const isWriting = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('input, textarea, select'));

/** A `keydown` listener; letters are given in lower case. */
export const pageKeys =
  (keys: Keys) =>
  (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (isWriting(event.target) || document.querySelector('dialog[open]') !== null) return;
    const name = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const act = Object.hasOwn(keys, name) ? keys[name] : undefined;
    if (act === undefined) return;
    event.preventDefault();
    act(event);
  };
