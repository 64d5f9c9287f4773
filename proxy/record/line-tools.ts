/** What lines of a capture need, in Node: checksums from zlib, base64 from Buffer. */

import { Buffer } from 'node:buffer';
import { crc32 } from 'node:zlib';
import type { LineTools } from '../../shared/capture/line.ts';
import { textCodec } from '../charset.ts';

export const lineTools: LineTools = {
  text: textCodec,
  crc32,
  base64: {
    encode: (bytes) =>
      Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64'),
    decode: (text) => (/^[A-Za-z0-9+/]*={0,2}$/.test(text) ? Buffer.from(text, 'base64') : null),
  },
};
