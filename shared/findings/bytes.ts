/** Which charset bytes may be in, where no codec is at hand. */

/** Place of the first byte that is not ASCII; null when all are. */
export function firstWide(bytes: Uint8Array): number | null {
  for (let at = 0; at < bytes.length; at++) if ((bytes[at] as number) >= 0x80) return at;
  return null;
}

const isTrail = (octet: number | undefined): boolean =>
  octet !== undefined && octet >= 0x80 && octet < 0xc0;

export function isUtf8(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length;) {
    const lead = bytes[at++] as number;
    if (lead < 0x80) continue;
    const trails = lead >= 0xc2 && lead < 0xe0 ? 1 : lead >= 0xe0 && lead < 0xf0 ? 2 : lead >= 0xf0 && lead < 0xf5 ? 3 : 0; // prettier-ignore
    if (trails === 0) return false;
    for (let each = 0; each < trails; each++) if (!isTrail(bytes[at++])) return false;
  }
  return true;
}

/** Of valid UTF-8. */
export function hasThreeByteCharacter(bytes: Uint8Array): boolean {
  for (const octet of bytes) if (octet >= 0xe0) return true;
  return false;
}
