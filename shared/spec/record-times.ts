/** Keys of the columns that say when a record was made: each table of records has one of them. */

export const RECORD_TIMES: ReadonlySet<string> = new Set(['posTime', 'supTime', 'allowTime']);
