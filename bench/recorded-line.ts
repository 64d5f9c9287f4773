/** As much of a capture's line as the benches read: a trivial reader of its own. */

export interface RecordedMessage {
  readonly head: string;
  readonly body: string;
  readonly encoding: 'utf-8' | 'gb18030';
}

export interface RecordedLine {
  readonly request?: RecordedMessage;
  readonly response?: RecordedMessage | null;
}

export const serialOf = (head: string): string => /SN=(\d+)/.exec(head)?.[1] ?? '';
