/** A message read from a file of its own, cut into head and body as the wire cuts it. */

import type { Buffer } from 'node:buffer';
import type { Message } from '../../shared/capture/exchange.ts';
import {
  replyReader,
  requestReader,
  type MessageReader,
  type ReadMessage,
} from '../wire/message-reader.ts';

/** All of it; what follows the message is kept as excess. */
function readWhole(reader: MessageReader, bytes: Buffer): ReadMessage {
  const end = reader.feed(bytes);
  if (end < bytes.length) reader.addExcess(bytes, end);
  return reader.finish();
}

export const readRequestFile = (bytes: Buffer): Message => readWhole(requestReader(), bytes);

/** The reply to a request with that head; interim replies before it are told apart. */
export const readReplyFile = (bytes: Buffer, requestHead: Buffer): ReadMessage =>
  readWhole(replyReader(requestHead), bytes);
