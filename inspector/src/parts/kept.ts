/** A wish of the user that outlives the page, where the browser lets us keep it. */

export interface Kept {
  read(): string | null;
  write(value: string): void;
}

export const kept = (name: string): Kept => ({
  read: () => {
    try {
      return localStorage.getItem(`pushscope.${name}`);
    } catch {
      return null;
    }
  },
  write: (value) => {
    try {
      localStorage.setItem(`pushscope.${name}`, value);
    } catch {
      // Storage is forbidden here: the wish lasts as long as the page.
    }
  },
});
