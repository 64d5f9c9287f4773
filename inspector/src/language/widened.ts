/** The shape of words, whatever they say: what another language has to have. */

export type Widened<T> = T extends (...given: infer Given) => string
  ? (...given: Given) => string
  : T extends string
    ? string
    : { readonly [Key in keyof T]: Widened<T[Key]> };
