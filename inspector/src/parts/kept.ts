/** A wish of the user that outlives the page, or lasts as long as the tab, where the browser lets us keep it. */

export interface Kept {
  read(): string | null;
  write(value: string): void;
}

const keptIn = (storage: () => Storage, name: string): Kept => ({
  read: () => {
    try {
      return storage().getItem(`pushscope.${name}`);
    } catch {
      return null;
    }
  },
  write: (value) => {
    try {
      storage().setItem(`pushscope.${name}`, value);
    } catch {
      // Storage is forbidden here: the wish lasts as long as the page.
    }
  },
});

export const kept = (name: string): Kept => keptIn(() => localStorage, name);

export const keptForTab = (name: string): Kept => keptIn(() => sessionStorage, name);
