/** One filter language for the page, the command line and the API: read, match, explain, complete. */

export { complete, writtenAs, type Completion, type SeenValues } from './complete.ts';
export { explain } from './explain.ts';
export { tablesNamed } from './fields.ts';
export type { Filter } from './expression.ts';
export type { FilterKey, Holds } from './key.ts';
export { KEYS, keyNamed } from './keys/index.ts';
export { matchFrame, matchRow } from './match.ts';
export { parseFilter, type Parsed } from './parse.ts';
export { mayCarryCommands, type FrameSubject, type RowFacts } from './subject.ts';
