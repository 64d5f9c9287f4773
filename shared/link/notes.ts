/** POST /api/notes: a mark or a comment on an exchange, kept as a `note` line in its capture. */

/** Characters of a comment. */
export const LONGEST_NOTE = 4_000;

/** What is not given stays as it is; an empty text takes the comment away. */
export interface NoteRequest {
  /** Name of an earlier capture; without it, the run being recorded. */
  readonly capture?: string;
  readonly n: number;
  readonly mark?: boolean;
  readonly text?: string;
}

/** Answer, with status 201: what the exchange's row says from now on. */
export interface NoteAnswer {
  readonly n: number;
  readonly mark: boolean;
  readonly note: string;
}

/** Body of POST /api/captures/NAME, which renames it. */
export interface RenameRequest {
  readonly name: string;
}
