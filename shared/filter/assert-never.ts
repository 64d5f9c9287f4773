/** The end of a switch over a union: the compiler says when a case is missing. */

export function assertNever(value: never): never {
  throw new TypeError(`Unexpected ${JSON.stringify(value)}`);
}
