/** What the routes may see of the desk. */

import type { Note } from '../../shared/capture/line.ts';
import type { Status } from '../../shared/link/api.ts';
import type { Captures } from './captures.ts';
import type { CaptureView } from './capture-view.ts';

export interface DeskState {
  readonly live: CaptureView;
  readonly captures: Captures;
  readonly readOnly: boolean;
  /** The file being written now. */
  readonly capturePath: string;
  /** Whether a file of that name belongs to the run being recorded. */
  isOfRun(name: string): boolean;
  status(): Status;
  /** Begins a new capture file; resolves with its path. Throws Refused. */
  rotate(): Promise<string>;
  /** Writes a note into that file. Throws Refused. */
  keepNote(path: string, note: Note): Promise<void>;
}
