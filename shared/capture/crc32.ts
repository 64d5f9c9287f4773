/** CRC-32 (ISO 3309, as in zlib) from a table, for where there is no zlib. */

const REVERSED_POLYNOMIAL = 0xedb88320;

const TABLE = Uint32Array.from({ length: 256 }, (_, octet) => {
  let crc = octet;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ REVERSED_POLYNOMIAL : crc >>> 1;
  return crc;
});

/** With `seed`, goes on from the checksum of the bytes before. */
export function crc32(bytes: Uint8Array, seed = 0): number {
  let crc = ~seed;
  for (const octet of bytes) crc = (crc >>> 8) ^ (TABLE[(crc ^ octet) & 0xff] as number);
  return ~crc >>> 0;
}
