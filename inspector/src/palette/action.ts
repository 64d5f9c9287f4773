/** What the palette can do: at once, or after a name was asked for. */

export interface Question {
  readonly label: string;
  readonly text: string;
  readonly answer: (text: string) => void;
}

interface Named {
  readonly id: string;
  readonly name: string;
  /** The key that does the same without the palette. */
  readonly key?: string;
  /** More about it, such as the filter behind a name. */
  readonly detail?: string;
  /** Why it cannot be done now. */
  readonly hindrance?: string | null;
}

export type Action = Named & ({ readonly act: () => void } | { readonly ask: () => Question });
