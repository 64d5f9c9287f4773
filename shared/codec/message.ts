/** A message as bytes: what the decoder reads, whoever cut it out of the stream. */

export interface RawMessage {
  /** From the first byte of the start line (blank lines before it included) to the blank line that ends the head. */
  readonly head: Uint8Array;
  /** The de-framed body: chunk lines removed, nothing else changed. */
  readonly body: Uint8Array;
  /** True when `body` is only the beginning (a body over the capture's limit). */
  readonly truncated?: boolean;
  /** True when the connection ended before the message did. */
  readonly incomplete?: boolean;
  /** True when the head declares a coding that the body is no longer in. */
  readonly unpacked?: boolean;
  /** Bytes that followed the declared end of the message and belong to no other message. */
  readonly excess?: Uint8Array;
}

/** Whether the body ends where nobody ended it: cut by the capture's limit, or broken off. */
export const isCut = ({ truncated, incomplete }: RawMessage): boolean =>
  truncated === true || incomplete === true;

export interface RawExchange {
  readonly request: RawMessage;
  readonly response: RawMessage | null;
}
