/** The exchange that was remembered to be compared with another of the same capture. */

interface First {
  readonly n: number;
  readonly capture: string | null;
}

class Remembered {
  first = $state.raw<First | null>(null);
}

export const remembered = new Remembered();
