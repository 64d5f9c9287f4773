/** What a definition of one thing on the wire is made of. Everything else is made from rows of this shape. */

/** A text in the languages of the interface. */
export interface Words {
  readonly en: string;
  readonly zh: string;
}

/**
 * How a field's text is read:
 * money: integer cents · time: `YYYY-MM-DD HH:MM:SS`, ISO, compact or counted seconds · packed-day: ((Y-2000)*12+M)*31+D ·
 * clock: `HHMM` · stamp: 0, a time or a count · bits: a bit mask · opaque: bytes that mean nothing to us (keys, ciphers).
 */
export type FieldType =
  | 'text'
  | 'integer'
  | 'money'
  | 'time'
  | 'packed-day'
  | 'clock'
  | 'stamp'
  | 'flag'
  | 'choice'
  | 'bits'
  | 'opaque';

/** Whether the vendor's document describes it, real servers or devices showed it, or both. */
export type Evidence = 'documented' | 'observed' | 'both';

export interface FieldSpec {
  /** Our name. */
  readonly key: string;
  /** The vendor's spelling. */
  readonly wire: string;
  readonly type: FieldType;
  readonly label: Words;
  /** Section of the vendor's document, or 'observed'. */
  readonly section: string;
  readonly evidence: Evidence;
  /** Passwords, keys and tokens: never in summaries, masked in reports. */
  readonly secret?: boolean;
  readonly choices?: Readonly<Record<string, Words>>;
  /** Meaning of each bit, bit 0 first. */
  readonly bits?: readonly Words[];
  readonly unit?: 'cents' | 'seconds' | 'minutes' | 'bytes';
  /** Other spellings that were seen, lower case. */
  readonly aliases?: readonly string[];
  readonly remark?: Words;
}

export const words = (en: string, zh: string): Words => ({ en, zh });
