/** Walks the fields of a frame. */

import type { Field, Frame } from '../codec/frame.ts';

/** Every field of request and reply at every depth, in the order of the frame. */
export function allFields(frame: Frame): readonly Field[] {
  const all: Field[] = [];
  walk(frame.request.fields, all);
  if (frame.response !== null) walk(frame.response.fields, all);
  return all;
}

function walk(fields: readonly Field[], into: Field[]): void {
  for (const field of fields) {
    into.push(field);
    if (field.fields !== undefined) walk(field.fields, into);
  }
}

export const fieldsNamed = (frame: Frame, folded: string): readonly Field[] =>
  allFields(frame).filter(
    ({ key, wire }) => key.toLowerCase() === folded || wire.toLowerCase() === folded,
  );

/** The group that holds start line and headers of a message. */
export const headOf = (fields: readonly Field[] | undefined): readonly Field[] =>
  fields?.find(({ key }) => key === 'head')?.fields ?? [];

/** Tables as the commands and the target spell them. */
export const tablesNamed = (frame: Frame): readonly string[] =>
  allFields(frame).flatMap(({ key, raw }) => (key === 'table' ? [raw] : []));
