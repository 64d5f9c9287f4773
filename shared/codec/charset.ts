/** The charsets of the protocol (vendor's document section 2.1) and the port through which they arrive. */

export type Charset = 'ascii' | 'utf-8' | 'gb18030' | 'latin1';

/**
 * Text from bytes and back. Node gets it from iconv-lite, the browser from TextDecoder;
 * the codec itself knows neither.
 */
export interface TextCodec {
  /** Decodes bytes[from, to); bytes that are invalid in the charset become U+FFFD. */
  decode(bytes: Uint8Array, from: number, to: number, charset: Charset): string;
  /** Null when the text holds a character that the charset cannot express. */
  encode(text: string, charset: Charset): Uint8Array | null;
  /** Whether all bytes are valid in that charset, so that decode then encode returns the same bytes. */
  isValid(bytes: Uint8Array, charset: Charset): boolean;
}
