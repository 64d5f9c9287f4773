/** The octets that HTTP/1.1 messages are held together with. */

export const TAB = 0x09;
export const LF = 0x0a;
export const CR = 0x0d;
export const SP = 0x20;
export const COLON = 0x3a;
export const SEMICOLON = 0x3b;

const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]$/;

/** RFC 9110 section 5.6.2: what methods and field names are made of. */
const tokenOctets = Uint8Array.from({ length: 256 }, (_, octet) =>
  TOKEN.test(String.fromCharCode(octet)) ? 1 : 0,
);

export const isTokenOctet = (octet: number): boolean => tokenOctets[octet] === 1;

/** The value of a hex digit, or -1. */
export function hexDigit(octet: number): number {
  if (octet >= 0x30 && octet <= 0x39) return octet - 0x30;
  const letter = octet | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}
